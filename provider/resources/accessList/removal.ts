import type { CanonicalAddress } from "../../atlas/address";
import { hasErrorCode, isBadRequest } from "../../atlas/errors/errorPredicates";
import type { EntryFailure } from "./additions";
import { wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { accessListPath, ownerKind } from "../../atlas/endpoints/accessListOwners";
import { deleteAccessListEntry } from "../../atlas/endpoints/accessLists";
import { explained } from "../../atlas/errors/errors";
import type { AtlasObject } from "../../atlas/gone";
import { confirmGone, listedObject } from "../../atlas/gone";
import { addressesOn, listOrNone } from "./listing";
import type { SeparateAfter } from "./writeLine";

/** What became of entries that were to be removed. */
export interface Removals {
    readonly removed: readonly CanonicalAddress[];
    readonly failures: readonly EntryFailure[];
}

/** What came of one entry; `notTried` if that had become pointless when its turn came. */
export type RemovedEntry = "removed" | "ownerGone" | "notTried";

/** Removes an entry when its turn comes, unless that has become pointless by then. */
export type RemoveEntry = (address: CanonicalAddress, isPointless: () => boolean) => Promise<RemovedEntry>;

/** The removal of several entries of one list, side by side. */
export class Removal {
    readonly #addresses: readonly CanonicalAddress[];
    readonly #removed = new Set<CanonicalAddress>();
    /** Entries that Atlas keeps. */
    readonly #kept = new Map<CanonicalAddress, Error>();
    #isOwnerGone = false;
    /** What would befall the next entry as well. */
    #error: Error | undefined;

    constructor(addresses: readonly CanonicalAddress[]) {
        this.#addresses = addresses;
    }

    /** One entry that Atlas keeps is no reason to keep the others. */
    async run(remove: RemoveEntry): Promise<Removals> {
        await Promise.all(this.#addresses.map((address) => this.#removeOne(address, remove)));
        return this.#isOwnerGone
            ? { removed: this.#addresses, failures: [] }
            : {
                  removed: this.#addresses.filter((address) => this.#removed.has(address)),
                  failures: this.#failures(),
              };
    }

    async #removeOne(address: CanonicalAddress, remove: RemoveEntry): Promise<void> {
        const isPointless = () => this.#isOwnerGone || this.#error !== undefined;
        try {
            const outcome = await remove(address, isPointless);
            this.#isOwnerGone ||= outcome === "ownerGone";
            if (outcome !== "notTried") {
                this.#removed.add(address);
            }
        } catch (error) {
            if (isAboutOneEntry(error as Error)) {
                this.#kept.set(address, error as Error);
            } else {
                this.#error ??= error as Error;
            }
        }
    }

    #failures(): EntryFailure[] {
        const refusals = this.#addresses.flatMap((address) => {
            const error = this.#kept.get(address);
            return error === undefined ? [] : [{ addresses: [address], error }];
        });
        const left = this.#addresses.filter(
            (address) => !this.#removed.has(address) && !this.#kept.has(address),
        );
        return this.#error === undefined ? refusals : [...refusals, { addresses: left, error: this.#error }];
    }
}

/** Atlas says 400 of an entry that it keeps. Anything else would befall the next entry as well. */
function isAboutOneEntry(error: Error): boolean {
    return [error, error.cause].some(isBadRequest);
}

/**
 * Deletes an entry, unless it is gone already. Resolves to whether the owner is still there.
 *
 * @throws Error if Atlas refuses.
 */
export async function deleteEntry(
    client: AtlasClient,
    owner: AccessListOwner,
    address: CanonicalAddress,
    separateAfter: SeparateAfter,
): Promise<boolean> {
    try {
        await deleteAccessListEntry(client, owner, wireAddress(address), separateAfter);
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
function entryOf(owner: AccessListOwner, address: CanonicalAddress): AtlasObject {
    const { name, entryGoneCodes } = ownerKind(owner);
    return listedObject({
        name: `entry ${address} of ${name} ${owner.id}`,
        orgId: owner.orgId,
        member: address,
        listing: {
            path: accessListPath(owner),
            ask: async (client) => addressesOn(await listOrNone(client, owner)),
        },
        ownCodes: entryGoneCodes,
    });
}
