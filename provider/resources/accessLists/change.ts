import type { CanonicalAddress } from "../../atlas/address";
import type { ApiKeyReference } from "../../atlas/endpoints/apiKeyAccessList";
import { isBadRequest } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/explained";
import { asOneOperation } from "../../atlas/retrying/operation";
import { listed } from "../../core/listed";
import type { AtlasSession } from "../../core/session";
import type { Addition, Additions } from "./additions";
import { addEntries } from "./additions";
import type { AccessList } from "./accessLists";
import { removeEntry, wouldLockOut, writeInTurn } from "./accessLists";

/** What is to be changed in the list of a key. */
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

/** An error, and the addresses that were not added or removed because of it. */
export interface EntryFailure {
    readonly addresses: readonly CanonicalAddress[];
    readonly error: Error;
}

/**
 * Adds what is new to the list of a key, and removes then what goes; that only if all of what is new stands there, so
 * that nobody is cut off whose new address Atlas has not taken.
 *
 * @throws Error if the provider calls with this key, and these would be the first entries.
 */
export function changeAccessList(
    session: AtlasSession,
    key: ApiKeyReference,
    change: AccessListChange,
): Promise<ChangedAccessList> {
    return writeInTurn(session, key, async () => {
        let list: AccessList | undefined;
        const additions = await addWithinReach(session, key, change, (whole) => (list = whole));
        const failures = failuresAmong(additions);
        if (failures.length > 0) {
            return { additions, removed: [], failures, list };
        }
        return { additions, ...(await removeEach(session, key, change.remove)), list };
    });
}

/** Adds what is new; if the provider calls with this very key, so that it can go on calling. */
async function addWithinReach(
    session: AtlasSession,
    key: ApiKeyReference,
    { declared, add, allowLockout }: AccessListChange,
    onList: (list: AccessList) => void,
): Promise<Additions> {
    const addAll = (addresses: readonly CanonicalAddress[]) =>
        addresses.length === 0
            ? new Map<CanonicalAddress, Addition>()
            : addEntries(session.client, key, addresses, onList);
    if (add.length === 0 || !(await wouldLockOut(session, key))) {
        return addAll(add);
    }
    if (allowLockout !== true) {
        throw lockoutRefusal(key);
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

/** Removes entries from the list of a key; one that Atlas keeps is no reason to keep the others. */
export function removeEntries(
    session: AtlasSession,
    key: ApiKeyReference,
    addresses: readonly CanonicalAddress[],
): Promise<Pick<ChangedAccessList, "removed" | "failures">> {
    return writeInTurn(session, key, () => removeEach(session, key, addresses));
}

/** What the user should read about failures, in one sentence for each error. */
export function describeFailures(failures: readonly EntryFailure[]): string {
    const others = failures.length - MAX_DESCRIBED;
    const described = failures
        .slice(0, MAX_DESCRIBED)
        .map(({ addresses, error }) => `${listed(addresses)}: ${error.message}`);
    return [...described, ...(others > 0 ? [`${others} others failed as well.`] : [])].join(" ");
}

const MAX_DESCRIBED = 5;
async function removeEach(
    session: AtlasSession,
    key: ApiKeyReference,
    addresses: readonly CanonicalAddress[],
): Promise<Pick<ChangedAccessList, "removed" | "failures">> {
    const removed: CanonicalAddress[] = [];
    const failures: EntryFailure[] = [];
    for (const [index, address] of addresses.entries()) {
        try {
            // Each counts for itself against the limits on lost time, as it would as a resource of its own.
            if (!(await asOneOperation(() => removeEntry(session, key, address)))) {
                return { removed: addresses, failures: [] };
            }
            removed.push(address);
        } catch (error) {
            if (!isAboutOneEntry(error as Error)) {
                failures.push({ addresses: addresses.slice(index), error: error as Error });
                break;
            }
            failures.push({ addresses: [address], error: error as Error });
        }
    }
    return { removed, failures };
}

/** Atlas says 400 of an entry that it keeps. Anything else would befall the next entry as well. */
function isAboutOneEntry(error: Error): boolean {
    return [error, error.cause].some(isBadRequest);
}

function failuresAmong(additions: Additions): EntryFailure[] {
    const addressesOf = new Map<Error, CanonicalAddress[]>();
    const doubts = new Set<Error>();
    for (const [address, addition] of additions) {
        if (addition.outcome === "refused" || addition.outcome === "unknown") {
            const { error, outcome } = addition;
            const addresses = addressesOf.get(error) ?? [];
            addresses.push(address);
            addressesOf.set(error, addresses);
            if (outcome === "unknown") {
                doubts.add(error);
            }
        }
    }
    return [...addressesOf].map(([error, addresses]) => ({
        addresses,
        error: doubts.has(error) ? inDoubt(error) : error,
    }));
}

function inDoubt(error: Error): Error {
    return explained(error, {
        after: "Nobody knows yet whether that took effect: run `pulumi up` again, which finds out and goes on.",
    });
}

function lockoutRefusal({ apiKeyId }: ApiKeyReference): Error {
    return new Error(
        `these would be the first entries on key ${apiKeyId}, which this run calls Atlas with: from then on Atlas refuses every other address. If this machine's address is among them, set allowLockout: true, and name that address first.`,
    );
}
