/** A changed key replaces: the new one first, or with deleteFirst the old one first, and its dependents with it. */
export const runs = [
    { run: "up", variant: "one" },
    { run: "preview", variant: "two" },
    { run: "up" },
    { run: "preview", variant: "three" },
    { run: "up" },
    { run: "destroy" },
];

const WORDS = { one: {}, two: {}, three: { deleteFirst: true } };

export function program({ Thing, variant }) {
    const a = new Thing("a", { key: variant, ...WORDS[variant] });
    const updated = new Thing("updated", { value: a.out });
    new Thing("replaced", { key: a.out });
    new Thing("after-updated", {}, { dependsOn: [updated] });
    new Thing("apart", { value: 1 });
    return { out: a.out };
}
