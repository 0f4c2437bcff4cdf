import { addressOfEntry, spelledAddress } from "../atlas/endpoints/answers";
import type { AccessListOwner } from "../atlas/endpoints/accessListOwners";
import { ownerKind } from "../atlas/endpoints/accessListOwners";
import { listAccessListEntries } from "../atlas/endpoints/accessLists";
import { shownMembers } from "../atlas/endpoints/pages";
import { shown } from "../schema/properties";
import type { ProviderInstance } from "../runtime/providerInstance";
import { notFound } from "./lookUp";

/** An entry of an access list. */
export interface FoundAccessListEntry {
    /** An address, or a block of several: "192.0.2.1", "203.0.113.0/24". */
    readonly address: string;
    /** When it was made: ISO 8601, UTC. Absent if Atlas does not say. */
    readonly created?: string;
}

/** The entries on the list of an owner. */
export async function accessListEntries(
    instance: ProviderInstance,
    owner: AccessListOwner,
): Promise<FoundAccessListEntry[]> {
    const { name, createdField } = ownerKind(owner);
    const entries = await listAccessListEntries(instance.client, owner).catch((error: unknown) => {
        throw notFound(error, `the ${name} ${owner.id} of organization ${owner.orgId}`);
    });
    return shownMembers(entries, instance).map((entry) => {
        const created = entry[createdField];
        return {
            // As Atlas spells it, where that is an address in a form that is unknown here.
            address: addressOfEntry(entry) ?? shown(spelledAddress(entry), "the address of an entry"),
            ...(created !== undefined && { created }),
        };
    });
}
