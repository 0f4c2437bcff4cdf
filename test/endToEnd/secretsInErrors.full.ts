import { expect } from "chai";
import { linkToken, organization, provider } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

// Every run of every test here is searched for secrets; see StackUnderTest.
describe("secrets that a program gives as plain text", () => {
    const opened = useStack();

    it("stand in no error, neither when a key is wrong nor when it is no key at all", async () => {
        const stack = opened();
        const { id: orgId } = stack.atlas.addOrganization();
        const { publicKey } = stack.atlas.addApiKey({ orgId });
        const wrong = "deadbeef-dead-4eef-8ead-beefdeadbeef";
        stack.watchFor(wrong);

        const refused = await stack.fail("up", [
            organization("payments", {
                name: "payments",
                existingOrgId: orgId,
                credentials: { publicKey, privateKey: wrong },
            }),
        ]);
        expect(refused.said).to.contain("401").and.contain("Atlas did not accept API key");

        const refusedInside = await stack.fail("up", [
            provider("inside", { publicKey, privateKey: wrong }),
            linkToken("ops", { orgId }, { provider: "inside" }),
        ]);
        expect(refusedInside.said).to.contain("401").and.contain("Atlas did not accept API key");

        await stack.setSetting("publicKey", { secret: wrong });
        const swapped = await stack.fail("up", [linkToken("ops", { orgId })]);
        expect(swapped.said).to.contain("mongodbatlas:publicKey holds a private key");
    });
});
