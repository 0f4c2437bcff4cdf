import type { CanonicalAddress } from "../../atlas/address";
import type { ApiKeyReference } from "../../atlas/endpoints/apiKeyAccessList";
import { listed } from "../../core/listed";
import type { AtlasSession } from "../../core/session";
import type { ChangedAccessList } from "./change";
import { removeEntries } from "./change";
import { listName, without } from "./accessLists";
import { holderOf, leaveInPlace } from "./holders";

/** Removes what a list owned, but for what other resources of the program stand for, or this one itself if it is made anew. */
export function releaseEntries(
    session: AtlasSession,
    key: ApiKeyReference,
    { owned, added }: { owned: readonly CanonicalAddress[]; added: readonly CanonicalAddress[] },
): Promise<Pick<ChangedAccessList, "removed" | "failures">> {
    const isPlanned = (address: CanonicalAddress) => holderOf(session, key, address) === "planned resource";
    // What the list has found, and not put there itself, does not become the new one's own, either.
    added.filter(isPlanned).forEach((address) => leaveInPlace(session, key, address));
    const leaving = owned.filter((address) => !isPlanned(address));
    return removeEntries(session, key, withoutSpared(session, key, leaving));
}

/** What may be deleted: not what another resource of the program stands for, of which a warning tells. */
export function withoutSpared(
    session: AtlasSession,
    key: ApiKeyReference,
    addresses: readonly CanonicalAddress[],
): CanonicalAddress[] {
    const spared = addresses.filter((address) => {
        const holder = holderOf(session, key, address);
        return holder === "new resource" || holder === "kept resource";
    });
    if (spared.length > 0) {
        session.warn(
            `OrgApiKeyAccessList ${listName(key)}: another resource of the program declares ${listed(spared)}: that is not deleted.`,
        );
    }
    return without(addresses, spared);
}
