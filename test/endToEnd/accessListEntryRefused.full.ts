import { expect } from "chai";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import { accessListEntry } from "../support/stackDeclarations";
import { recordRuns } from "../support/stackUnderTest";

const ONE = { ipAddress: "1.2.3.4" };

/** Declares entries on a key of the paying organization, which Atlas has without the program. */
function entryOn({ orgId, id }: StoredApiKey) {
    return (name: string, args: object, options?: ResourceOptions): Declaration =>
        accessListEntry(name, { orgId, apiKeyId: id, ...args }, options);
}

function addressesOf(key: StoredApiKey): string[] {
    return [...key.accessList.keys()].sort();
}

describe("an access-list entry in a stack, on the provider's own key", () => {
    const recorded = recordRuns(async (stack) => {
        const own = stack.atlas.apiKey(stack.atlas.payingOrganization.apiKeyId);
        const here = { ipAddress: "203.0.113.7" };
        const refused = await stack.fail("up", [entryOn(own)("here", here)]);
        await stack.up([entryOn(own)("here", { ...here, allowLockout: true })]);
        const allowed = addressesOf(own);
        const kept = await stack.fail("destroy");
        return { refused, allowed, kept, left: addressesOf(own) };
    });

    it("is not made first, unless allowLockout says so", () => {
        const { refused, allowed } = recorded();
        expect(refused.writes).to.deep.equal([]);
        expect(refused.said).to.contain("which this run calls Atlas with").and.contain("allowLockout: true");
        expect(allowed).to.deep.equal(["203.0.113.7"]);
    });

    it("is kept by destroy, which says what to do, when it lets this machine in", () => {
        const { kept, left } = recorded();
        expect(kept.said)
            .to.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")
            .and.contain("pulumi state delete");
        expect(left).to.deep.equal(["203.0.113.7"]);
    });
});

describe("an access-list entry in a stack, where Atlas wants a listed caller and says 400 for unknown keys", () => {
    const recorded = recordRuns(
        async (stack) => {
            const { orgId, apiKeyId } = stack.atlas.payingOrganization;
            const key = stack.atlas.addApiKey({ orgId });
            const program = [entryOn(key)("ci", ONE)];
            const refused = await stack.fail("up", program);
            stack.atlas.addAccessListEntry(apiKeyId, "203.0.113.7");
            await stack.up(program);
            const made = addressesOf(key);
            stack.atlas.revokeApiKey(key.id);
            return { refused, made, refreshed: await stack.refresh() };
        },
        { atlas: { accessListNeedsListedCaller: true, unknownApiKeyStatus: 400 } },
    );

    it("is refused with what to do, made once the caller is listed, and gone with its key", () => {
        const { refused, made, refreshed } = recorded();
        expect(refused.said).to.contain("RESOURCE_REQUIRES_ACCESS_LIST").and.contain("203.0.113.7");
        expect(made).to.deep.equal(["1.2.3.4"]);
        expect(refreshed.changes).to.deep.equal({ delete: 1, same: 1 });
    });
});
