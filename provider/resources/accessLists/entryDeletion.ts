import type { CanonicalAddress } from "../../atlas/address";
import { wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { accessListPath, ownerKind } from "../../atlas/endpoints/accessListOwners";
import { deleteAccessListEntry } from "../../atlas/endpoints/accessLists";
import { hasErrorCode } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/explained";
import type { Thing } from "../../atlas/gone/confirmGone";
import { confirmGone, listedThing } from "../../atlas/gone/confirmGone";
import { addressesOn, listOrNone } from "./listing";
import type { SeparateAfter } from "./writeLine";

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
function entryOf(owner: AccessListOwner, address: CanonicalAddress): Thing {
    const { name, entryGoneCodes } = ownerKind(owner);
    return listedThing({
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
