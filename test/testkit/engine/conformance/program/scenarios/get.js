/** `get` reads a resource that is not ours: again with every up, never to change or delete it. */
export const runs = [
    {
        run: "preview",
        variant: "found",
        cloud: { "x-1": { label: "x", value: "theirs", out: "their out", version: 7 } },
    },
    { run: "up" },
    { run: "up", cloud: { "x-1": { value: "changed by them" } } },
    { run: "refresh", cloud: { "x-1": { value: "changed again" } } },
    {
        run: "up",
        variant: "other",
        cloud: { "x-2": { label: "x", value: "another", out: "another out", version: 1 } },
    },
    { run: "up", variant: "missing" },
    { run: "up", variant: "refused", things: { x: { read: { throw: "There is no x." } } } },
    { run: "destroy" },
];

const IDS = { found: "x-1", other: "x-2", missing: "x-9", refused: "x-9" };

export function program({ Thing, variant }) {
    const x = Thing.get("x", IDS[variant]);
    new Thing("y", { value: x.out });
    return { theirs: x.value };
}
