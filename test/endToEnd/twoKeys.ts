import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import { accessList, accessListEntry, from, orgApiKey } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";

export const KEY = "/orgs/{orgId}/apiKeys/{apiUserId}";
export const ADDRESSES = ["192.0.2.1", "192.0.2.2", "198.51.100.0/24"];

export function keyIn({ atlas }: StackUnderTest, name: string, options?: ResourceOptions): Declaration {
    const { orgId } = atlas.payingOrganization;
    return orgApiKey(name, { orgId, description: name, roles: ["ORG_MEMBER"] }, options);
}

/** A key with single entries, and one with a list that leaves others' entries alone. */
export function twoKeys(stack: StackUnderTest, second?: ResourceOptions): Declaration[] {
    const { orgId } = stack.atlas.payingOrganization;
    const entries = ADDRESSES.map((address, index) =>
        accessListEntry(`entry-${index}`, {
            orgId,
            apiKeyId: from("busy", "apiKeyId"),
            ...(address.includes("/") ? { cidrBlock: address } : { ipAddress: address }),
        }),
    );
    const list = accessList("list", {
        orgId,
        apiKeyId: from("listed", "apiKeyId"),
        entries: ADDRESSES,
        mode: "additive",
    });
    return [keyIn(stack, "busy"), ...entries, keyIn(stack, "listed", second), list];
}

/** The entries of the key with this description. */
function entriesOf({ atlas }: StackUnderTest, description: string): string[] | undefined {
    const key = [...atlas.store.apiKeys.values()].find(({ desc }) => desc === description);
    return key && [...key.accessList.keys()].sort();
}

export function bothLists(stack: StackUnderTest) {
    return [entriesOf(stack, "busy"), entriesOf(stack, "listed")];
}
