/** What check refuses, or check and diff throw, ends a preview as well as an up. */
const REFUSED = [
    { property: "value", reason: "must be a number" },
    { property: "list[0]", reason: "must not be empty" },
];

export const runs = [
    { run: "preview", variant: "one", things: { b: { check: { failures: REFUSED } } } },
    { run: "up", things: { b: { check: { failures: REFUSED } } } },
    { run: "up" },
    { run: "preview", things: { a: { check: { failures: REFUSED } } } },
    { run: "up", things: { b: { check: { throw: "check is broken" } } } },
    { run: "preview", things: { b: { diff: { throw: "diff is broken" } } } },
    { run: "up", variant: "duplicate" },
];

export function program({ Thing, variant }) {
    new Thing("a", { value: 1 });
    new Thing("b", { value: 1 });
    if (variant === "duplicate") new Thing("a", { value: 2 });
}
