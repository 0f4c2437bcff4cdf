import type { CanonicalAddress } from "../../atlas/address";
import { wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind } from "../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../atlas/endpoints/accessLists";
import { getAccessListEntry, listAccessListEntries } from "../../atlas/endpoints/accessLists";
import { addressOfEntry } from "../../atlas/endpoints/answers";
import type { AtlasList } from "../../atlas/endpoints/pages";
import type { AtlasListError } from "../../atlas/errors/errors";
import { isNotFound } from "../../atlas/errors/errorPredicates";
import { accessListOwner, confirmGone } from "../../atlas/gone";

/** The entries of a list by their canonical addresses, in the order in which Atlas gives them. */
export type AccessList = Map<CanonicalAddress, AccessListEntryResponse>;

/**
 * A list of which Atlas has not shown all. What it shows is there. Who asks for what it does not show, or whether there is
 * anything at all, gets an AtlasListError: nothing of that is known.
 */
class PartOfAccessList extends Map<CanonicalAddress, AccessListEntryResponse> {
    readonly gap: AtlasListError;

    constructor(shown: AccessList, gap: AtlasListError) {
        super(shown);
        this.gap = gap;
    }

    override get(address: CanonicalAddress): AccessListEntryResponse | undefined {
        return super.get(address) ?? this.#notShown();
    }

    override has(address: CanonicalAddress): boolean {
        return super.has(address) || this.#notShown();
    }

    override get size(): number {
        return super.size > 0 ? super.size : this.#notShown();
    }

    #notShown(): never {
        throw this.gap;
    }
}

/** Why a list may have other entries than it shows; undefined if it is whole. */
export function gapIn(list: AccessList): AtlasListError | undefined {
    return list instanceof PartOfAccessList ? list.gap : undefined;
}

/** The addresses on a list, none if its owner is gone. */
export function addressesOn(list: AccessList | undefined): AtlasList<CanonicalAddress> {
    const gap = list && gapIn(list);
    return { members: [...(list?.keys() ?? [])], ...(gap && { gap }) };
}

/** The list of an owner, as Atlas shows it now; undefined when the owner is gone. */
export async function listOrNone(
    client: AtlasClient,
    owner: AccessListOwner,
): Promise<AccessList | undefined> {
    try {
        return await listNow(client, owner);
    } catch (error) {
        await confirmGone(client, error, accessListOwner(owner));
        return undefined;
    }
}

/** The list of an owner, as Atlas shows it now. */
export async function listNow(client: AtlasClient, owner: AccessListOwner): Promise<AccessList> {
    const { members, gap } = await listAccessListEntries(client, owner);
    const list = byAddress(members);
    return gap === undefined ? list : new PartOfAccessList(list, gap);
}

/** The entry of an address, as Atlas shows it now; undefined if there is none. */
export async function findEntry(
    client: AtlasClient,
    owner: AccessListOwner,
    address: CanonicalAddress,
): Promise<AccessListEntryResponse | undefined> {
    try {
        return ownerKind(owner).canReadOneEntry
            ? await getAccessListEntry(client, owner, wireAddress(address))
            : (await listNow(client, owner)).get(address);
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Without what others wrote there in a way that this package never would: that is none of ours. */
export function byAddress(entries: readonly AccessListEntryResponse[]): AccessList {
    return new Map(
        entries.flatMap((entry) => {
            const address = addressOfEntry(entry);
            return address === undefined ? [] : [[address, entry] as const];
        }),
    );
}

/** When an entry was made, ISO 8601; undefined if Atlas does not say. */
export function createdOf(
    owner: AccessListOwner,
    entry: AccessListEntryResponse | undefined,
): string | undefined {
    return entry?.[ownerKind(owner).createdField];
}
