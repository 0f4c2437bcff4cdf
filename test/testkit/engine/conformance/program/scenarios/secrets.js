/** A secret input makes a secret output, and is in no state in clear; so are outputs that an option names. */
export const secrets = ["hunter2-one", "hunter2-two", "hunter2-deep", "hunter2-instance", "out of hidden"];

export const runs = [
    { run: "preview", variant: "one" },
    { run: "up" },
    { run: "up" },
    {
        run: "up",
        variant: "two",
        things: { a: { update: { stdout: "this is hunter2-two", throw: "hunter2-two is refused" } } },
    },
    { run: "up" },
    { run: "refresh", cloud: { "a-1": { value: "drifted" } } },
    { run: "destroy" },
];

export function program({ pulumi, Thing, Instance, variant }) {
    const a = new Thing("a", { value: pulumi.secret(`hunter2-${variant}`), plain: 1 });
    const deep = new Thing("deep", { deep: { list: [pulumi.secret("hunter2-deep"), "plain"] } });
    new Thing("taints", { value: pulumi.interpolate`has ${a.value}`, plain: a.plain });
    const hidden = new Thing("hidden", {}, { additionalSecretOutputs: ["out"] });
    const instance = new Instance("instance", {
        secret: pulumi.secret("hunter2-instance"),
        plain: "in clear",
    });
    new Thing("of-instance", { value: hidden.out }, { provider: instance });
    return { value: a.value, plain: a.plain, out: hidden.out, deep: deep.deep, mixed: [a.value, "plain"] };
}
