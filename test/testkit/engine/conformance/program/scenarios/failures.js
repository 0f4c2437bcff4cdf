/** A create, update or delete that throws: what came before it stays, and the next up goes on from there. */
export const runs = [
    { run: "up", variant: "one", things: { b: { create: { throw: "b cannot be created" } } } },
    { run: "up" },
    { run: "up", variant: "two", things: { a: { update: { throw: "a cannot be changed" } } } },
    { run: "up" },
    { run: "up", variant: "without c", things: { c: { delete: { throw: "c cannot be deleted" } } } },
    { run: "up" },
];

export function program({ Thing, variant }) {
    new Thing("a", { value: variant === "one" ? 1 : 2 });
    const b = new Thing("b");
    if (variant !== "without c") new Thing("c", { value: b.out });
}
