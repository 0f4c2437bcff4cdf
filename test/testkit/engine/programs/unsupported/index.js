import * as pulumi from "@pulumi/pulumi";

class Thing extends pulumi.CustomResource {
    constructor(type, inputs = {}, options = {}) {
        super(type, "thing", { ...inputs, __provider: "exports.handler = () => ({})" }, options);
    }
}

const DYNAMIC = "pulumi-nodejs:dynamic:Resource";

class RemoteComponent extends pulumi.ComponentResource {
    constructor() {
        super("some:index:Component", "remote", {}, {}, true);
    }
}

/** One use each of what the engine does not do. */
const uses = {
    transforms: () => new Thing(DYNAMIC, {}, { transforms: [() => undefined] }),
    "stack transforms": () => pulumi.runtime.registerResourceTransform(() => undefined),
    "resource hooks": () => new Thing(DYNAMIC, {}, { hooks: { afterCreate: [() => undefined] } }),
    "remote components": () => new RemoteComponent(),
    "stack references": () => new pulumi.StackReference("org/project/stack"),
    "the package aws": () => new Thing("aws:s3:Bucket"),
    invokes: () => pulumi.runtime.invoke("aws:index:getRegion", {}),
    assets: () => new Thing(DYNAMIC, { file: new pulumi.asset.StringAsset("text") }),
    "the import option": () => new Thing(DYNAMIC, {}, { import: "id" }),
    "the replacementTrigger option": () => new Thing(DYNAMIC, {}, { replacementTrigger: "now" }),
};

export default () => void uses[process.env.USE]();
