import { expect } from "chai";
import { FRONT } from "../support/front";
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
});
