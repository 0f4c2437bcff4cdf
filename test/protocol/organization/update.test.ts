import { expect } from "chai";
import { recordedBy } from "../../support/hostFailure";
import { UNKNOWN, useOrganizations } from "./useOrganizations";

const PATCH = "PATCH /orgs/{orgId}";
const PATCH_SETTINGS = "PATCH /orgs/{orgId}/settings";
const PATCH_KEY = "PATCH /orgs/{orgId}/apiKeys/{apiUserId}";

describe("updating an Organization in the provider host", () => {
    const { fixture, organizations, inputsOf, created, callers } = useOrganizations();

    /** Diffs and updates as the engine does, and returns what is in state then. */
    async function updated(id: string, outs: Record<string, unknown>, wanted: Record<string, unknown>) {
        expect(await organizations().diff(id, outs, wanted)).to.deep.equal({
            changes: true,
            replaces: [],
            deleteBeforeReplace: false,
        });
        const state = await organizations().update(id, outs, wanted);
        expect((await organizations().diff(id, state, wanted)).changes, "settled").to.be.false;
        return state;
    }

    it("sees no change where there is none, nor in the order of roles", async () => {
        const apiKey = { description: "pulumi", roles: ["ORG_OWNER", "ORG_MEMBER"] };
        const { id, outs } = await created({ apiKey });

        expect((await organizations().diff(id, outs, inputsOf({ apiKey }))).changes).to.be.false;
        const turned = { ...apiKey, roles: ["ORG_MEMBER", "ORG_OWNER"] };
        expect((await organizations().diff(id, outs, inputsOf({ apiKey: turned }))).changes).to.be.false;
    });

    it("renames it, with its own key", async () => {
        const { id, outs } = await created({ skipDefaultAlertsSettings: true });
        const wanted = inputsOf({ name: "renamed", skipDefaultAlertsSettings: true });

        const state = await updated(id, outs, wanted);

        expect(fixture().calls()).to.deep.equal([`${PATCH} 200`]);
        expect(callers()).to.deep.equal([(outs["credentials"] as { publicKey: string }).publicKey]);
        expect(fixture().atlas.organization(id).name).to.equal("renamed");
        expect(state).to.deep.equal({ ...outs, name: "renamed" });
    });

    it("turns default alerts off and on, and always sends the name, too", async () => {
        const { id, outs } = await created();

        const state = await updated(id, outs, inputsOf({ skipDefaultAlertsSettings: true }));
        expect(fixture().request(PATCH).body).to.deep.equal({
            name: "payments",
            skipDefaultAlertsSettings: true,
        });
        await updated(id, state, inputsOf({ skipDefaultAlertsSettings: false }));
        expect(fixture().atlas.organization(id).skipDefaultAlertsSettings).to.be.false;
    });

    it("changes name, settings and key together", async () => {
        const { id, outs } = await created({ settings: { multiFactorAuthRequired: true } });
        const wanted = inputsOf({
            name: "renamed",
            settings: { multiFactorAuthRequired: true, streamsCrossGroupEnabled: true },
            apiKey: { description: "owner", roles: ["ORG_OWNER", "ORG_BILLING_ADMIN"] },
        });

        const state = await updated(id, outs, wanted);

        expect(fixture().calls()).to.deep.equal([
            `${PATCH} 200`,
            `${PATCH_SETTINGS} 200`,
            `${PATCH_KEY} 200`,
        ]);
        expect(fixture().request(PATCH_SETTINGS).body).to.deep.equal({ streamsCrossGroupEnabled: true });
        expect(fixture().atlas.apiKey(String(outs["apiKeyId"]))).to.deep.include({
            desc: "owner",
            roles: ["ORG_OWNER", "ORG_BILLING_ADMIN"],
        });
        expect(state).to.deep.equal({ ...outs, ...wanted });
    });

    it("leaves alone what the program no longer declares", async () => {
        const { id, outs } = await created({
            skipDefaultAlertsSettings: true,
            settings: { multiFactorAuthRequired: true, restrictEmployeeAccess: true },
        });
        const fewer = inputsOf({ settings: { multiFactorAuthRequired: true } });

        expect((await organizations().diff(id, outs, fewer)).changes).to.be.false;
        expect((await organizations().diff(id, outs, inputsOf({ apiKey: null }))).changes).to.be.false;
        const state = await updated(id, outs, inputsOf({ name: "renamed" }));

        expect(fixture().calls()).to.deep.equal([`${PATCH} 200`]);
        expect(fixture().atlas.organization(id)).to.include({ skipDefaultAlertsSettings: true });
        expect(fixture().atlas.organization(id).settings).to.include({ restrictEmployeeAccess: true });
        expect(state).to.deep.equal({ ...outs, name: "renamed" });
    });

    it("records the steps that were done when a later one fails", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "PATCH", path: "/orgs/{orgId}/settings", status: 500 });
        const settings = { multiFactorAuthRequired: true };
        const wanted = inputsOf({ name: "renamed", settings });

        const recorded = await recordedBy(organizations().update(id, outs, wanted));

        expect(recorded.id).to.equal(id);
        expect(recorded.properties).to.deep.equal({ ...outs, name: "renamed" });
        expect(recorded.reasons).to.have.lengthOf(1);
        fixture().forget();
        await updated(id, recorded.properties, wanted);
        expect(fixture().calls()).to.deep.equal([`${PATCH_SETTINGS} 200`]);
    });

    it("turns deleteAdopted on and off without a call", async () => {
        const { orgId } = fixture();
        const inputs = { name: "Paying organization", existingOrgId: orgId };
        const { outs } = await organizations().create(inputs);
        fixture().forget();

        const state = await updated(orgId, outs, { ...inputs, deleteAdopted: true });
        expect(state).to.deep.equal({ ...outs, deleteAdopted: true });
        expect(await updated(orgId, state, inputs)).to.deep.equal(outs);
        expect(fixture().calls()).to.be.empty;
    });

    it("calls what is not known yet a change, never a replacement or a refusal", async () => {
        const { id, outs } = await created();

        for (const name of ["name", "orgOwnerId", "apiKey", "settings", "existingOrgId", "credentials"]) {
            const wanted = inputsOf({ [name]: UNKNOWN });
            expect(await organizations().diff(id, outs, wanted), name).to.deep.include({
                changes: true,
                replaces: [],
            });
        }
    });
});
