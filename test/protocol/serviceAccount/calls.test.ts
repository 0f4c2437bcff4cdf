import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useAccounts } from "./useAccounts";

describe("a provider host that calls as a service account", () => {
    const fixture = useAccounts();

    it("does every operation of every resource with one token", async () => {
        const { atlas, orgId, account } = fixture();
        const host = await fixture().hostOf();
        const [organizations, keys] = [host.resource("Organization"), host.resource("OrgApiKey")];
        const [entries, links] = [host.resource("OrgApiKeyAccessListEntry"), host.resource("LinkToken")];

        const wanted = { orgId, description: "CI", roles: ["ORG_MEMBER"] };
        const key = await keys.create(wanted);
        await keys.read(key.id, key.outs);
        const changed = await keys.update(key.id, key.outs, { ...wanted, description: "renamed" });
        const entry = await entries.create({ orgId, apiKeyId: changed["apiKeyId"], ipAddress: "192.0.2.1" });
        await entries.read(entry.id, entry.outs);
        await entries.delete(entry.id, entry.outs);
        await keys.delete(key.id, changed);
        const link = await links.create({ orgId });
        await links.read(link.id, link.outs);
        await links.delete(link.id, link.outs);
        const taken = { name: "taken", existingOrgId: orgId };
        const organization = await organizations.create(taken);
        await organizations.read(organization.id, organization.outs);
        await organizations.update(organization.id, organization.outs, { ...taken, name: "renamed" });

        expect(new Set(atlas.calls().map(({ clientId }) => clientId))).to.deep.equal(
            new Set([account.clientId]),
        );
        expect(atlas.calls().filter(({ status }) => status >= 400)).to.be.empty;
        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(atlas.organization(orgId).name).to.equal("renamed");
    });

    it("makes an organization whose owner is that of its own, and deletes it with the account that came with it", async () => {
        const { atlas } = fixture();
        const organizations = (await fixture().hostOf()).resource("Organization");
        const serviceAccount = {
            name: "pulumi",
            description: "made by Pulumi",
            roles: ["ORG_OWNER"],
            secretExpiresAfterHours: 24,
        };

        const { id, outs } = await organizations.create({ name: "payments", serviceAccount });

        expect(outs).to.not.have.property("orgOwnerId");
        expect(atlas.organization(id).ownerId).to.equal(atlas.payingOrganization.ownerId);
        await organizations.delete(id, outs);
        expect(atlas.store.organizations.has(id)).to.be.false;
        expect(atlas.calls().map(({ clientId }) => clientId)).to.deep.equal([
            fixture().account.clientId,
            outs["clientId"],
        ]);
    });

    it("asks for one token, however many calls start at once", async () => {
        const { atlas } = fixture();
        const host = await fixture().hostOf();
        const key = fixture().addKey();
        const entries = host.resource("OrgApiKeyAccessListEntry");

        await Promise.all(
            Array.from({ length: 50 }, (_, n) => entries.create({ ...key, ipAddress: `192.0.2.${n}` })),
        );

        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(atlas.apiKey(key.apiKeyId).accessList.size).to.equal(50);
    });

    it("renews a token that has ended meanwhile once, for all calls that were refused with it", async () => {
        const { atlas, orgId } = fixture();
        const host = await fixture().hostOf();
        await host.resource("Organization").read(orgId);
        atlas.expireTokens();

        const keys = host.resource("OrgApiKey");
        const key = { orgId, description: "CI", roles: ["ORG_MEMBER"] };
        await Promise.all([keys.create(key), keys.create(key), host.resource("Organization").read(orgId)]);

        expect(atlas.tokenRequests()).to.have.lengthOf(2);
        expect(atlas.store.apiKeysOf(orgId).filter(({ desc }) => desc === "CI")).to.have.lengthOf(2);
    });

    it("does not take a missing role for a token that has ended", async () => {
        const { atlas, orgId } = fixture();
        const member = atlas.addServiceAccount({ orgId, roles: ["ORG_MEMBER"] });
        const keys = (await fixture().hostOf(member)).resource("OrgApiKey");

        const failure = await failureOf(keys.create({ orgId, description: "CI", roles: ["ORG_MEMBER"] }));

        expect(failure)
            .to.contain("401 NOT_ORG_OWNER")
            .and.contain(`Give service account ${member.clientId} the role ORG_OWNER.`);
        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(atlas.calls()).to.have.lengthOf(1);
    });
});

describe("many provider hosts of one service account", () => {
    const fixture = useAccounts({ tokenRequestLimit: { requests: 4, windowMs: 1_000 } });

    it("all get their token, though Atlas gives out few at a time", async () => {
        const { atlas, orgId } = fixture();
        const hosts = await Promise.all(Array.from({ length: 12 }, () => fixture().hostOf()));

        const read = await Promise.all(hosts.map((host) => host.resource("Organization").read(orgId)));

        expect(read.map(({ id }) => id)).to.deep.equal(Array(12).fill(orgId));
        const statuses = atlas.tokenRequests().map(({ status }) => status);
        expect(statuses.filter((status) => status === 200)).to.have.lengthOf(12);
        expect(statuses).to.include(429);
    });
});
