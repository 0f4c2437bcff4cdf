import { expect } from "chai";
import { failureOf, usePlugin } from "./usePlugin";

describe("import through the plugin", () => {
    const fixture = usePlugin();

    it("takes an organization over, and leaves it when the stack goes", async () => {
        const { orgId } = fixture();
        const { id, inputs, outputs } = await fixture().read("Organization", orgId);

        expect(id).to.equal(orgId);
        expect(inputs).to.deep.equal({ name: "Paying organization", existingOrgId: orgId });
        expect((await fixture().diff("Organization", id, outputs, inputs)).isChanged).to.be.false;
        await fixture().delete("Organization", id, outputs);
        expect(fixture().atlas.organization(orgId).name).to.equal("Paying organization");
    });

    it("brings a key whose private key nobody knows, and says so with its URN", async () => {
        const { orgId, atlas } = fixture();
        const key = atlas.addApiKey({ orgId, desc: "found" });
        const { inputs, outputs } = await fixture().read("OrgApiKey", `${orgId}-${key.id}`);

        expect(inputs).to.deep.include({ orgId, description: "found" });
        expect(outputs).not.to.have.property("privateKey");
        expect((await fixture().diff("OrgApiKey", "", outputs, inputs)).isChanged).to.be.false;
        const [warning] = fixture().plugin.logged;
        expect(warning?.urn).to.equal(fixture().urn("OrgApiKey"));
        expect(warning?.message).to.contain("shows a private key only once");
    });

    it("brings keys that a program could not make, and finds nothing wrong with them", async () => {
        const { orgId, atlas } = fixture();
        const known = atlas.addApiKey({ orgId, desc: "x".repeat(300), roles: ["ORG_MEMBER"] });
        const newer = atlas.addApiKey({ orgId, roles: ["ORG_MEMBER", "ORG_ASTRONOMER" as "ORG_OWNER"] });
        const nameless = ["", undefined, null].map((desc) =>
            Object.assign(atlas.addApiKey({ orgId }), { desc }),
        );
        for (const { id: apiKeyId } of [known, newer, ...nameless]) {
            const { id, inputs, outputs } = await fixture().read("OrgApiKey", `${orgId}-${apiKeyId}`);

            // Pulumi writes "" for a required text that was not read.
            const written = { description: "", ...inputs };
            const { failures } = await fixture().check("OrgApiKey", written, { olds: inputs });
            expect(failures).to.deep.equal([]);
            expect((await fixture().diff("OrgApiKey", id, outputs, written)).isChanged).to.be.false;
        }
    });

    it("brings an entry by any spelling of its address, under its one id", async () => {
        const { orgId, atlas } = fixture();
        const key = atlas.addApiKey({ orgId });
        const made = await fixture().create("OrgApiKeyAccessListEntry", {
            orgId,
            apiKeyId: key.id,
            ipAddress: "2001:db8::1",
        });
        const spelled = made.id.replace(/[^-]*$/, "2001:0DB8:0::0001");
        const { id, inputs, outputs } = await fixture().read("OrgApiKeyAccessListEntry", spelled);

        expect(id).to.equal(made.id);
        expect(inputs).to.deep.include({ orgId, apiKeyId: key.id });
        expect((await fixture().diff("OrgApiKeyAccessListEntry", id, outputs, inputs)).isChanged).to.be.false;
    });

    it("brings a whole list, and refuses an empty one", async () => {
        const { orgId, atlas } = fixture();
        const key = atlas.addApiKey({ orgId });
        const id = `${orgId}-${key.id}`;
        expect(await failureOf(fixture().read("OrgApiKeyAccessList", id))).to.contain("nothing to import");

        await fixture().create("OrgApiKeyAccessList", { orgId, apiKeyId: key.id, entries: ["203.0.113.1"] });
        const { inputs, outputs } = await fixture().read("OrgApiKeyAccessList", id);
        expect(inputs).to.deep.equal({ orgId, apiKeyId: key.id, entries: ["203.0.113.1"] });
        expect((await fixture().diff("OrgApiKeyAccessList", id, outputs, inputs)).isChanged).to.be.false;
    });

    it("brings a service account, with the life of its first secret as nobody knows it", async () => {
        const { orgId, atlas } = fixture();
        const account = atlas.addServiceAccount({ orgId });
        const { id, inputs, outputs } = await fixture().read(
            "OrgServiceAccount",
            `${orgId}-${account.clientId}`,
        );

        expect((await fixture().check("OrgServiceAccount", inputs)).failures).to.be.empty;
        expect((await fixture().diff("OrgServiceAccount", id, outputs, inputs)).isChanged).to.be.false;
    });

    it("refuses what Atlas shows only once, with what to do instead", async () => {
        const { orgId, atlas } = fixture();
        expect(await failureOf(fixture().read("LinkToken", orgId))).to.contain("cannot be imported");
        const account = atlas.addServiceAccount({ orgId });
        const [first] = account.secrets;
        const id = `${orgId}-${account.clientId}-${first!.id}`;
        expect(await failureOf(fixture().read("OrgServiceAccountSecret", id))).to.contain(
            "cannot be imported",
        );
    });
});
