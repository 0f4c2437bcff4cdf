import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { refusal } from "#provider/sdk/run";

const SDK_FRAME = /node_modules[\\/]@pulumi[\\/]/;

describe("the error that ends a program", () => {
    it("is a RunError whose stack names the program's lines and none of the SDK's", async () => {
        const made = await new Promise<{ plain: Error; refused: Error }>((resolve) => {
            pulumi
                .output("known")
                .apply(() => resolve({ plain: new Error("plain"), refused: refusal("no\nway") }));
        });
        expect(made.plain.stack).to.match(SDK_FRAME);
        expect(made.refused.stack)
            .to.match(/^Error: no\nway\n {4}at /)
            .and.not.match(SDK_FRAME);
        expect(made.refused.stack).to.contain("refusal.test.ts");
        expect(pulumi.RunError.isInstance(made.refused)).to.equal(true);
        expect(made.refused.message).to.equal("no\nway");
    });
});
