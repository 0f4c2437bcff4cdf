import { expect } from "chai";
import { killAt } from "../support/hostKills";
import { canFindHosts } from "../support/providerHosts";
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

// Where there is no /proc, hosts cannot be found.
if (canFindHosts) {
    describe("a provider host that is killed, where Atlas makes a second link", describeTakenOver);
}
