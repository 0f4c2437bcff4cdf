/** The default provider gets the whole configuration of the stack; refresh and destroy that of the last up. */
export const config = {
    "conformance:plain": "plain one",
    "conformance:token": { secret: "hunter2-one" },
    "other:key": "other one",
};

export const secrets = ["hunter2-one", "hunter2-two", "hunter2-three"];

export const runs = [
    { run: "up" },
    {
        run: "up",
        config: { "conformance:token": { secret: "hunter2-two" }, "other:key": null, added: "bare key" },
        things: { a: { check: { stderr: "this is hunter2-two" } } },
    },
    {
        run: "refresh",
        config: { "conformance:token": { secret: "hunter2-three" }, "conformance:plain": "plain three" },
        things: { a: { read: { stdout: "this is still hunter2-two" } } },
    },
    { run: "up", refresh: true },
    { run: "destroy", config: { "conformance:plain": "plain four" } },
];

export function program({ pulumi, Thing }) {
    const config = new pulumi.Config();
    new Thing("a", { plain: config.require("plain") === "" });
    return { token: config.requireSecret("token"), plain: config.get("plain"), added: config.get("added") };
}
