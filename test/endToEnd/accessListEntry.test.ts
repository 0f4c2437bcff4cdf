import { expect } from "chai";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import { accessListEntry } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

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

/** A key for each case, so that none sees the others' entries and calls. */
function keysIn({ atlas }: StackUnderTest) {
    const { orgId } = atlas.payingOrganization;
    const newKey = () => atlas.addApiKey({ orgId });
    return {
        spelling: newKey(),
        address: newKey(),
        oldKey: newKey(),
        newKey: newKey(),
        aliased: newKey(),
        adopted: newKey(),
        steered: newKey(),
        renamed: newKey(),
        listed: newKey(),
        revoked: newKey(),
    };
}

type Keys = ReturnType<typeof keysIn>;

const ONE = { ipAddress: "1.2.3.4" };
const THREE = ["1.1.1.1", "2.2.2.2", "3.3.3.3"];

function threeOn(key: StoredApiKey, prefix: string): Declaration[] {
    return THREE.map((ipAddress, index) => entryOn(key)(`${prefix}-${index}`, { ipAddress }));
}

function asMade(keys: Keys): Declaration[] {
    return [
        entryOn(keys.spelling)("v4", ONE),
        entryOn(keys.spelling)("v6", { ipAddress: "2001:db8::1" }),
        entryOn(keys.address)("moved", ONE),
        entryOn(keys.address)("unmoved", { ipAddress: "2001:db8::1" }),
        entryOn(keys.oldKey)("on-other-key", { cidrBlock: "1.2.3.0/24" }),
        entryOn(keys.oldKey)("on-old-key", { ipAddress: "2001:db8::1" }),
        entryOn(keys.aliased)("before-alias", ONE),
        entryOn(keys.adopted)("before-adoption", ONE),
        entryOn(keys.steered)("steered", { ...ONE, onConflict: "adopt" }),
        entryOn(keys.renamed)("ci", ONE),
        ...threeOn(keys.listed, "listed"),
        ...threeOn(keys.revoked, "revoked"),
    ];
}

function asChanged(keys: Keys): Declaration[] {
    return [
        entryOn(keys.spelling)("v4", { cidrBlock: "1.2.3.4/32" }),
        entryOn(keys.spelling)("v6", { ipAddress: "2001:0DB8:0:0:0:0:0:1" }),
        entryOn(keys.address)("moved", { cidrBlock: "1.2.3.0/24" }),
        entryOn(keys.address)("unmoved", { ipAddress: "2001:db8::1" }),
        entryOn(keys.newKey)("on-other-key", { cidrBlock: "1.2.3.0/24" }),
        entryOn(keys.oldKey)("on-old-key", { ipAddress: "2001:db8::1" }),
        entryOn(keys.aliased)("aliased", ONE, { aliases: [{ name: "before-alias" }] }),
        entryOn(keys.adopted)("adopted", { ...ONE, onConflict: "adopt" }),
        entryOn(keys.steered)("steered", { ...ONE, allowLockout: true }),
        entryOn(keys.renamed)("ci", ONE),
        ...threeOn(keys.listed, "listed"),
        ...threeOn(keys.revoked, "revoked"),
    ];
}

/** Renamed without an option, after all else that the run does. */
function asRenamed(keys: Keys): Declaration[] {
    const others = asChanged(keys).filter(({ name }) => name !== "ci" && !name.startsWith("revoked"));
    return [...others, entryOn(keys.renamed)("runner", ONE, { dependsOn: "listed-1" })];
}

function addressesByKey(keys: Keys): Record<keyof Keys, string[]> {
    const entries = Object.entries(keys).map(([name, key]) => [name, addressesOf(key)]);
    return Object.fromEntries(entries) as Record<keyof Keys, string[]>;
}

