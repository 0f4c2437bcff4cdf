import type { CanonicalAddress } from "../../../atlas/address";
import type { AccessListOwner } from "../../../atlas/endpoints/accessListOwners";
import { ownerName } from "../../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../../atlas/endpoints/accessLists";
import { explained } from "../../../atlas/errors/explained";
import type { AtlasSession } from "../../../core/session";
import type { Addition } from "./outcomes";
import type { WantedEntry } from "./batches";
import { addInBatch } from "./batches";
import { findEntry } from "../listing";

/**
 * Sees to it that an entry stands in the list of an owner: made, or taken over if `onConflict` allows it. Resolves to what
 * Atlas says of it; undefined if it stands there, but Atlas has not shown it.
 *
 * @throws Error if it exists already, if it would lock the caller out, or if nobody can tell whether it was made.
 */
export async function createOrAdopt(
    session: AtlasSession,
    owner: AccessListOwner,
    wanted: AdoptableEntry,
): Promise<AccessListEntryResponse | undefined> {
    const standing =
        wanted.isLeftInPlace === true && (await findEntry(session.client, owner, wanted.address));
    if (standing) {
        return standing;
    }
    const addition = await addInBatch(session, owner, wanted);
    if (addition.outcome !== "stood" || wanted.onConflict !== "adopt") {
        return madeEntry(owner, wanted, addition);
    }
    const entry = addition.entry ?? (await findEntry(session.client, owner, wanted.address));
    // It may have gone since: then it is made after all.
    return entry ?? madeEntry(owner, wanted, await addInBatch(session, owner, wanted));
}

interface AdoptableEntry extends WantedEntry {
    readonly onConflict?: "fail" | "adopt" | undefined;
    /** Whether the resource that this one replaces has left the entry where it is. */
    readonly isLeftInPlace?: boolean | undefined;
}

function madeEntry(
    owner: AccessListOwner,
    { address }: WantedEntry,
    addition: Addition,
): AccessListEntryResponse | undefined {
    switch (addition.outcome) {
        case "added":
            return addition.entry;
        case "stood":
            throw entryExists(owner, address, addition.error);
        case "refused":
            throw addition.error;
        case "unknown": {
            const { error, lookUpError } = addition;
            throw lookUpError === undefined
                ? notMade(owner, address, error)
                : outcomeUnknown(owner, address, { error, lookUpError });
        }
    }
}

function entryExists(owner: AccessListOwner, address: CanonicalAddress, error: unknown): Error {
    return explained(error, {
        before: `${address} is on the access list of ${ownerName(owner)} already. If this entry was renamed or moved in the program, give it the option \`aliases: [{ name: "the old name" }]\`. If it is to be replaced by itself (--replace, --target-replace, \`pulumi state taint\`), give it the option \`deleteBeforeReplace: true\`, or set onConflict: "adopt". To manage the entry that exists, also one that an interrupted run or an OrgApiKeyAccessList has made, set onConflict: "adopt".`,
    });
}

function notMade(owner: AccessListOwner, address: CanonicalAddress, error: unknown): Error {
    return explained(error, {
        after: `At the last look, ${address} was not on the access list of ${ownerName(owner)}: run \`pulumi up\` again. If that says that the entry exists already, it is this one: set onConflict: "adopt".`,
    });
}

function outcomeUnknown(
    owner: AccessListOwner,
    address: CanonicalAddress,
    { error, lookUpError }: { error: Error; lookUpError: Error },
): Error {
    return explained(error, {
        after: `Whether ${address} is on the access list of ${ownerName(owner)} now could not be found out (${lookUpError.message}). Run \`pulumi up\` again; if that says that the entry exists already, it is this one: set onConflict: "adopt".`,
    });
}
