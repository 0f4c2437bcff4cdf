/** A replacement that breaks off leaves the old one, or the note that it is to be created or deleted. */
export const runs = [
    { run: "up", variant: "one" },
    { run: "up", variant: "two", things: { a: { create: { throw: "no second a" } } } },
    { run: "up", things: { a: { delete: { throw: "the first a stays" } } } },
    { run: "up" },
    { run: "up", variant: "three", things: { first: { create: { throw: "no second one" } } } },
    { run: "preview" },
    { run: "up" },
];

export function program({ Thing, variant }) {
    const a = new Thing("a", { key: variant === "one" ? 1 : 2 });
    new Thing("b", { value: a.out });
    new Thing("first", { key: variant === "three" ? 2 : 1, deleteFirst: true });
}
