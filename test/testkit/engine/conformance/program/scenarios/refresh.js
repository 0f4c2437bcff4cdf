/** A refresh reads everything back: drifted, gone, or impossible to read. */
export const runs = [
    { run: "up" },
    {
        run: "refresh",
        cloud: { "a-1": { value: "drifted" }, "b-1": { value: "drifted" }, "c-1": null },
        things: { b: { read: { withoutInputs: true } } },
    },
    { run: "preview" },
    { run: "up" },
    {
        run: "refresh",
        cloud: { "a-1": { value: "drifted" } },
        things: { b: { read: { throw: "b is out of reach" } } },
    },
    { run: "up", refresh: true, cloud: { "c-2": null } },
    { run: "refresh" },
];

export function program({ Thing }) {
    new Thing("a", { value: "ours" });
    new Thing("b", { value: "ours" });
    const c = new Thing("c");
    new Thing("d", { value: c.out }, { dependsOn: [c] });
}
