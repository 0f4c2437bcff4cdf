/** At preview the outputs of what is created or updated are not known; the id of what exists is. */
export const runs = [
    { run: "preview", variant: "one" },
    { run: "up" },
    { run: "preview", variant: "two" },
    { run: "up" },
    { run: "preview", variant: "three" },
];

export function program({ pulumi, Thing, variant }) {
    const a = new Thing("a", { value: variant, key: variant === "three" });
    new Thing("by-id", { key: a.id });
    new Thing("by-input", { value: a.value });
    const b = new Thing("by-out", { key: a.out, deep: { list: [a.version, "known"] } });
    new Thing("at-second-hand", { value: pulumi.interpolate`after ${b.id} and ${b.version}` });
    return { id: a.id, deep: { out: [a.out, "known"] }, known: "known" };
}