describe("an access-list entry in a stack", () => {
    const recorded = recordRuns(async (stack) => {
        const keys = keysIn(stack);
        await stack.up(asMade(keys));
        const changed = await stack.up(asChanged(keys));
        const lists = addressesByKey(keys);

        stack.atlas.removeAccessListEntry(keys.listed.id, "2.2.2.2");
        stack.atlas.revokeApiKey(keys.revoked.id);
        const refreshed = await stack.refresh();

        const refused = await stack.fail("up", asRenamed(keys));
        const idInState = (await stack.state("ci")).id;
        const listsAfterRefusal = addressesByKey(keys);

        await stack.destroy();
        const listsAtLast = addressesByKey({ ...keys, revoked: keys.renamed });
        return { keys, changed, lists, refreshed, refused, idInState, listsAfterRefusal, listsAtLast };
    });

    it("is left alone when only its spelling changes", () => {
        const { changed, keys } = recorded();
        expect(changed.ops).to.deep.include({ v4: ["same"], v6: ["same"] });
        expect(changed.callsTo(keys.spelling.id)).to.deep.equal([]);
    });

    it("is replaced when its address changes, the new one first", () => {
        const { changed, keys, lists } = recorded();
        expect(changed.ops).to.deep.include({ moved: REPLACED_NEW_FIRST, unmoved: ["same"] });
        expect(changed.writesTo(keys.address.id)).to.deep.equal([
            `POST ${LIST}`,
            `DELETE ${LIST}/{ipAddress}`,
        ]);
        expect(lists.address).to.deep.equal(["1.2.3.0/24", "2001:db8::1"]);
    });

    it("is replaced when its key changes", () => {
        const { changed, lists } = recorded();
        expect(changed.ops).to.deep.include({ "on-other-key": REPLACED_NEW_FIRST, "on-old-key": ["same"] });
        expect(lists).to.deep.include({ oldKey: ["2001:db8::1"], newKey: ["1.2.3.0/24"] });
    });

    it("is left alone when it is renamed with aliases", () => {
        const { changed, keys } = recorded();
        expect(changed.ops)
            .to.deep.include({ aliased: ["same"] })
            .and.not.include.keys("before-alias");
        expect(changed.callsTo(keys.aliased.id)).to.deep.equal([]);
    });

    it("stays at Atlas when it is renamed and adopted", () => {
        const { changed, keys, lists } = recorded();
        expect(changed.ops).to.deep.include({ adopted: ["create"], "before-adoption": ["delete"] });
        expect(changed.writesTo(keys.adopted.id)).to.deep.equal([`POST ${LIST}`]);
        expect(changed.said).to.contain("has become another resource of the program in this run");
        expect(lists.adopted).to.deep.equal(["1.2.3.4"]);
    });

    it("stays as it is when onConflict and allowLockout change", () => {
        const { changed, keys } = recorded();
        expect(changed.ops).to.deep.include({ steered: ["same"] });
        expect(changed.callsTo(keys.steered.id)).to.deep.equal([]);
    });

    it("that was removed behind its back, or whose key was, is found by refresh with one call a key", () => {
        const { refreshed, keys } = recorded();
        expect(refreshed.changes).to.deep.equal({ delete: 4, same: 13 });
        expect(refreshed.callsTo(keys.listed.id)).to.deep.equal([`GET ${LIST}`]);
        expect(refreshed.callsTo(keys.revoked.id)).to.deep.equal([`GET ${LIST}`]);
    });

    it("that was removed behind its back is made again by up", () => {
        const { refused: repairing, listsAfterRefusal } = recorded();
        expect(repairing.ops).to.deep.include({
            "listed-0": ["same"],
            "listed-1": ["create"],
            "listed-2": ["same"],
        });
        expect(listsAfterRefusal.listed).to.deep.equal(THREE);
    });

    it("is refused with what to do when it is renamed without an option, and not lost", () => {
        const { refused, idInState, listsAfterRefusal } = recorded();
        expect(refused.said)
            .to.contain('aliases: [{ name: "the old name" }]')
            .and.contain('onConflict: "adopt"');
        expect(listsAfterRefusal.renamed).to.deep.equal(["1.2.3.4"]);
        expect(idInState).to.match(/-1\.2\.3\.4$/);
    });

    it("goes with the stack", () => {
        expect(Object.values(recorded().listsAtLast).flat()).to.deep.equal([]);
    });
});
