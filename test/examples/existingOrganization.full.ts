import { expect } from "chai";
import { listOf, pipelineKey, RUNNERS, useExample } from "./existingOrganization";

describe("examples/existing-organization", () => {
    const example = useExample();

    it("declares the organization's settings and a key with its list, from preview to destroy", async () => {
        const { stack, organization, ownKey } = example();
        const { atlas } = stack;
        expect((await stack.preview()).calls).to.deep.equal([]);

        const up = await stack.up();
        expect(up.changes).to.deep.equal({ create: 6 });
        expect(up.writes).to.include("PATCH /orgs/{orgId}/settings").and.not.include("PATCH /orgs/{orgId}");
        expect(organization.settings).to.include({
            apiAccessListRequired: true,
            multiFactorAuthRequired: true,
            securityContact: "security@example.com",
        });
        expect(pipelineKey(stack).roles).to.deep.equal(["ORG_GROUP_CREATOR"]);
        expect(listOf(pipelineKey(stack))).to.deep.equal(["198.51.100.7", RUNNERS]);
        expect((await stack.outputs())["ciPrivateKey"]).to.equal(pipelineKey(stack).privateKey);

        const again = await stack.up();
        expect(again.changes).to.deep.equal({ same: 6 });
        expect(again.calls).to.deep.equal([]);

        atlas.removeAccessListEntry(pipelineKey(stack).id, RUNNERS);
        expect((await stack.refresh()).changes).to.deep.equal({ delete: 1, same: 5 });

        await stack.setConfig("vpnIpAddress", "198.51.100.8");
        await stack.setConfig("protect", "false");
        const edited = await stack.up();
        expect(edited.changes).to.deep.equal({ create: 1, replace: 1, same: 4 });
        expect(listOf(pipelineKey(stack))).to.deep.equal(["198.51.100.8", RUNNERS]);

        const destroyed = await stack.destroy();
        expect(destroyed.said).to.include("was taken over, not created, and is left as it is");
        expect(atlas.store.apiKeysOf(organization.id), "keys left").to.deep.equal([ownKey]);
        expect(listOf(ownKey), "the stack's own way in").to.deep.equal([RUNNERS]);
        expect(organization.settings).to.include({ apiAccessListRequired: true });
    });

    it("does not lose the pipelines' key to a destroy in passing", async () => {
        const { stack } = example();
        await stack.up();
        expect((await stack.fail("destroy")).said).to.include("because it is protected");
        expect(pipelineKey(stack)).to.not.equal(undefined);
    });
});
