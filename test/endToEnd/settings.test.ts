import { expect } from "chai";
import { from, linkToken, orgApiKey, provider } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

describe("the settings of a stack", () => {
    describe("in the environment", () => {
        const opened = useStack({ settings: "environment" });

        it("reach the default provider, and with the base URL explicit ones", async () => {
            const stack = opened();
            const { orgId, publicKey } = stack.atlas.payingOrganization;
            const { id } = stack.atlas.addOrganization();
            const inside = stack.atlas.addApiKey({ orgId: id });

            await stack.up([
                orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_OWNER"] }),
                provider("as-runner", {
                    publicKey: from("runner", "publicKey"),
                    privateKey: from("runner", "privateKey"),
                }),
                linkToken("ops", { orgId }, { provider: "as-runner" }),
                provider("inside", { publicKey: inside.publicKey, privateKey: inside.privateKey }),
                linkToken("inside-ops", { orgId: id }, { provider: "inside" }),
            ]);

            const callers = new Map(
                stack.atlas.calls().map((call) => [`${call.method} ${call.path}`, call.publicKey]),
            );
            const [runner] = stack.atlas.store.apiKeysOf(orgId).filter(({ desc }) => desc === "CI");
            expect(
                [...callers].map(([call, caller]) => [call.replace("/api/atlas/v2", ""), caller]),
            ).to.have.deep.members([
                [`POST /orgs/${orgId}/apiKeys`, publicKey],
                [`POST /orgs/${orgId}/liveMigrations/linkTokens`, runner!.publicKey],
                [`POST /orgs/${id}/liveMigrations/linkTokens`, inside.publicKey],
            ]);
            await stack.destroy();
            expect(stack.atlas.store.linkTokens).to.deep.equal([]);
        });
    });

    describe("nowhere", () => {
        const opened = useStack({ settings: "nowhere" });

        it("are asked for by the preview already", async () => {
            const stack = opened();
            const { orgId } = stack.atlas.payingOrganization;

            const refused = await stack.fail("preview", [linkToken("ops", { orgId })]);

            expect(refused.said).to.match(/resource 'ops' has a problem: No Atlas credential is set/);
        });
    });
});
