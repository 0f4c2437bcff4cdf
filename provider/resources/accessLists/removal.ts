import type { CanonicalAddress } from "../../atlas/address";
import { wireAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { accessListPath, ownerKind } from "../../atlas/endpoints/accessListOwners";
import { deleteAccessListEntry } from "../../atlas/endpoints/accessLists";
import { hasErrorCode, isBadRequest } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/explained";
import type { Thing } from "../../atlas/gone/confirmGone";
import { confirmGone, listedThing } from "../../atlas/gone/confirmGone";
import { asOneOperation } from "../../atlas/retrying/operation";
import type { AtlasSession } from "../../core/session";
import type { EntryFailure } from "./failures";
import { listOrNone } from "./listing";
import { writeInTurn } from "./writing";

/** What became of entries that were to be removed. */
export interface Removals {
    readonly removed: readonly CanonicalAddress[];
    readonly failures: readonly EntryFailure[];
}

/** Removes entries from the list of an owner; one that Atlas keeps is no reason to keep the others. */
export function removeEntries(
    session: AtlasSession,
    owner: AccessListOwner,
    addresses: readonly CanonicalAddress[],
): Promise<Removals> {
    return writeInTurn(session, owner, () => removeEach(session, owner, addresses));
}

/** Removes entries within a write to the list. */
export async function removeEach(
    session: AtlasSession,
    owner: AccessListOwner,
    addresses: readonly CanonicalAddress[],
): Promise<Removals> {
    const removed: CanonicalAddress[] = [];
    const failures: EntryFailure[] = [];
    for (const [index, address] of addresses.entries()) {
        try {
            // Each counts for itself against the limits on lost time, as it would as a resource of its own.
            if (!(await asOneOperation(() => removeEntry(session, owner, address)))) {
                return { removed: addresses, failures: [] };
            }
            removed.push(address);
        } catch (error) {
            if (!isAboutOneEntry(error as Error)) {
                failures.push({ addresses: addresses.slice(index), error: error as Error });
                break;
            }
            failures.push({ addresses: [address], error: error as Error });
        }
    }
    return { removed, failures };
}

/** Atlas says 400 of an entry that it keeps. Anything else would befall the next entry as well. */
function isAboutOneEntry(error: Error): boolean {
    return [error, error.cause].some(isBadRequest);
}

/**
 * Removes an entry, unless it is gone already. Resolves to whether the owner is still there.
 *
 * @throws Error if Atlas refuses.
 */
export async function removeEntry(
    { client }: AtlasSession,
    owner: AccessListOwner,
    address: CanonicalAddress,
): Promise<boolean> {
    try {
        await deleteAccessListEntry(client, owner, wireAddress(address));
        return true;
    } catch (error) {
        if (hasErrorCode(error, "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")) {
            throw explained(error, {
                after: `This run calls Atlas from ${address} with this very ${ownerKind(owner).shortName}, and Atlas lets no caller cut itself off: run it with another ${ownerKind(owner).shortName} or from another address, or keep the entry in the program. To let go of it at Atlas as it is, remove the resource with \`pulumi state delete\`.`,
            });
        }
        await confirmGone(client, error, entryOf(owner, address));
        return !hasErrorCode(error, ...ownerKind(owner).ownerGoneCodes);
    }
}

/** An entry, as something that may be gone: alone, or with its owner. */
function entryOf(owner: AccessListOwner, address: CanonicalAddress): Thing {
    const { name, entryGoneCodes } = ownerKind(owner);
    return listedThing({
        name: `entry ${address} of ${name} ${owner.id}`,
        orgId: owner.orgId,
        member: address,
        listing: {
            path: accessListPath(owner),
            ask: async (client) => [...((await listOrNone(client, owner))?.keys() ?? [])],
        },
        ownCodes: entryGoneCodes,
    });
}
