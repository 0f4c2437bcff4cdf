import type { CanonicalAddress } from "../../../atlas/address";
import type { AccessListOwner } from "../../../atlas/endpoints/accessListOwners";
import { ownerName } from "../../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../../atlas/endpoints/accessLists";
import { explained, explanation } from "../../../atlas/errors/explained";
import type { AtlasClient } from "../../../atlas/client";
import type { AccessListOfRun, WantedEntry } from "../accessListOfRun";
import { findEntry } from "../listing";
import type { Addition } from "./outcomes";
import type { UnconfirmedEntry } from "../unconfirmed";
import { unconfirmedEntry } from "../unconfirmed";

/**
 * Sees to it that an entry stands in the list of an owner: made, or taken over if `onConflict` allows it. Resolves to what
 * Atlas says of it; undefined if it stands there, but Atlas has not shown it.
 *
 * @throws Error if it exists already, or if it would lock the caller out.
 * @throws UnconfirmedEntryError if nobody can tell now whether it was made.
 */
export async function createOrAdopt(
    client: AtlasClient,
    list: AccessListOfRun,
    wanted: AdoptableEntry,
): Promise<AccessListEntryResponse | undefined> {
    const { owner } = list;
    const standing = wanted.isLeftInPlace === true && (await findEntry(client, owner, wanted.address));
    if (standing) {
        return standing;
    }
    const addition = await list.add(wanted);
    if (addition.outcome !== "stood" || wanted.onConflict !== "adopt") {
        return madeEntry(owner, wanted, addition);
    }
    const entry = addition.entry ?? (await findEntry(client, owner, wanted.address));
    // It may have gone since: then it is made after all.
    return entry ?? madeEntry(owner, wanted, await list.add(wanted));
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
        case "made":
            return addition.entry;
        case "stood":
            throw entryExists(owner, address, addition.error);
        case "refused":
            throw addition.error;
        case "unknown":
            throw new UnconfirmedEntryError(owner, address, addition);
    }
}

/** Nobody can tell now whether the entry was made. */
export class UnconfirmedEntryError extends Error {
    readonly unconfirmed: UnconfirmedEntry;

    constructor(
        owner: AccessListOwner,
        address: CanonicalAddress,
        { error, lookUpError, attemptedAt }: Addition & { outcome: "unknown" },
    ) {
        const after = `Whether ${address} is on the access list of ${ownerName(owner)} now could not be found out (${lookUpError.message}). Run \`pulumi up\` again: it looks, and goes on from there.`;
        super(explanation(error, { after }), { cause: error });
        this.unconfirmed = unconfirmedEntry(address, attemptedAt);
    }
}

function entryExists(owner: AccessListOwner, address: CanonicalAddress, error: unknown): Error {
    return explained(error, {
        before: `${address} is on the access list of ${ownerName(owner)} already. If this entry was renamed or moved in the program, give it the option \`aliases: [{ name: "the old name" }]\`. If it is to be replaced by itself (--replace, --target-replace, \`pulumi state taint\`), give it the option \`deleteBeforeReplace: true\`, or set onConflict: "adopt". To manage the entry that exists, also one that an interrupted run or an OrgApiKeyAccessList has made, set onConflict: "adopt".`,
    });
}
