/**
 * Declares what the test has listed in the file that DECLARATIONS names, so that a test shows its own program and one
 * folder serves all of them. See test/support/stackDeclarations.ts.
 */
module.exports = async () => {
    const { readFileSync } = await import("node:fs");
    const pulumi = await import("@pulumi/pulumi");
    const { front, resources } = JSON.parse(readFileSync(process.env.DECLARATIONS, "utf8"));
    const atlas = await import(front === "plugin" ? "pulumi-atlas-org/plugin" : "pulumi-atlas-org");
    const declared = new Map();
    const outputs = {};
    const refusals = [];

    for (const declaration of resources) {
        try {
            declare(declaration);
        } catch (error) {
            refusals.push(error);
        }
    }
    // Other programs end with the first refusal; all of them at once save a run for each.
    const [first] = refusals;
    if (first === undefined) return outputs;
    first.message = refusals.map(({ message }) => message).join("\n");
    throw first;

    function declare({ kind, name, args, options = {}, lookup, shown = [] }) {
        if (kind.startsWith("get")) {
            outputs[name] = atlas[kind](resolve(args), resolveOptions(options));
            return;
        }
        const resource =
            lookup === undefined
                ? new atlas[kind](name, resolve(args), resolveOptions(options))
                : atlas[kind].get(name, lookup, resolve(args), resolveOptions(options));
        declared.set(name, resource);
        if (shown.length > 0) {
            outputs[name] = Object.fromEntries(shown.map((property) => [property, resource[property]]));
        }
    }

    /** Puts outputs where the declaration refers to them; all else stays as plain as it is. */
    function resolve(value) {
        if (Array.isArray(value)) return value.map(resolve);
        if (typeof value !== "object" || value === null) return value;
        if ("from" in value) return declared.get(value.from)[value.property];
        if ("output" in value) return pulumi.output(value.output);
        if ("secret" in value) return pulumi.secret(value.secret);
        return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
    }

    function resolveOptions({ provider, dependsOn, deletedWith, ...others }) {
        return {
            ...others,
            ...(provider === undefined ? {} : { provider: declared.get(provider) }),
            ...(deletedWith === undefined ? {} : { deletedWith: declared.get(deletedWith) }),
            ...(dependsOn === undefined ? {} : { dependsOn: declared.get(dependsOn) }),
        };
    }
};
