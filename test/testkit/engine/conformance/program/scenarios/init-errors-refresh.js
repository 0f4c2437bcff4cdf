/** A refresh forgets that a thing was not ready. */
export const runs = [
    {
        run: "up",
        things: { a: { create: { partial: { reasons: ["not ready"], properties: { extra: 1 } } } } },
    },
    { run: "refresh" },
    { run: "up" },
    { run: "up", refresh: true },
];

export function program({ Thing }) {
    new Thing("a", { value: 1 });
}
