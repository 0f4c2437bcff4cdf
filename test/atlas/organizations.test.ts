import { expect } from "chai";
import {
    hasErrorCode,
    isConflict,
    isCredentialRefused,
    isNotFound,
} from "#provider/atlas/errors/errorPredicates";
import {
    createOrganization,
    deleteOrganization,
    getOrganization,
    getOrganizationSettings,
    listOrganizationProjects,
    updateOrganization,
    updateOrganizationSettings,
} from "#provider/atlas/endpoints/organizations";
import type { AtlasCredential } from "#provider/atlas/auth/credential";
import { clientOf, failureOf, useAtlas } from "./harness";

describe("organizations", () => {
    const fixture = useAtlas();

    it("are created with a key, which can read, rename and delete them", async () => {
        const { ownerId } = fixture.atlas.payingOrganization;
        const created = await createOrganization(fixture.client, {
            name: "payments",
            orgOwnerId: ownerId,
            apiKey: { desc: "pulumi", roles: ["ORG_OWNER"] },
        });
        const { id } = created.organization;
        const own = clientOf(fixture.atlas, { credential: created.apiKey as AtlasCredential });

        expect(await getOrganization(own, id)).to.include({ id, name: "payments" });
        await updateOrganization(own, id, { name: "paid", skipDefaultAlertsSettings: true });
        expect(fixture.atlas.organization(id)).to.include({ name: "paid", skipDefaultAlertsSettings: true });
        await deleteOrganization(own, id);
        expect(fixture.atlas.store.organizations.has(id)).to.be.false;
        expect(isCredentialRefused(await failureOf(getOrganization(own, id)))).to.be.true;
        own.close();
    });

    it("are not created for an owner whom Atlas does not know", async () => {
        const body = {
            name: "x",
            orgOwnerId: "0".repeat(24),
            apiKey: { desc: "d", roles: ["ORG_OWNER" as const] },
        };

        const error = await failureOf(createOrganization(fixture.client, body));

        expect(isNotFound(error) && hasErrorCode(error, "USER_NOT_FOUND")).to.be.true;
        expect(error.message).to.include("Give as orgOwnerId the id of a user");
    });

    it("list their projects, over all pages", async () => {
        for (let i = 0; i < 501; i += 1) {
            fixture.atlas.addProject({ orgId: fixture.orgId, name: `project-${i}` });
        }

        const { members } = await listOrganizationProjects(fixture.client, fixture.orgId);

        expect(new Set(members.map(({ name }) => name)).size).to.equal(501);
        expect(fixture.atlas.calls().map(({ query }) => query)).to.deep.equal([
            { pageNum: "1", itemsPerPage: "500" },
            { pageNum: "2", itemsPerPage: "500" },
        ]);
    });

    it("are not deleted while they have projects", async () => {
        fixture.atlas.addProject({ orgId: fixture.orgId });

        const error = await failureOf(deleteOrganization(fixture.client, fixture.orgId));

        expect(isConflict(error) && hasErrorCode(error, "ORG_NOT_EMPTY")).to.be.true;
    });
});

describe("organization settings", () => {
    const fixture = useAtlas();

    it("change where they are named, and only there", async () => {
        const before = await getOrganizationSettings(fixture.client, fixture.orgId);
        await updateOrganizationSettings(fixture.client, fixture.orgId, {
            multiFactorAuthRequired: true,
            securityContact: "security@example.com",
        });

        expect(await getOrganizationSettings(fixture.client, fixture.orgId)).to.deep.equal({
            ...before,
            multiFactorAuthRequired: true,
            securityContact: "security@example.com",
        });
    });
});
