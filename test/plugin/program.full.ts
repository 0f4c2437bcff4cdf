import { expect } from "chai";
import { from, orgApiKey } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

describe("a program on the plugin", () => {
    const opened = useStack({ front: "plugin" });

    it("knows at preview which outputs stay as they are", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        const declared = (description: string) => [
            orgApiKey("ci", { orgId, description, roles: ["ORG_MEMBER"] }),
            orgApiKey("other", { orgId, description: from("ci", "apiKeyId"), roles: ["ORG_MEMBER"] }),
        ];
        await stack.up(declared("before"));

        const preview = await stack.preview(declared("after"));

        expect(preview.ops).to.deep.equal({ ci: ["update"], other: ["same"] });
    });
});
