import { expect } from "chai";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import { accessListEntry } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const REPLACED_NEW_FIRST = ["create-replacement", "replace", "delete-replaced"];

/** Declares entries on a key of the paying organization, which Atlas has without the program. */
function entryOn({ orgId, id }: StoredApiKey) {
    return (name: string, args: object, options?: ResourceOptions): Declaration =>
        accessListEntry(name, { orgId, apiKeyId: id, ...args }, options);
}

function addressesOf(key: StoredApiKey): string[] {
    return [...key.accessList.keys()].sort();
}

describe("an access-list entry in a stack", () => {
    const opened = useStack();

    it("is left alone when only its spelling changes, and replaced when its address or key does", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        const [first, second] = [stack.atlas.addApiKey({ orgId }), stack.atlas.addApiKey({ orgId })];
        const [onFirst, onSecond] = [entryOn(first), entryOn(second)];
        await stack.up([
            onFirst("v4", { ipAddress: "1.2.3.4" }),
            onFirst("v6", { ipAddress: "2001:db8::1" }),
        ]);

        const respelled = await stack.up([
            onFirst("v4", { cidrBlock: "1.2.3.4/32" }),
            onFirst("v6", { ipAddress: "2001:0DB8:0:0:0:0:0:1" }),
        ]);
        expect(respelled.ops).to.deep.equal({ v4: ["same"], v6: ["same"] });
        expect(respelled.calls).to.deep.equal([]);

        const moved = await stack.up([
            onFirst("v4", { cidrBlock: "1.2.3.0/24" }),
            onFirst("v6", { ipAddress: "2001:db8::1" }),
        ]);
        expect(moved.ops).to.deep.equal({ v4: REPLACED_NEW_FIRST, v6: ["same"] });
        expect(moved.writes).to.deep.equal([`POST ${LIST}`, `DELETE ${LIST}/{ipAddress}`]);
        expect(addressesOf(first)).to.deep.equal(["1.2.3.0/24", "2001:db8::1"]);

        const onOtherKey = await stack.up([
            onSecond("v4", { cidrBlock: "1.2.3.0/24" }),
            onFirst("v6", { ipAddress: "2001:db8::1" }),
        ]);
        expect(onOtherKey.ops).to.deep.equal({ v4: REPLACED_NEW_FIRST, v6: ["same"] });
        expect(addressesOf(first)).to.deep.equal(["2001:db8::1"]);
        expect(addressesOf(second)).to.deep.equal(["1.2.3.0/24"]);

        await stack.destroy();
        expect([...addressesOf(first), ...addressesOf(second)]).to.deep.equal([]);
    });

    it("is not lost when it is renamed in the program, with or without the right option", async () => {
        const stack = opened();
        const key = stack.atlas.addApiKey({ orgId: stack.atlas.payingOrganization.orgId });
        const entry = entryOn(key);
        const address = { ipAddress: "1.2.3.4" };
        await stack.up([entry("ci", address)]);

        const refused = await stack.fail("up", [entry("runner", address)]);
        expect(refused.said)
            .to.contain('aliases: [{ name: "the old name" }]')
            .and.contain('onConflict: "adopt"');
        expect(addressesOf(key)).to.deep.equal(["1.2.3.4"]);
        expect((await stack.state("ci")).id).to.match(/-1\.2\.3\.4$/);

        const aliased = await stack.up([entry("runner", address, { aliases: [{ name: "ci" }] })]);
        expect(aliased.ops).to.deep.equal({ runner: ["same"] });
        expect(aliased.calls).to.deep.equal([]);

        const adopted = await stack.up([entry("builder", { ...address, onConflict: "adopt" })]);
        expect(adopted.ops).to.deep.equal({ builder: ["create"], runner: ["delete"] });
        expect(adopted.writes).to.deep.equal([`POST ${LIST}`]);
        expect(adopted.said).to.contain("has become another resource of the program in this run");
        expect(addressesOf(key)).to.deep.equal(["1.2.3.4"]);

        const steered = await stack.up([entry("builder", { ...address, allowLockout: true })]);
        expect(steered.ops).to.deep.equal({ builder: ["update"] });
        expect(steered.calls).to.deep.equal([]);

        await stack.destroy();
        expect(addressesOf(key)).to.deep.equal([]);
    });

    it("that was removed behind its back is found by refresh, with one call a key, and made again by up", async () => {
        const stack = opened();
        const key = stack.atlas.addApiKey({ orgId: stack.atlas.payingOrganization.orgId });
        const program = ["1.1.1.1", "2.2.2.2", "3.3.3.3"].map((ipAddress, index) =>
            entryOn(key)(`entry-${index}`, { ipAddress }),
        );
        await stack.up(program);
        stack.atlas.removeAccessListEntry(key.id, "2.2.2.2");

        const refreshed = await stack.refresh();
        expect(refreshed.changes).to.deep.equal({ delete: 1, same: 3 });
        expect(refreshed.calls).to.deep.equal([`GET ${LIST}`]);

        const repaired = await stack.up();
        expect(repaired.ops).to.deep.equal({
            "entry-0": ["same"],
            "entry-1": ["create"],
            "entry-2": ["same"],
        });
        expect(addressesOf(key)).to.deep.equal(["1.1.1.1", "2.2.2.2", "3.3.3.3"]);

        stack.atlas.revokeApiKey(key.id);
        expect((await stack.refresh()).changes).to.deep.equal({ delete: 3, same: 1 });
    });

    it("is not made first on the provider's own key, unless allowLockout says so", async () => {
        const stack = opened();
        const { apiKeyId } = stack.atlas.payingOrganization;
        const own = stack.atlas.apiKey(apiKeyId);
        const here = { ipAddress: "203.0.113.7" };

        const refused = await stack.fail("up", [entryOn(own)("here", here)]);
        expect(refused.writes).to.deep.equal([]);
        expect(refused.said).to.contain("which this run calls Atlas with").and.contain("allowLockout: true");

        await stack.up([entryOn(own)("here", { ...here, allowLockout: true })]);
        expect(addressesOf(own)).to.deep.equal(["203.0.113.7"]);

        const kept = await stack.fail("destroy");
        expect(kept.said)
            .to.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")
            .and.contain("pulumi state delete");
        expect(addressesOf(own)).to.deep.equal(["203.0.113.7"]);
    });
});

describe("an access-list entry in a stack, where Atlas wants a listed caller and says 400 for unknown keys", () => {
    const opened = useStack({ atlas: { accessListNeedsListedCaller: true, unknownApiKeyStatus: 400 } });

    it("is refused with what to do, made once the caller is listed, and gone with its key", async () => {
        const stack = opened();
        const { orgId, apiKeyId } = stack.atlas.payingOrganization;
        const key = stack.atlas.addApiKey({ orgId });
        const program = [entryOn(key)("ci", { ipAddress: "1.2.3.4" })];

        const refused = await stack.fail("up", program);
        expect(refused.said).to.contain("RESOURCE_REQUIRES_ACCESS_LIST").and.contain("203.0.113.7");

        stack.atlas.addAccessListEntry(apiKeyId, "203.0.113.7");
        await stack.up(program);
        expect(addressesOf(key)).to.deep.equal(["1.2.3.4"]);

        stack.atlas.revokeApiKey(key.id);
        expect((await stack.refresh()).changes).to.deep.equal({ delete: 1, same: 1 });
    });
});
