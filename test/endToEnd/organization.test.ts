import { expect } from "chai";
import { from, linkToken, organization, orgApiKey, provider } from "../support/stackDeclarations";
import type { Declaration } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { useStack } from "../support/stackUnderTest";

const ORGANIZATION = "/orgs/{orgId}";
const SETTINGS = "/orgs/{orgId}/settings";

/** Declares a new organization, with a key of its own. */
function newOrganization({ atlas }: StackUnderTest) {
    return (args: object = {}): Declaration =>
        organization("payments", {
            name: "payments",
            orgOwnerId: atlas.payingOrganization.ownerId,
            apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            ...args,
        });
}

/** All organizations but the paying one. */
function organizationsIn({ atlas }: StackUnderTest) {
    return [...atlas.store.organizations.values()].filter(({ isPaying }) => !isPaying);
}

function onlyOrganizationIn(stack: StackUnderTest) {
    const organizations = organizationsIn(stack);
    expect(organizations).to.have.lengthOf(1);
    return organizations[0]!;
}

describe("an organization in a stack", () => {
    const opened = useStack();

    it("is updated in place, never replaced, and what is in it is not touched", async () => {
        const stack = opened();
        const declared = newOrganization(stack);
        const within = [
            provider("in-payments", from("payments", "credentials")),
            orgApiKey(
                "runner",
                { orgId: from("payments", "orgId"), description: "CI", roles: ["ORG_MEMBER"] },
                { provider: "in-payments" },
            ),
            linkToken("ops", {
                orgId: stack.atlas.payingOrganization.orgId,
                // Not known at preview while the organization is updated.
                keepers: { madeFor: from("payments", "apiKeyId") },
            }),
        ];
        await stack.up([declared(), ...within]);
        const { id } = onlyOrganizationIn(stack);

        const renaming = [declared({ name: "pay" }), ...within];
        const preview = await stack.preview(renaming);
        expect(preview.ops).to.include.keys("payments", "in-payments", "runner", "ops");
        expect(new Set(Object.values(preview.ops).flat())).to.deep.equal(new Set(["update"]));
        expect(preview.calls).to.deep.equal([]);

        const renamed = await stack.up(renaming);
        expect(renamed.ops).to.deep.equal({
            payments: ["update"],
            "in-payments": ["same"],
            runner: ["same"],
            ops: ["same"],
        });
        expect(renamed.calls).to.deep.equal([`PATCH ${ORGANIZATION}`]);
        expect(onlyOrganizationIn(stack)).to.include({ id, name: "pay" });
    });

    it("refuses at preview what Atlas sets at creation only", async () => {
        const stack = opened();
        const declared = newOrganization(stack);
        await stack.up([declared()]);
        const otherOwner = stack.atlas.addUser(stack.atlas.payingOrganization.orgId).id;

        const refused = await stack.fail("preview", [
            declared({ orgOwnerId: otherOwner, federationSettingsId: otherOwner }),
        ]);
        expect(refused.said).to.match(
            /Organization: orgOwnerId: .*Put the old value back.* federationSettingsId: /,
        );
        expect(refused.calls).to.deep.equal([]);

        const other = { existingOrgId: otherOwner, apiKey: undefined, orgOwnerId: undefined };
        const refusedOther = await stack.fail("up", [declared(other)]);
        expect(refusedOther.said).to.contain("existingOrgId: this resource manages another organization");
        expect(refusedOther.calls).to.deep.equal([]);
    });

    it("has its key's description and roles, its alerts and its settings updated in place", async () => {
        const stack = opened();
        const declared = newOrganization(stack);
        await stack.up([declared({ settings: { multiFactorAuthRequired: true } })]);

        const changed = await stack.up([
            declared({
                apiKey: { description: "all of it", roles: ["ORG_BILLING_ADMIN", "ORG_OWNER"] },
                skipDefaultAlertsSettings: true,
                settings: { multiFactorAuthRequired: true, securityContact: "security@example.com" },
            }),
        ]);
        expect(changed.ops).to.deep.equal({ payments: ["update"] });
        const { settings, skipDefaultAlertsSettings, id } = onlyOrganizationIn(stack);
        expect(skipDefaultAlertsSettings).to.equal(true);
        expect(settings).to.include({
            multiFactorAuthRequired: true,
            securityContact: "security@example.com",
        });
        const [key] = stack.atlas.store.apiKeysOf(id);
        expect(key).to.deep.include({ desc: "all of it", roles: ["ORG_BILLING_ADMIN", "ORG_OWNER"] });

        // What the program no longer declares stays as it is; the order of roles means nothing.
        const fewer = await stack.up([
            declared({ apiKey: { description: "all of it", roles: ["ORG_OWNER", "ORG_BILLING_ADMIN"] } }),
        ]);
        expect(fewer.calls).to.deep.equal([]);
        expect(onlyOrganizationIn(stack).settings).to.include({ multiFactorAuthRequired: true });
    });

    it("takes null for absent, and within its settings for a value that is cleared", async () => {
        const stack = opened();
        const declared = newOrganization(stack);
        const absent = { federationSettingsId: null, skipDefaultAlertsSettings: null, credentials: null };
        await stack.up([
            declared({
                ...absent,
                settings: {
                    securityContact: "security@example.com",
                    operationsContact: "operations@example.com",
                    customSessionTimeouts: {
                        absoluteSessionTimeoutInSeconds: 7200,
                        idleSessionTimeoutInSeconds: 600,
                    },
                },
            }),
        ]);
        expect(onlyOrganizationIn(stack).settings).to.deep.include({
            securityContact: "security@example.com",
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: 7200,
                idleSessionTimeoutInSeconds: 600,
            },
        });

        const cleared = [
            declared({
                ...absent,
                settings: {
                    securityContact: null,
                    operationsContact: null,
                    customSessionTimeouts: {
                        absoluteSessionTimeoutInSeconds: 7200,
                        idleSessionTimeoutInSeconds: null,
                    },
                },
            }),
        ];
        expect((await stack.up(cleared)).calls).to.deep.equal([`PATCH ${SETTINGS}`]);
        const { settings } = onlyOrganizationIn(stack);
        expect(settings).to.not.have.any.keys("securityContact", "operationsContact");
        expect(settings.customSessionTimeouts).to.deep.equal({ absoluteSessionTimeoutInSeconds: 7200 });
        await stack.refresh();
        expect((await stack.up(cleared)).ops).to.deep.equal({ payments: ["same"] });

        const undeclared = await stack.up([declared({ ...absent, settings: null })]);
        expect(undeclared.calls).to.deep.equal([]);
    });

    it("that was changed behind its back is found by refresh and put right by up", async () => {
        const stack = opened();
        const program = [newOrganization(stack)({ settings: { multiFactorAuthRequired: true } })];
        await stack.up(program);
        const { id, settings } = onlyOrganizationIn(stack);
        stack.atlas.renameOrganization(id, "renamed by hand");
        settings.multiFactorAuthRequired = false;

        const refreshed = await stack.refresh();
        expect(refreshed.changes).to.deep.equal({ update: 1, same: 1 });
        const repaired = await stack.up(program);
        expect(repaired.writes).to.deep.equal([`PATCH ${ORGANIZATION}`, `PATCH ${SETTINGS}`]);
        expect(onlyOrganizationIn(stack)).to.include({ id, name: "payments" });
        expect(onlyOrganizationIn(stack).settings).to.include({ multiFactorAuthRequired: true });
        expect((await stack.up(program)).calls).to.deep.equal([]);
    });

    it("with projects is kept by destroy, which names them", async () => {
        const stack = opened();
        await stack.up([newOrganization(stack)()]);
        const project = stack.atlas.addProject({ orgId: onlyOrganizationIn(stack).id, name: "ledger" });

        const refused = await stack.fail("destroy");
        expect(refused.said).to.contain("ORG_NOT_EMPTY").and.contain(`ledger (${project.id})`);
        stack.atlas.removeProject(project.id);
        await stack.destroy();
        expect(organizationsIn(stack)).to.deep.equal([]);
    });
});
