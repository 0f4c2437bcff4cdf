import * as pulumi from "@pulumi/pulumi";

class Echo implements pulumi.dynamic.ResourceProvider {
    create(inputs: { text: string }): Promise<pulumi.dynamic.CreateResult> {
        return Promise.resolve({ id: "echo", outs: { ...inputs, length: inputs.text.length } });
    }
}

class Text extends pulumi.dynamic.Resource {
    declare readonly length: pulumi.Output<number>;

    constructor(name: string, text: pulumi.Input<string>) {
        super(new Echo(), name, { text, length: undefined });
    }
}

const config = new pulumi.Config();
const text = new Text("text", `${config.require("greeting")} ${config.require("name")}`);

export const { length } = text;
export const stack = pulumi.getStack();
