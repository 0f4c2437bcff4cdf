import path from "node:path";
import { expect } from "chai";
import { useStack } from "../support/stackUnderTest";

describe("the quickstart", () => {
    const opened = useStack({ programFolder: path.join(__dirname, "../.."), front: "dynamic" });

    it("comes up, has nothing to do, sees no drift, and goes in the right order", async () => {
        const stack = opened();
        await stack.setConfig("ownerId", stack.atlas.payingOrganization.ownerId);

        const up = await stack.up();
        expect(up.changes).to.deep.equal({ create: 6 });
        expect(up.outputs).to.deep.equal({ linkToken: "[secret]" });
        const [link] = stack.atlas.store.linkTokens;
        expect(await stack.outputs()).to.deep.equal({ linkToken: link!.linkToken });
        expect(stack.atlas.store.organizations).to.have.lengthOf(2);

        const again = await stack.up();
        expect(again.changes).to.deep.equal({ same: 6 });
        expect(again.calls).to.deep.equal([]);

        const refreshed = await stack.refresh();
        expect(refreshed.changes).to.deep.equal({ same: 6 });
        expect(refreshed.writes).to.deep.equal([]);

        const destroyed = await stack.destroy();
        expect(destroyed.changes).to.deep.equal({ delete: 6 });
        // The entry goes with its key.
        expect(destroyed.writes).to.have.lengthOf(3);
        expect(destroyed.writes.at(-1)).to.equal("DELETE /orgs/{orgId}");
        expect(destroyed.writes).to.include("DELETE /orgs/{orgId}/apiKeys/{apiUserId}");
        expect(stack.atlas.store.linkTokens).to.deep.equal([]);
        expect([...stack.atlas.store.apiKeys.keys()]).to.deep.equal([
            stack.atlas.payingOrganization.apiKeyId,
        ]);
        expect([...stack.atlas.store.organizations.keys()]).to.deep.equal([
            stack.atlas.payingOrganization.orgId,
        ]);
    });
});
