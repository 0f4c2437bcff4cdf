import { expect } from "chai";
import type { StoredOrganization } from "pulumi-atlas-org/testkit";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { newOrganizationIn, organizationsIn } from "./newOrganizations";

const ORGANIZATION = "/orgs/{orgId}";
const SETTINGS = "/orgs/{orgId}/settings";

/** The organization that a resource stands for, as it is now. */
async function organizationOf(stack: StackUnderTest, name: string): Promise<StoredOrganization> {
    const { id } = await stack.state(name);
    return structuredClone(stack.atlas.organization(id!));
}

const ABSENT = { federationSettingsId: null, skipDefaultAlertsSettings: null, credentials: null };

const FULL_SETTINGS = {
    securityContact: "security@example.com",
    operationsContact: "operations@example.com",
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 7200, idleSessionTimeoutInSeconds: 600 },
};

const CLEARED_SETTINGS = {
    securityContact: null,
    operationsContact: null,
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 7200, idleSessionTimeoutInSeconds: null },
};

const ALL_CHANGED = {
    apiKey: { description: "all of it", roles: ["ORG_BILLING_ADMIN", "ORG_OWNER"] },
    skipDefaultAlertsSettings: true,
    settings: { multiFactorAuthRequired: true, securityContact: "security@example.com" },
};

/** Declares less than ALL_CHANGED, and its roles in another order. */
const LESS = { apiKey: { description: "all of it", roles: ["ORG_OWNER", "ORG_BILLING_ADMIN"] } };

const WITH_SECOND_FACTOR = { settings: { multiFactorAuthRequired: true } };

/** Organizations side by side, one for each case. */
function programs(stack: StackUnderTest) {
    const declared = newOrganizationIn(stack);
    const changing = declared("changing", WITH_SECOND_FACTOR);
    const changed = declared("changing", ALL_CHANGED);
    const filled = declared("cleared", { ...ABSENT, settings: FULL_SETTINGS });
    const cleared = declared("cleared", { ...ABSENT, settings: CLEARED_SETTINGS });
    const drifting = declared("drifting", WITH_SECOND_FACTOR);
    const full = declared("full");
    const othersAtLast = [
        declared("changing", LESS),
        declared("cleared", { ...ABSENT, settings: null }),
        drifting,
    ];
    return {
        asMade: [changing, filled, drifting, full],
        asChanged: [changed, cleared, drifting, full],
        withLess: [declared("changing", LESS), cleared, drifting, full],
        atLast: [...othersAtLast, full],
        refused: (args: object) => [...othersAtLast, declared("full", args)],
    };
}

async function tellOfManyOrganizations(stack: StackUnderTest) {
    const { atlas } = stack;
    const { asMade, asChanged, withLess, atLast, refused } = programs(stack);
    await stack.up(asMade);
    const filled = await organizationOf(stack, "cleared");
    const drifting = await organizationOf(stack, "drifting");

    const changed = await stack.up(asChanged);
    const changing = await organizationOf(stack, "changing");
    const keysOfChanging = structuredClone(atlas.store.apiKeysOf(changing.id));
    const cleared = await organizationOf(stack, "cleared");

    atlas.renameOrganization(drifting.id, "renamed by hand");
    atlas.organization(drifting.id).settings.multiFactorAuthRequired = false;
    const refreshed = await stack.refresh();
    const repaired = await stack.up(withLess);
    const drifted = await organizationOf(stack, "drifting");
    const changedWithLess = await organizationOf(stack, "changing");
    const settled = await stack.up(atLast);

    const otherOwner = atlas.addUser(atlas.payingOrganization.orgId).id;
    const refusedOwner = await stack.fail(
        "preview",
        refused({ orgOwnerId: otherOwner, federationSettingsId: otherOwner }),
    );
    const refusedOther = await stack.fail(
        "up",
        refused({ existingOrgId: otherOwner, apiKey: undefined, orgOwnerId: undefined }),
    );

    const full = await organizationOf(stack, "full");
    const project = atlas.addProject({ orgId: full.id, name: "ledger" });
    const refusedDestroy = await stack.fail("destroy");
    const keptByDestroy = atlas.store.organizations.has(full.id);
    atlas.removeProject(project.id);
    await stack.destroy();

    return {
        filled,
        drifting,
        changed,
        changing,
        keysOfChanging,
        cleared,
        refreshed,
        repaired,
        drifted,
        changedWithLess,
        settled,
        refusedOwner,
        refusedOther,
        project,
        refusedDestroy,
        keptByDestroy,
        left: organizationsIn(stack),
    };
}

