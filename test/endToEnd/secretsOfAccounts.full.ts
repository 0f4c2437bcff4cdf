import { expect } from "chai";
import { FRONT } from "../support/front";
import { from, linkToken, organization, orgApiKey, provider, shown } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

/** Of settings among the inputs of a Provider. */
const NAMESPACE = FRONT === "dynamic" ? "mongodbatlas:" : "";

// Every run of every test here is searched for secrets; see StackUnderTest.
describe("secrets that a program gives as plain text", () => {
    const opened = useStack();

    it("stand nowhere in clear with service accounts and access tokens, whatever fails", async () => {
        const stack = opened();
        const { atlas } = stack;
        const serviceAccount = {
            name: "pulumi",
            description: "made by Pulumi",
            roles: ["ORG_OWNER"],
            secretExpiresAfterHours: 24,
        };
        const made = { name: "payments", orgOwnerId: atlas.payingOrganization.ownerId, serviceAccount };
        const account = atlas.addServiceAccount({ orgId: atlas.payingOrganization.orgId });
        const { clientId, secrets } = account;
        const byAccount = { clientId, clientSecret: secrets[0]!.secret };
        const accessToken = "eyJhbGciOiJFUzUxMiJ9.c4n4ry-of-the-program.c2lnbmF0dXJl";
        stack.watchFor(accessToken);
        const orgId = from("payments", "orgId");
        const inside = { provider: "inside" };
        const key = { orgId, description: "CI", roles: ["ORG_MEMBER"] };
        const program = [
            shown(organization("payments", made, { provider: "account" }), "credentials"),
            shown(orgApiKey("runner", key, inside), "privateKey"),
            shown(linkToken("ops", { orgId }, inside), "linkToken"),
        ];
        const providers = [
            provider("account", byAccount),
            provider("token", { accessToken }),
            provider("inside", from("payments", "credentials")),
        ];
        const whole = [providers[0]!, providers[1]!, program[0]!, providers[2]!, ...program.slice(1)];

        await stack.preview(whole);
        // Made, but for its settings: what is recorded of that must be as secret as the rest.
        atlas.faults.add({ method: "PATCH", path: "/orgs/{orgId}/settings", status: 400 });
        const settings = { multiFactorAuthRequired: true };
        const half = organization("payments", { ...made, settings }, { provider: "account" });
        const failed = await stack.fail("up", [providers[0]!, half]);
        expect(failed.said).to.contain("400 UNEXPECTED_ERROR");
        await stack.up(whole);

        const [stored] = [...atlas.store.serviceAccounts.values()].filter(({ name }) => name === "pulumi");
        const { clientId: ownId, secrets: ownSecrets } = stored!;
        const [runner] = atlas.store.apiKeysOf(stored!.orgId).filter(({ desc }) => desc === "CI");
        expect(await stack.outputs()).to.deep.equal({
            payments: { credentials: { clientId: ownId, clientSecret: ownSecrets[0]!.secret } },
            runner: { privateKey: runner!.privateKey },
            ops: { linkToken: atlas.store.linkTokens[0]!.linkToken },
        });
        expect((await stack.state("account")).inputs).to.include({
            [`${NAMESPACE}clientSecret`]: byAccount.clientSecret,
        });
        expect((await stack.state("token")).inputs).to.include({ [`${NAMESPACE}accessToken`]: accessToken });

        await stack.refresh();
        await stack.destroy();
        expect(atlas.store.organizations.size).to.equal(1);
        expect(atlas.store.accessTokens.size).to.equal(0);
    });
});
