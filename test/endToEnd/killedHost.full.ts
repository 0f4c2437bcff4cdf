import { expect } from "chai";
import { killAt } from "../support/hostKills";
import { canFindHosts } from "../support/providerHosts";
import { accessList, from, orgApiKey } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { expectWhole, leftAt, wholeOf, wholeProgram } from "../support/wholeProgram";

const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";
const ADOPT = { onConflict: "adopt" };

/** An organization that was lost is taken over as docs/adopt.md says; what is in it is made side by side, as usual. */
async function tellOfTakenOver(stack: StackUnderTest) {
    await killAt(stack, "up", { call: "POST /orgs", takesEffect: true }, wholeProgram(stack));
    const [existingOrgId = ""] = leftAt(stack).organizations;
    const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId: existingOrgId });
    const payments = { existingOrgId, credentials: { publicKey, privateKey }, deleteAdopted: true };

    const program = wholeProgram(stack, { payments, office: ADOPT, ci: ADOPT });
    await killAt(stack, "up", { call: `POST ${LINKS}`, takesEffect: true }, program);
    await stack.up();
    const whole = await wholeOf(stack);
    await stack.destroy();
    return { whole, existingOrgId, left: leftAt(stack) };
}

function describeTakenOver(): void {
    const recorded = recordRuns(tellOfTakenOver, { atlas: { secondLinkToken: "created" } });

    it("leaves an organization that can be taken over, and resources in it that the next up makes or finds", () => {
        const { whole, existingOrgId } = recorded();
        expectWhole(whole);
        expect(whole.orgId).to.equal(existingOrgId);
        expect(whole.orphans.filter((kind) => kind !== "OrgApiKey")).to.deep.equal([]);
    });

    it("leaves a token that nobody knows, which goes with the other one", () => {
        const { whole, left } = recorded();
        expect(whole.tokensAtAtlas).to.have.lengthOf(2);
        expect(left).to.deep.equal({ organizations: [], keysOfPayer: [], links: [] });
    });
}

/** The lost POST has added both entries; the class says that nobody else's entries belong on the list of a new key. */
async function tellOfAdditiveList(stack: StackUnderTest) {
    const { orgId } = stack.atlas.payingOrganization;
    const key = orgApiKey("key", { orgId, description: "CI", roles: ["ORG_MEMBER"] });
    const withEntries = (entries: readonly string[]) => [
        key,
        accessList("list", { orgId, apiKeyId: from("key", "apiKeyId"), mode: "additive", entries }),
    ];
    const post = { call: "POST /orgs/{orgId}/apiKeys/{apiUserId}/accessList", takesEffect: true };
    await killAt(stack, "up", post, withEntries(["192.0.2.1", "192.0.2.2"]));

    await stack.up();
    const { outputs } = await stack.state("list");
    await stack.up(withEntries(["192.0.2.1"]));
    const keyId = String((await stack.state("key")).outputs["apiKeyId"]);
    return { added: outputs["added"], listed: [...stack.atlas.apiKey(keyId).accessList.keys()] };
}

function describeAdditiveList(): void {
    const recorded = recordRuns(tellOfAdditiveList);

    it("leaves an additive list on a new key that the next up adopts, so that what is taken out goes", () => {
        expect(recorded()).to.deep.equal({ added: ["192.0.2.1", "192.0.2.2"], listed: ["192.0.2.1"] });
    });
}

// Where there is no /proc, hosts cannot be found.
if (canFindHosts) {
    describe("a provider host that is killed, where Atlas makes a second link", describeTakenOver);
    describe("a provider host that is killed while it adds the entries of a list", describeAdditiveList);
}
