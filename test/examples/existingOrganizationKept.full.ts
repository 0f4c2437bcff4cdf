import { expect } from "chai";
import { pipelineKey, useExample } from "./existingOrganization";

describe("examples/existing-organization", () => {
    const example = useExample();

    it("does not lose the pipelines' key to a destroy in passing", async () => {
        const { stack } = example();
        await stack.up();
        expect((await stack.fail("destroy")).said).to.include("because it is protected");
        expect(pipelineKey(stack)).to.not.equal(undefined);
    });
});
