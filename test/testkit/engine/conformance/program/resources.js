import * as pulumi from "@pulumi/pulumi";

/** Stands in state with every Thing, so no path of a machine may stand in it. */
const LOADER =
    'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("./recorder.js").provider';

/** Settles when the resource made last is registered, which is after its create or update. */
let last = Promise.resolve();

/** A dynamic resource whose provider records every call. Its label is its name unless given. */
export class Thing extends pulumi.CustomResource {
    constructor(name, args = {}, options) {
        const properties = { out: undefined, version: undefined, label: name, ...args, __provider: LOADER };
        super("pulumi-nodejs:dynamic/conformance:Thing", name, properties, inTurn(options));
        last = registered(this);
    }

    static get(name, id, options) {
        return new Thing(name, { value: undefined }, { ...options, id });
    }
}

/** A provider instance of the dynamic provider, with a configuration of its own. */
export class Instance extends pulumi.ProviderResource {
    constructor(name, config, options) {
        super("pulumi-nodejs", name, config, inTurn(options));
        last = registered(this);
    }
}

export class Component extends pulumi.ComponentResource {
    constructor(name, options) {
        super("conformance:index:Component", name, {}, inTurn(options));
        last = registered(this);
        this.registerOutputs({});
    }
}

/** The SDK registers everything at once; a promise, even of no dependency, puts registrations in program order. */
function inTurn(options = {}) {
    if (process.env.CONFORMANCE_AT_ONCE === "true") return options;
    return { ...options, dependsOn: last.then(() => options.dependsOn ?? []) };
}

function registered(resource) {
    return resource.urn.promise().then(
        () => undefined,
        () => undefined,
    );
}
