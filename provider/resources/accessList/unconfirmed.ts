import type { CanonicalAddress } from "../../atlas/address";
import { canonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { listed } from "../../schema/lists";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { evidenceOfPresence, isDated } from "../evidence";
import type { AccessList } from "./listing";
import { createdOf } from "./listing";

/**
 * An entry that may have been made: Atlas's answer was lost, and the list could not be read since. States of users hold
 * these as the output `unconfirmed`, so the form is for ever.
 */
export interface UnconfirmedEntry {
    readonly address: string;
    /** When the first try went out, by Atlas's time: ISO 8601, UTC, in whole seconds. Absent if no answer has told. */
    readonly attemptedAt?: string;
}

export function unconfirmedEntry(address: string, attemptedAt: string | undefined): UnconfirmedEntry {
    return { address, ...(attemptedAt !== undefined && { attemptedAt }) };
}

/** What a list shows of entries that were unconfirmed; those that are in none of these were not made. */
export interface SettledEntries {
    readonly made: CanonicalAddress[];
    readonly stood: CanonicalAddress[];
    /** Those that stood, as far as is known: no date tells. */
    readonly undated: CanonicalAddress[];
}

/** Settles what was unconfirmed by a list that Atlas has shown since. @param list undefined if its owner is gone. */
export function settleUnconfirmed(
    owner: AccessListOwner,
    list: AccessList | undefined,
    unconfirmed: readonly UnconfirmedEntry[] = [],
): SettledEntries {
    const there = unconfirmed.flatMap(({ address: text, attemptedAt }) => {
        const address = canonicalAddress(text);
        const entry = list?.get(address);
        const shown = { createdAt: createdOf(owner, entry) };
        const [evidence, isSure] = [evidenceOfPresence(attemptedAt, shown), isDated(attemptedAt, shown)];
        return entry === undefined ? [] : [{ address, evidence, isSure }];
    });
    const addressesOf = (entries: typeof there) => entries.map(({ address }) => address);
    return {
        made: addressesOf(there.filter(({ evidence }) => evidence === "made")),
        stood: addressesOf(there.filter(({ evidence }) => evidence === "stood")),
        undated: addressesOf(there.filter(({ isSure }) => !isSure)),
    };
}

/** No date tells whether these entries were there before a post whose outcome is unknown. */
export function warnOfUndated(
    instance: ProviderInstance,
    resource: string,
    addresses: readonly CanonicalAddress[],
): void {
    if (addresses.length > 0) {
        instance.warn(
            `${resource}: the access list has ${listed(addresses)}, and no date shows whether this resource has added that. It counts as an entry of somebody else, and is not deleted. If nobody needs it, it was left behind: delete it in Atlas.`,
        );
    }
}
