import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { listed } from "../../core/listed";
import type { AtlasSession } from "../../core/session";
import { without } from "../../core/without";
import { holderOf, leaveInPlace } from "./holders";
import { listName } from "./names";
import { namingOf } from "./owners";
import type { Removals } from "./removal";
import { removeEntries } from "./removal";

/** Removes what a list owned, but for what other resources of the program stand for, or this one itself if it is made anew. */
export function releaseEntries(
    session: AtlasSession,
    owner: AccessListOwner,
    { owned, added }: { owned: readonly CanonicalAddress[]; added: readonly CanonicalAddress[] },
): Promise<Removals> {
    const isPlanned = (address: CanonicalAddress) => holderOf(session, owner, address) === "planned resource";
    // What the list has found, and not put there itself, does not become the new one's own, either.
    added.filter(isPlanned).forEach((address) => leaveInPlace(session, owner, address));
    const leaving = owned.filter((address) => !isPlanned(address));
    return removeEntries(session, owner, withoutSpared(session, owner, leaving));
}

/** What may be deleted: not what another resource of the program stands for, of which a warning tells. */
export function withoutSpared(
    session: AtlasSession,
    owner: AccessListOwner,
    addresses: readonly CanonicalAddress[],
): CanonicalAddress[] {
    const spared = addresses.filter((address) => {
        const holder = holderOf(session, owner, address);
        return holder === "new resource" || holder === "kept resource";
    });
    if (spared.length > 0) {
        session.warn(
            `${namingOf(owner).listKind} ${listName(owner)}: another resource of the program declares ${listed(spared)}: that is not deleted.`,
        );
    }
    return without(addresses, spared);
}
