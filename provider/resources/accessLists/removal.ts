import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { isBadRequest } from "../../atlas/errors/errorPredicates";
import { asOneOperation } from "../../atlas/retrying/operation";
import type { AtlasSession } from "../../core/session";
import { deleteEntry } from "./entryDeletion";
import type { EntryFailure } from "./failures";
import type { SeparateAfter } from "./writing";
import { deleteInTurn } from "./writing";

/** What became of entries that were to be removed. */
export interface Removals {
    readonly removed: readonly CanonicalAddress[];
    readonly failures: readonly EntryFailure[];
}

/** How far the removal of several entries has come. */
interface Progress {
    readonly removed: Set<CanonicalAddress>;
    /** Entries that Atlas keeps. */
    readonly kept: Map<CanonicalAddress, Error>;
    isOwnerGone: boolean;
    /** What would befall the next entry as well. */
    error?: Error;
}

/** Removes entries from the list of an owner, some at a time; one that Atlas keeps is no reason to keep the others. */
export async function removeEntries(
    session: AtlasSession,
    owner: AccessListOwner,
    addresses: readonly CanonicalAddress[],
): Promise<Removals> {
    const progress: Progress = { removed: new Set(), kept: new Map(), isOwnerGone: false };
    await Promise.all(addresses.map((address) => removeNext(session, owner, address, progress)));
    return progress.isOwnerGone
        ? { removed: addresses, failures: [] }
        : {
              removed: addresses.filter((address) => progress.removed.has(address)),
              failures: failuresIn(progress, addresses),
          };
}

/** Removes an entry when its turn comes, if it makes sense then. */
async function removeNext(
    session: AtlasSession,
    owner: AccessListOwner,
    address: CanonicalAddress,
    progress: Progress,
): Promise<void> {
    const remove = async (separateAfter: SeparateAfter) => {
        if (progress.isOwnerGone || progress.error !== undefined) {
            return;
        }
        const isOwnerThere = await deleteEntry(session, owner, address, separateAfter);
        progress.isOwnerGone ||= !isOwnerThere;
        progress.removed.add(address);
    };
    try {
        // Each counts for itself against the limits on lost time, as it would as a resource of its own.
        await asOneOperation(() => deleteInTurn(session, owner, remove));
    } catch (error) {
        if (isAboutOneEntry(error as Error)) {
            progress.kept.set(address, error as Error);
        } else {
            progress.error ??= error as Error;
        }
    }
}

function failuresIn(
    { removed, kept, error }: Progress,
    addresses: readonly CanonicalAddress[],
): EntryFailure[] {
    const refusals = addresses.flatMap((address) => {
        const refusal = kept.get(address);
        return refusal === undefined ? [] : [{ addresses: [address], error: refusal }];
    });
    const left = addresses.filter((address) => !removed.has(address) && !kept.has(address));
    return error === undefined ? refusals : [...refusals, { addresses: left, error }];
}

/** Atlas says 400 of an entry that it keeps. Anything else would befall the next entry as well. */
function isAboutOneEntry(error: Error): boolean {
    return [error, error.cause].some(isBadRequest);
}

/**
 * Removes an entry, unless it is gone already.
 *
 * @throws Error if Atlas refuses.
 */
export async function removeEntry(
    session: AtlasSession,
    owner: AccessListOwner,
    address: CanonicalAddress,
): Promise<void> {
    await deleteInTurn(session, owner, (separateAfter) =>
        deleteEntry(session, owner, address, separateAfter),
    );
}
