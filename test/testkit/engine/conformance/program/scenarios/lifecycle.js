/** A resource is created, left alone, changed, removed; previews say so beforehand and touch nothing. */
export const runs = [
    { run: "preview", variant: "first" },
    { run: "up" },
    { run: "up" },
    { run: "preview", variant: "changed" },
    { run: "up" },
    { run: "up", variant: "without b" },
    { run: "destroy" },
    { run: "destroy" },
];

export function program({ Thing, variant }) {
    const a = new Thing("a", { value: variant === "first" ? "one" : "two" });
    if (variant === "without b") return { out: a.out };
    const b = new Thing("b", {
        list: ["x", { y: true }, []],
        empty: {},
        nothing: null,
        number: 1.5,
        missing: undefined,
    });
    return { out: a.out, id: b.id, version: a.version, list: b.list, nothing: b.nothing };
}
