import { expect } from "chai";
import { linkToken, provider } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

describe("the settings of a stack that are nowhere", () => {
    const opened = useStack({ settings: "nowhere" });

    it("are asked for by name, before anything is sent", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        const refused = await stack.fail("up", [linkToken("ops", { orgId })]);
        expect(refused.said)
            .to.contain("pulumi config set --secret mongodbatlas:clientSecret")
            .and.contain("MONGODB_ATLAS_PRIVATE_API_KEY");
        expect(stack.atlas.requests).to.deep.equal([]);
    });

    it("are not needed by a program whose providers have their own", async () => {
        const stack = opened();
        const { baseUrl } = stack.atlas;
        const { orgId, publicKey, privateKey } = stack.atlas.payingOrganization;

        await stack.up([
            provider("own", { publicKey, privateKey, baseUrl }),
            linkToken("ops", { orgId }, { provider: "own" }),
        ]);

        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1);
        await stack.destroy();
    });
});
