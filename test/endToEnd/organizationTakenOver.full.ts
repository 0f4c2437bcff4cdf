import { expect } from "chai";
import { organization } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { newOrganizationIn, organizationsIn } from "./newOrganizations";

const SETTINGS = "/orgs/{orgId}/settings";

describe("an organization that exists", () => {
    const recorded = recordRuns(tellOfTakenOver);

    it("is reported with how to go on when the answer to its creation was lost, and not made twice in the run", () => {
        const { lost } = recorded();
        expect(lost.run.writes).to.deep.equal(["POST /orgs"]);
        expect(lost.run.said).to.contain('"payments"').and.contain("existingOrgId");
        expect(lost.organizations).to.have.lengthOf(1);
    });

    it("is taken over as that report says", () => {
        const { lost, taken } = recorded();
        const [made] = lost.organizations;
        expect(taken.run.writesTo(made!.id)).to.deep.equal([`PATCH ${SETTINGS}`]);
        expect(taken.organizations.filter(({ name }) => name === "payments")).to.deep.equal([
            { ...made, settings: { ...made!.settings, multiFactorAuthRequired: true } },
        ]);
    });

    it("is taken over with existingOrgId, and made what the program wants", () => {
        const { taken, kept } = recorded();
        expect(taken.run.ops).to.deep.include({ kept: ["create"] });
        expect(taken.run.callsTo(kept)).to.deep.equal(["GET /orgs/{orgId}", "PATCH /orgs/{orgId}"]);
        expect(taken.organizations.find(({ id }) => id === kept)!.name).to.equal("kept");
    });

    it("is let go of by destroy", () => {
        const { destroyed, left, kept } = recorded();
        expect(destroyed.said).to.contain("was taken over, not created, and is left as it is");
        expect(destroyed.callsTo(kept)).to.deep.equal([]);
        expect(left.map(({ id }) => id)).to.include(kept);
    });

    it("is deleted when deleteAdopted says so, which is no change at Atlas", () => {
        const { steered, given, left } = recorded();
        expect(steered.ops).to.deep.include({ given: ["update"], kept: ["same"] });
        expect(steered.calls).to.deep.equal([]);
        expect(left.map(({ id }) => id)).to.not.include(given);
    });

    it("may be the provider's own, which needs no credentials", () => {
        expect(recorded().payingName).to.equal("Paying organization");
    });
});

/** Organizations that Atlas has before the program knows of them. */
async function tellOfTakenOver(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId: payingId } = atlas.payingOrganization;
    /** As the error says: a key made by hand, and the organization taken over. */
    const takeOver = (name: string, existingOrgId: string, args: object = {}) => {
        const { publicKey, privateKey } = atlas.addApiKey({ orgId: existingOrgId });
        return (more: object = {}) =>
            organization(name, {
                name,
                existingOrgId,
                credentials: { publicKey, privateKey },
                ...args,
                ...more,
            });
    };

    atlas.faults.add({ method: "POST", path: "/orgs", connection: "lost-after" });
    const lostRun = await stack.fail("up", [newOrganizationIn(stack)("payments")]);
    const lost = { run: lostRun, organizations: organizationsIn(stack) };

    const payments = takeOver("payments", lost.organizations[0]!.id, {
        settings: { multiFactorAuthRequired: true },
    });
    const { id: kept } = atlas.addOrganization({ name: "legacy" });
    const { id: given } = atlas.addOrganization({ name: "legacy, too" });
    const [takeKept, takeGiven] = [takeOver("kept", kept), takeOver("given", given)];
    const paying = organization("paying", { name: "Paying organization", existingOrgId: payingId });
    const others = [payments(), takeKept(), paying];

    const takenRun = await stack.up([...others, takeGiven()]);
    const taken = { run: takenRun, organizations: organizationsIn(stack) };
    const steered = await stack.up([...others, takeGiven({ deleteAdopted: true })]);
    const destroyed = await stack.destroy();
    const payingName = atlas.organization(payingId).name;
    return { lost, taken, steered, destroyed, kept, given, left: organizationsIn(stack), payingName };
}