describe("an organization in a stack", () => {
    const recorded = recordRuns(tellOfManyOrganizations);

    it("has its key's description and roles, its alerts and its settings updated in place", () => {
        const { changed, changing, keysOfChanging } = recorded();
        expect(changed.ops).to.deep.include({ changing: ["update"] });
        expect(changing.skipDefaultAlertsSettings).to.equal(true);
        expect(changing.settings).to.include(ALL_CHANGED.settings);
        const { description: desc, roles } = ALL_CHANGED.apiKey;
        expect(keysOfChanging).to.have.lengthOf(1);
        expect(keysOfChanging[0]).to.include({ desc });
        // Their order means nothing.
        expect(keysOfChanging[0]!.roles).to.have.members(roles);
    });

    it("keeps what the program no longer declares; the order of roles means nothing", () => {
        const { repaired, changing, changedWithLess } = recorded();
        expect(repaired.callsTo(changing.id)).to.deep.equal([]);
        expect(changedWithLess.settings).to.include({ multiFactorAuthRequired: true });
    });

    it("takes null for absent, and within its settings for a value that is cleared", () => {
        const { filled, changed, cleared, repaired, settled } = recorded();
        expect(filled.settings).to.deep.include(FULL_SETTINGS);
        expect(changed.callsTo(filled.id)).to.deep.equal([`PATCH ${SETTINGS}`]);
        expect(cleared.settings).to.not.have.any.keys("securityContact", "operationsContact");
        expect(cleared.settings.customSessionTimeouts).to.deep.equal({
            absoluteSessionTimeoutInSeconds: 7200,
        });
        // After a refresh; then without any settings.
        expect(repaired.ops).to.deep.include({ cleared: ["same"] });
        expect(settled.callsTo(cleared.id)).to.deep.equal([]);
    });

    it("that was changed behind its back is found by refresh and put right by up", () => {
        const { drifting, refreshed, repaired, drifted, settled } = recorded();
        expect(refreshed.changes).to.deep.equal({ update: 1, same: 4 });
        expect(repaired.writesTo(drifting.id)).to.deep.equal([`PATCH ${ORGANIZATION}`, `PATCH ${SETTINGS}`]);
        expect(drifted).to.deep.equal(drifting);
        expect(drifted).to.include({ name: "drifting" });
        expect(drifted.settings).to.include({ multiFactorAuthRequired: true });
        expect(settled.callsTo(drifting.id)).to.deep.equal([]);
    });

    it("refuses at preview another owner and what else Atlas sets at creation only", () => {
        const { refusedOwner } = recorded();
        expect(refusedOwner.said).to.match(
            /Organization \S+: orgOwnerId: .*Put the old value back.* federationSettingsId: /,
        );
        expect(refusedOwner.calls).to.deep.equal([]);
    });

    it("refuses to become another organization", () => {
        const { refusedOther } = recorded();
        expect(refusedOther.said).to.contain("existingOrgId: this resource manages another organization");
        expect(refusedOther.calls).to.deep.equal([]);
    });

    it("with projects is kept by destroy, which names them", () => {
        const { refusedDestroy, project, keptByDestroy, left } = recorded();
        expect(refusedDestroy.said).to.contain("ORG_NOT_EMPTY").and.contain(`ledger (${project.id})`);
        expect(keptByDestroy).to.equal(true);
        expect(left).to.deep.equal([]);
    });
});
