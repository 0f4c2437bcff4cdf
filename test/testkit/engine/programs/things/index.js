import * as pulumi from "@pulumi/pulumi";

/** Stock dynamic resources, without the serialiser: the code is this folder's provider.js. */
const LOADER = 'exports.handler = () => require(process.cwd() + "/provider.js").provider';

class Thing extends pulumi.CustomResource {
    constructor(name, inputs, options) {
        super(
            "pulumi-nodejs:dynamic:Resource",
            name,
            { out: undefined, ...inputs, __provider: LOADER },
            options,
        );
    }
}

/** The test says in THINGS what to declare: [name, inputs, options]; a secret is { secret }. */
const things = JSON.parse(process.env.THINGS ?? "[]");
const made = {};
for (const [name, inputs = {}, { after, ...options } = {}] of things) {
    const values = Object.entries(inputs).map(([key, value]) => [
        key,
        value?.secret === undefined ? value : pulumi.secret(value.secret),
    ]);
    made[name] = new Thing(name, Object.fromEntries(values), {
        ...options,
        ...(after === undefined ? {} : { dependsOn: made[after] }),
    });
}

if (process.env.SAY) process.stdout.write(`${process.env.SAY}\n`);
if (process.env.WARN) void pulumi.log.warn(process.env.WARN, Object.values(made)[0]);

export default Object.fromEntries(Object.entries(made).map(([name, thing]) => [name, thing.out]));
