import { FRONT } from "../support/front";
import { expect } from "chai";
import {
    accessListEntry,
    from,
    linkToken,
    organization,
    orgApiKey,
    provider,
    shown,
} from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

// Every run of every test here is searched for secrets; see StackUnderTest.
describe("secrets that a program gives as plain text", () => {
    const opened = useStack();

    it("stand nowhere in clear, and in the state a short line stands for the provider's code", async () => {
        const stack = opened();
        const { id: orgId } = stack.atlas.addOrganization({ name: "payments" });
        const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId });
        const inside = { provider: "inside" };
        await stack.up([
            shown(
                organization("payments", {
                    name: "payments",
                    existingOrgId: orgId,
                    credentials: { publicKey, privateKey },
                }),
                "credentials",
            ),
            provider("inside", { publicKey, privateKey }),
            shown(
                orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_MEMBER"] }, inside),
                "privateKey",
            ),
            accessListEntry(
                "ci",
                { orgId, apiKeyId: from("runner", "apiKeyId"), ipAddress: "1.2.3.4" },
                inside,
            ),
            shown(linkToken("ops", { orgId }, inside), "linkToken"),
        ]);

        const [runner] = stack.atlas.store.apiKeysOf(orgId).filter(({ desc }) => desc === "CI");
        expect(await stack.outputs()).to.deep.equal({
            payments: { credentials: { publicKey, privateKey } },
            runner: { privateKey: runner!.privateKey },
            ops: { linkToken: stack.atlas.store.linkTokens[0]!.linkToken },
        });
        const loaders = new Set((await stack.exportedState()).match(/exports\.handler[^]*?(?=",|"\})/g));
        expect(loaders).to.have.lengthOf(FRONT === "dynamic" ? 4 : 0);
        for (const loader of loaders) {
            expect(JSON.parse(`"${loader}"`)).to.have.lengthOf.below(160);
        }

        await stack.refresh();
        await stack.destroy();
        expect(stack.atlas.store.linkTokens).to.deep.equal([]);
    });

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
