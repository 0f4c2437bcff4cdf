import { expect } from "chai";

import { useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: the caller's address", () => {
    const clock = { nowMs: () => Date.parse("2026-01-02T03:04:05Z") };
    const fixture = useAtlas({ clock });

    it("does not matter to a key without access list", async () => {
        fixture.atlas.setCallerAddress("192.0.2.1");

        expect((await fixture.owner.get("/orgs")).status).to.equal(200);
    });

    it("must be on the list of a key that has one", async () => {
        const key = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["192.0.2.0/24"] });

        const outside = await fixture.as(key).get("/orgs");
        fixture.atlas.setCallerAddress("192.0.2.99");
        const inside = await fixture.as(key).get("/orgs");

        expect(verdictOf(outside)).to.equal("403 IP_ADDRESS_NOT_ON_ACCESS_LIST");
        expect(outside.body?.["parameters"]).to.deep.equal(["203.0.113.7"]);
        expect(inside.status).to.equal(200);
    });

    it("may be IPv6, in any spelling", async () => {
        const key = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["2001:db8::/32"] });
        fixture.atlas.setCallerAddress("2001:0DB8:0:0:0:0:0:9");

        expect((await fixture.as(key).get("/orgs")).status).to.equal(200);
    });

    it("is cut off at once by the first entry on the own key that does not cover it", async () => {
        const { apiKeyId } = fixture.atlas.payingOrganization;

        const first = await fixture.owner.post(`${fixture.org}/apiKeys/${apiKeyId}/accessList`, [
            { ipAddress: "192.0.2.1" },
        ]);

        expect(first.status).to.equal(200);
        expect(verdictOf(await fixture.owner.get("/orgs"))).to.equal("403 IP_ADDRESS_NOT_ON_ACCESS_LIST");
    });

    it("is counted on the entry that lets it in", async () => {
        const key = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["203.0.113.0/24"] });
        const path = `${fixture.org}/apiKeys/${key.id}/accessList/203.0.113.0%2F24`;

        const unused = await fixture.owner.get(path);
        await fixture.as(key).get("/orgs");
        const used = await fixture.owner.get(path);

        expect(unused.body).to.not.have.any.keys("lastUsed", "lastUsedAddress");
        expect(used.body).to.deep.include({
            count: 1,
            lastUsed: "2026-01-02T03:04:05Z",
            lastUsedAddress: "203.0.113.7",
        });
    });

    it("satisfies an organization that requires an access list", async () => {
        fixture.atlas.organization(fixture.orgId).settings.apiAccessListRequired = true;
        const key = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["203.0.113.7"] });

        expect((await fixture.as(key).get("/orgs")).status).to.equal(200);
        expect(verdictOf(await fixture.owner.get("/orgs"))).to.equal("403 ORG_REQUIRES_ACCESS_LIST");
    });
});

describe("testkit/atlas: access-list calls that demand a listed caller", () => {
    const fixture = useAtlas({ accessListNeedsListedCaller: true });

    it("are refused to a key without list", async () => {
        const { id } = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["192.0.2.1"] });
        const path = `${fixture.org}/apiKeys/${id}/accessList`;

        const replies = [
            await fixture.owner.post(path, [{ ipAddress: "192.0.2.2" }]),
            await fixture.owner.get(`${path}/192.0.2.1`),
            await fixture.owner.delete(`${path}/192.0.2.1`),
        ];

        expect(replies.map(verdictOf)).to.deep.equal(Array(3).fill("403 RESOURCE_REQUIRES_ACCESS_LIST"));
        expect([...fixture.atlas.apiKey(id).accessList.keys()]).to.deep.equal(["192.0.2.1"]);
    });

    it("are answered to a key whose list has the caller, as is the list to any", async () => {
        const { id } = fixture.atlas.addApiKey({ orgId: fixture.orgId });
        const listed = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["203.0.113.7"] });
        const path = `${fixture.org}/apiKeys/${id}/accessList`;

        expect((await fixture.as(listed).post(path, [{ ipAddress: "192.0.2.2" }])).status).to.equal(200);
        expect((await fixture.owner.get(path)).status).to.equal(200);
    });
});
