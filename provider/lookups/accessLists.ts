import { canonicalAddress } from "../atlas/address";
import type { AtlasClient } from "../atlas/client";
import type { AccessListOwner } from "../atlas/endpoints/accessListOwners";
import { ownerKind } from "../atlas/endpoints/accessListOwners";
import { listAccessListEntries } from "../atlas/endpoints/accessLists";
import { notFound } from "./notFound";

/** An entry of an access list. */
export interface FoundAccessListEntry {
    /** An address, or a block of several: "192.0.2.1", "203.0.113.0/24". */
    readonly address: string;
    /** When it was made: ISO 8601, UTC. Absent if Atlas does not say. */
    readonly created?: string;
}

/** The entries on the list of an owner. */
export async function accessListEntries(
    client: AtlasClient,
    owner: AccessListOwner,
): Promise<FoundAccessListEntry[]> {
    const { name, createdField } = ownerKind(owner);
    const entries = await listAccessListEntries(client, owner).catch((error: unknown) => {
        throw notFound(error, `the ${name} ${owner.id} of organization ${owner.orgId}`);
    });
    return entries.map((entry) => {
        const created = entry[createdField];
        return {
            address: canonicalAddress(entry.ipAddress ?? entry.cidrBlock),
            ...(created !== undefined && { created }),
        };
    });
}
