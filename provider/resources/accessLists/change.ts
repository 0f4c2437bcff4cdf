import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerName } from "../../atlas/endpoints/accessListOwners";
import type { AtlasSession } from "../../core/session";
import type { Addition, Additions } from "./adding/outcomes";
import { addEntries } from "./adding/additions";
import type { EntryFailure } from "./failures";
import { failuresAmong } from "./failures";
import type { AccessList } from "./listing";
import { wouldLockOut } from "./lockout";
import { removeEntries } from "./removal";
import { writeInTurn } from "./writing";

/** What is to be changed in the list of an owner. */
export interface AccessListChange {
    /** All that is to stand there, in the order in which it is added; what should let this machine in comes first. */
    readonly declared: readonly CanonicalAddress[];
    /** What of it is not there yet, as far as is known. */
    readonly add: readonly CanonicalAddress[];
    readonly remove: readonly CanonicalAddress[];
    readonly allowLockout?: boolean | undefined;
}

/** What became of a change. */
export interface ChangedAccessList {
    readonly additions: Additions;
    readonly removed: readonly CanonicalAddress[];
    readonly failures: readonly EntryFailure[];
    /** The whole list between the additions and the removals, if Atlas has shown it. */
    readonly list?: AccessList | undefined;
}

/**
 * Adds what is new to the list of an owner, and removes then what goes; that only if all of what is new stands there, so
 * that nobody is cut off whose new address Atlas has not taken.
 *
 * @throws Error if the provider calls with this key, and these would be the first entries.
 */
export async function changeAccessList(
    session: AtlasSession,
    owner: AccessListOwner,
    change: AccessListChange,
): Promise<ChangedAccessList> {
    let list: AccessList | undefined;
    const additions = await writeInTurn(session, owner, () =>
        addWithinReach(session, owner, change, (whole) => (list = whole)),
    );
    const failures = failuresAmong(additions);
    if (failures.length > 0) {
        return { additions, removed: [], failures, list };
    }
    return { additions, ...(await removeEntries(session, owner, change.remove)), list };
}

/** Adds what is new; if the provider calls with this very key, so that it can go on calling. */
async function addWithinReach(
    session: AtlasSession,
    owner: AccessListOwner,
    { declared, add, allowLockout }: AccessListChange,
    onList: (list: AccessList) => void,
): Promise<Additions> {
    const addAll = (addresses: readonly CanonicalAddress[]) =>
        addresses.length === 0
            ? new Map<CanonicalAddress, Addition>()
            : addEntries(session.client, owner, addresses, onList);
    if (add.length === 0 || !(await wouldLockOut(session, owner))) {
        return addAll(add);
    }
    if (allowLockout !== true) {
        throw lockoutRefusal(owner);
    }
    // The list is empty, whatever the state says, and the first entry on it must be the one that lets this machine in.
    const [first, rest] = [declared.slice(0, 1), declared.slice(1)];
    const additions = new Map(await addAll(first));
    const isLetIn = failuresAmong(additions).length === 0;
    const others = isLetIn ? await addAll(rest) : heldBack(rest, first);
    return new Map([...additions, ...others]);
}

function heldBack(addresses: readonly CanonicalAddress[], first: readonly CanonicalAddress[]): Additions {
    const error = new Error(
        `not added, as the first entry (${first.join("")}), which should let this machine in, was not taken.`,
    );
    return new Map(addresses.map((address) => [address, { outcome: "refused", error }]));
}

function lockoutRefusal(owner: AccessListOwner): Error {
    return new Error(
        `these would be the first entries on ${ownerName(owner)}, which this run calls Atlas with: from then on Atlas refuses every other address. If this machine's address is among them, set allowLockout: true, and name that address first.`,
    );
}
