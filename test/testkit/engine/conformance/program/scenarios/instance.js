/** A provider instance has a process and a configuration of its own, which may come from another resource. */
export const runs = [
    { run: "preview", variant: "one" },
    { run: "up" },
    { run: "preview", variant: "rotated" },
    { run: "refresh" },
    { run: "up", refresh: true },
    { run: "preview", variant: "other a" },
    { run: "up" },
    { run: "up", variant: "moved" },
    { run: "destroy" },
];

export const config = { "conformance:unseen": "only the default provider gets this" };

export function program({ pulumi, Thing, Component, Instance, variant }) {
    const a = new Thing("a", { value: variant === "one" || variant === "rotated" ? "one" : "two" });
    const instance = new Instance("instance", {
        "conformance:token": pulumi.interpolate`version ${a.version}`,
        plain: variant === "one" ? "one" : "rotated",
        number: 3,
        list: ["x", { y: true }],
        missing: undefined,
        nothing: null,
    });
    const b = new Thing("b", { value: 1 }, { provider: instance });
    new Thing("c", { value: b.out }, { provider: instance });
    const component = new Component("component", { provider: instance });
    new Thing("inherits", {}, { parent: component });
    new Thing("moves", {}, variant === "moved" ? { provider: instance } : {});
}
