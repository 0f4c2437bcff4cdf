/** Options that say how a change is seen: ignoreChanges takes the old value before check, replaceOnChanges does nothing here. */
export const runs = [
    { run: "up", variant: "one" },
    { run: "preview", variant: "two" },
    { run: "up" },
    { run: "up", variant: "added" },
];

export function program({ Thing, variant }) {
    const nested = { x: variant, y: variant };
    new Thing("ignores", { value: variant, nested }, { ignoreChanges: ["value", "nested.x"] });
    new Thing("ignores-all", { value: variant }, { ignoreChanges: ["value"] });
    new Thing("ignores-list", { list: [variant, variant] }, { ignoreChanges: ["list[0]"] });
    if (variant === "added") new Thing("ignores-at-create", { value: 1 }, { ignoreChanges: ["value"] });
    new Thing("replace-on-changes", { value: variant }, { replaceOnChanges: ["value"] });
    new Thing(
        "options-only",
        {},
        variant === "two" ? { protect: true, additionalSecretOutputs: ["out"] } : {},
    );
}
