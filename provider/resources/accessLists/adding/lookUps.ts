import type { CanonicalAddress } from "../../../atlas/address";
import type { AtlasClient } from "../../../atlas/client";
import type { AccessListOwner } from "../../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../../atlas/endpoints/accessLists";
import type { AccessList } from "../listing";
import { createdOf, findEntry, listNow } from "../listing";

/** One post that adds some addresses together. */
export interface Attempt {
    readonly client: AtlasClient;
    readonly owner: AccessListOwner;
    readonly addresses: readonly CanonicalAddress[];
    readonly startedMs: number;
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

/** What stands in the list after a post whose outcome nobody knows. @throws LookUpError if the list cannot be read. */
export async function lookUpAfter(postError: Error, attempt: Attempt): Promise<AccessList> {
    try {
        return await lookUp(attempt);
    } catch (error) {
        throw new LookUpError(postError, error as Error);
    }
}

/** What stands in the list now: of a single address only that one, which costs one call on long lists, too. */
export async function lookUp({ client, owner, addresses }: Attempt): Promise<AccessList> {
    const [only = "", ...others] = addresses;
    if (others.length === 0) {
        const entry = await findEntry(client, owner, only);
        return new Map(entry === undefined ? [] : [[only, entry]]);
    }
    return listNow(client, owner);
}

/** Whether an entry may be the work of the post. */
export function isMadeBy(attempt: Attempt, entry: AccessListEntryResponse | undefined): boolean {
    return entry !== undefined && !isOlderThan(attempt, entry);
}

/** Clocks may differ by this much, and an entry that is older than that by ours is not of our making. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Whether an entry stood there before the post. */
export function isOlderThan(
    { owner, startedMs }: Attempt,
    entry: AccessListEntryResponse | undefined,
): boolean {
    return Date.parse(createdOf(owner, entry) ?? "") < startedMs - CLOCK_TOLERANCE_MS;
}
