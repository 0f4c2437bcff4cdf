import { expect } from "chai";
import { accessListEntry, from, orgApiKey } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { useStack } from "../support/stackUnderTest";

const KEYS = "/orgs/{orgId}/apiKeys";
const KEY = "/orgs/{orgId}/apiKeys/{apiUserId}";

/** Declares a key of the paying organization, and an entry on it. */
function keyWithEntry({ atlas }: StackUnderTest) {
    const { orgId } = atlas.payingOrganization;
    return (args: object) => [
        orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_MEMBER", "ORG_READ_ONLY"], ...args }),
        accessListEntry("ci", { orgId, apiKeyId: from("runner", "apiKeyId"), ipAddress: "1.2.3.4" }),
    ];
}

function keyOf({ atlas }: StackUnderTest) {
    const { orgId, apiKeyId } = atlas.payingOrganization;
    const keys = atlas.store.apiKeysOf(orgId).filter(({ id }) => id !== apiKeyId);
    expect(keys).to.have.lengthOf(1);
    return keys[0]!;
}

describe("an API key in a stack", () => {
    const opened = useStack();

    it("is updated in place when its description or roles change, by the program or behind its back", async () => {
        const stack = opened();
        const declared = keyWithEntry(stack);
        await stack.up(declared({}));
        const { id, privateKey } = keyOf(stack);

        const reordered = await stack.up(declared({ roles: ["ORG_READ_ONLY", "ORG_MEMBER"] }));
        expect(reordered.ops).to.deep.equal({ runner: ["same"], ci: ["same"] });
        expect(reordered.calls).to.deep.equal([]);

        const preview = await stack.preview(declared({ roles: ["ORG_GROUP_CREATOR"] }));
        expect(preview.ops).to.deep.equal({ runner: ["update"], ci: ["same"] });
        const changed = await stack.up(declared({ description: "runner", roles: ["ORG_GROUP_CREATOR"] }));
        expect(changed.ops).to.deep.equal({ runner: ["update"], ci: ["same"] });
        expect(changed.calls).to.deep.equal([`PATCH ${KEY}`]);
        expect(keyOf(stack)).to.deep.include({ id, desc: "runner", roles: ["ORG_GROUP_CREATOR"] });

        keyOf(stack).roles = ["ORG_BILLING_ADMIN"];
        expect((await stack.refresh()).changes).to.deep.equal({ update: 1, same: 2 });
        expect((await stack.up()).calls).to.deep.equal([`PATCH ${KEY}`]);
        expect(keyOf(stack)).to.deep.include({ id, roles: ["ORG_GROUP_CREATOR"] });
        // Atlas masks the private key in every later reply.
        expect((await stack.state("runner")).outputs["privateKey"]).to.equal(privateKey);
    });

    it("whose creation was answered by a broken connection is reported, and not sent twice in the run", async () => {
        const stack = opened();
        stack.atlas.faults.add({ method: "POST", path: KEYS, connection: "lost-after" });
        const failed = await stack.fail("up", keyWithEntry(stack)({ description: "CI of payments" }));
        expect(failed.writes).to.deep.equal([`POST ${KEYS}`]);
        expect(failed.said)
            .to.contain('the key "CI of payments"')
            .and.contain(`--orgId ${stack.atlas.payingOrganization.orgId}`);

        stack.atlas.revokeApiKey(keyOf(stack).id);
        await stack.up();
        stack.atlas.revokeApiKey(keyOf(stack).id);
        const destroyed = await stack.destroy();
        expect(destroyed.ops).to.deep.equal({ ci: ["delete"], runner: ["delete"] });
    });
});
