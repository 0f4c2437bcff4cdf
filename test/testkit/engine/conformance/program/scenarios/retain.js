/** What is retained, or goes with something else that is deleted, leaves the state without a call. */
export const runs = [
    { run: "up", variant: "one" },
    { run: "preview", variant: "two" },
    { run: "up", variant: "two" },
    { run: "up", variant: "three" },
    { run: "destroy" },
];

export function program({ Thing, variant }) {
    const a = new Thing("a", { key: variant === "three" ? 2 : 1 });
    new Thing("with-a", { value: 1 }, { deletedWith: a });
    new Thing("kept-at-the-end", {}, { retainOnDelete: true });
    new Thing("kept-when-replaced", { key: variant }, { retainOnDelete: true });
    if (variant !== "one") return;
    new Thing("kept-when-removed", {}, { retainOnDelete: true });
    new Thing("removed-before-a", {}, { deletedWith: a });
}
