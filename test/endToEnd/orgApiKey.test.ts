import { expect } from "chai";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import { accessListEntry, from, orgApiKey } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const KEYS = "/orgs/{orgId}/apiKeys";
const KEY = "/orgs/{orgId}/apiKeys/{apiUserId}";

/** Declares a key of the paying organization, and an entry on it. */
function keyWithEntryIn({ atlas }: StackUnderTest) {
    const { orgId } = atlas.payingOrganization;
    return (name: string, args: object = {}, options?: ResourceOptions): Declaration[] => [
        orgApiKey(
            name,
            { orgId, description: name, roles: ["ORG_MEMBER", "ORG_READ_ONLY"], ...args },
            options,
        ),
        accessListEntry(`ci-${name}`, { orgId, apiKeyId: from(name, "apiKeyId"), ipAddress: "1.2.3.4" }),
    ];
}

/** The one key with this description, as it is now. */
function keyOf({ atlas }: StackUnderTest, description: string): StoredApiKey {
    const keys = [...atlas.store.apiKeys.values()].filter(({ desc }) => desc === description);
    expect(keys, `keys with the description ${description}`).to.have.lengthOf(1);
    return structuredClone(keys[0]!);
}

async function tellOfThreeKeys(stack: StackUnderTest) {
    const { atlas } = stack;
    const declared = keyWithEntryIn(stack);
    // One after the other: the last of them fails when all else is made.
    const inTurn = { dependsOn: "ci-reordered" };
    const lost = declared("lost", { description: "CI of payments" }, { dependsOn: "ci-changing" });
    const roles = ["ORG_GROUP_CREATOR"];
    const asMade = [...declared("reordered"), ...declared("changing", {}, inTurn)];
    const asChanged = [
        ...declared("reordered", { roles: ["ORG_READ_ONLY", "ORG_MEMBER"] }),
        ...declared("changing", { description: "changed", roles }, inTurn),
    ];

    // The keys before it are made with the same call.
    atlas.faults.add({ method: "POST", path: KEYS, connection: "lost-after", skip: 2 });
    const failed = await stack.fail("up", [...asMade, ...lost]);
    const reordered = keyOf(stack, "reordered");
    const made = keyOf(stack, "changing");
    atlas.revokeApiKey(keyOf(stack, "CI of payments").id);

    const preview = await stack.preview([
        ...declared("reordered"),
        ...declared("changing", { roles }, inTurn),
        ...lost,
    ]);
    const changed = await stack.up([...asChanged, ...lost]);
    const afterChange = keyOf(stack, "changed");
    const madeAnew = keyOf(stack, "CI of payments");

    atlas.apiKey(made.id).roles = ["ORG_BILLING_ADMIN"];
    const refreshed = await stack.refresh();
    const repaired = await stack.up();
    const afterRepair = keyOf(stack, "changed");
    const { privateKey } = (await stack.state("changing")).outputs;

    atlas.revokeApiKey(madeAnew.id);
    const destroyed = await stack.destroy();
    return {
        orgId: atlas.payingOrganization.orgId,
        failed,
        reordered,
        made,
        preview,
        changed,
        afterChange,
        refreshed,
        repaired,
        afterRepair,
        privateKey,
        destroyed,
        left: [...atlas.store.apiKeys.keys()],
        own: atlas.payingOrganization.apiKeyId,
    };
}

describe("an API key in a stack", () => {
    const recorded = recordRuns(tellOfThreeKeys);

    it("is left alone when its roles are reordered", () => {
        const { changed, reordered } = recorded();
        expect(changed.ops).to.deep.include({ reordered: ["same"], "ci-reordered": ["same"] });
        expect(changed.callsTo(reordered.id)).to.deep.equal([]);
    });

    it("is updated in place when its description or roles change in the program", () => {
        const { preview, changed, made, afterChange } = recorded();
        for (const run of [preview, changed]) {
            expect(run.ops).to.deep.include({ changing: ["update"], "ci-changing": ["same"] });
        }
        expect(changed.callsTo(made.id)).to.deep.equal([`PATCH ${KEY}`]);
        expect(afterChange).to.deep.include({ id: made.id, roles: ["ORG_GROUP_CREATOR"] });
    });

    it("is updated in place when its roles changed behind its back", () => {
        const { refreshed, repaired, made, afterRepair } = recorded();
        expect(refreshed.changes).to.deep.equal({ update: 1, same: 6 });
        expect(repaired.calls).to.deep.equal([`PATCH ${KEY}`]);
        expect(afterRepair).to.deep.include({ id: made.id, roles: ["ORG_GROUP_CREATOR"] });
    });

    it("keeps its private key in the state, although Atlas masks it in every later reply", () => {
        const { privateKey, made } = recorded();
        expect(privateKey).to.equal(made.privateKey);
    });

    it("whose creation was answered by a broken connection is reported, and not sent twice in the run", () => {
        const { failed, orgId } = recorded();
        expect(failed.writes.filter((call) => call === `POST ${KEYS}`)).to.have.lengthOf(3);
        expect(failed.writes.at(-1)).to.equal(`POST ${KEYS}`);
        expect(failed.said).to.contain('the key "CI of payments"').and.contain(`--orgId ${orgId}`);
    });

    it("goes with the stack, also when it is not there any more", () => {
        const { destroyed, left, own } = recorded();
        expect(destroyed.ops).to.deep.include({ "ci-lost": ["delete"], lost: ["delete"] });
        expect(left).to.deep.equal([own]);
    });
});
