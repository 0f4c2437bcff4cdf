import type { CanonicalAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind, ownerName } from "../../atlas/endpoints/accessListOwners";
import { asOneOperation } from "../../atlas/retrying/operation";
import type { AtlasSession } from "../../core/session";
import { perSession } from "../../core/session";
import { wholeList } from "../../atlas/endpoints/pages";
import { addressesOn, listOrNone } from "./listing";
import { listName } from "./names";

/** What is left on a list; undefined if its owner is gone, or nobody could tell. */
type Entries = Set<CanonicalAddress> | undefined;

// Read once before the first delete of a list, and counted down from then on.
const entriesOfLists = perSession(() => new Map<string, Promise<Entries>>());

/** To be called before a delete: how many entries there are. A failure is no reason not to delete. */
export async function lookForLastEntry(session: AtlasSession, owner: AccessListOwner): Promise<void> {
    const known = entriesOfLists(session);
    const entries = known.get(listName(owner)) ?? readEntries(session.client, owner);
    known.set(listName(owner), entries);
    await entries;
}

/** An entry has been deleted: warns if it was the last, which opens its owner to the world. */
export async function noteDeleted(
    session: AtlasSession,
    owner: AccessListOwner,
    address: CanonicalAddress,
): Promise<void> {
    const entries = await entriesOfLists(session).get(listName(owner));
    if (entries?.delete(address) === true && entries.size === 0) {
        const { shortName } = ownerKind(owner);
        session.warn(
            `the access list of ${ownerName(owner)} has lost its last entry: unless the organization requires an access list, the ${shortName} may be used from every address now. If the ${shortName} is to stay, keep an entry on its list. If it is to be deleted as well, give what is on its list the option \`deletedWith\`: then Atlas deletes both together.`,
        );
    }
}

/** Something else than a delete has changed the list. */
export function forgetEntries(session: AtlasSession, owner: AccessListOwner): void {
    entriesOfLists(session).delete(listName(owner));
}

/** A warning is not worth a longer wait, where the deletes that follow most likely have to wait as well. */
const MAX_RETRY_MS = 10_000;

async function readEntries(client: AtlasClient, owner: AccessListOwner): Promise<Entries> {
    const retryMs = Math.max(0, client.maxRetryMs - MAX_RETRY_MS);
    try {
        const list = await asOneOperation(() => listOrNone(client, owner), { retryMs });
        return list && new Set(wholeList(addressesOn(list)));
    } catch {
        return undefined;
    }
}
