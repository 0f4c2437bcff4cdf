import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";

// These stand as ids in the states of users: they never change.

/** What a list is called among those of all owners; also the id of the resource for a whole list. */
export function listName({ orgId, id }: AccessListOwner): string {
    return `${orgId}-${id}`;
}

/** What an entry is called among those of all owners; also the id of the resource for it. */
export function entryName(owner: AccessListOwner, address: CanonicalAddress): string {
    return `${listName(owner)}-${address}`;
}
