import type { CanonicalAddress } from "../../../atlas/address";
import type { AtlasClient } from "../../../atlas/client";
import type { AccessListOwner } from "../../../atlas/endpoints/accessListOwners";
import type { AccessList } from "../listing";
import { addressesOn, findEntry, listNow } from "../listing";
import { without } from "../../../core/without";

/** One post that adds some addresses together. */
export interface Post {
    readonly client: AtlasClient;
    readonly owner: AccessListOwner;
    readonly addresses: readonly CanonicalAddress[];
}

/** Nobody knows what a post did, and the list cannot be read now. */
export class LookUpError extends Error {
    readonly postError: Error;
    readonly lookUpError: Error;

    constructor(postError: Error, lookUpError: Error) {
        super(lookUpError.message);
        this.postError = postError;
        this.lookUpError = lookUpError;
    }
}

/** What is on the list after a post whose outcome nobody knows. @throws LookUpError if the list cannot be read. */
export async function lookUpAfter(postError: Error, post: Post): Promise<AccessList> {
    try {
        return await lookUp(post);
    } catch (error) {
        throw new LookUpError(postError, error as Error);
    }
}

/** What is on the list now: of a single address only that one, which costs one call on long lists, too. */
export async function lookUp({ client, owner, addresses }: Post): Promise<AccessList> {
    const [only = "", ...others] = addresses;
    if (others.length === 0) {
        const entry = await findEntry(client, owner, only);
        return new Map(entry === undefined ? [] : [[only, entry]]);
    }
    const list = await listNow(client, owner);
    const { members, gap } = addressesOn(list);
    // Of a list that is not whole: none of the addresses is absent because the list does not show it.
    if (gap !== undefined && without(addresses, members).length > 0) {
        throw gap;
    }
    return list;
}
