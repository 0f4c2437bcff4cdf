/** A protected resource is neither deleted nor replaced, by whatever way. */
export const runs = [
    { run: "up", variant: "protected" },
    { run: "up", replace: ["p"] },
    { run: "preview", variant: "replaced" },
    { run: "up" },
    { run: "preview", variant: "removed" },
    { run: "up" },
    { run: "destroy" },
    { run: "up", variant: "free" },
    { run: "destroy" },
];

export function program({ Thing, variant }) {
    const base = new Thing("base", { value: variant === "replaced" ? 2 : 1 });
    if (variant === "removed") return;
    const args = { key: variant === "replaced" ? 2 : 1, value: base.id };
    const p = new Thing("p", args, { protect: variant !== "free" });
    new Thing("dependent", { value: p.out });
}
