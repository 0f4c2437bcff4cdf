import { explained } from "../../atlas/errors/explained";
import type { CanonicalAddress } from "../../atlas/address";
import { listed } from "../../core/listed";
import type { Additions } from "./adding/outcomes";

/** An error, and the addresses that were not added or removed because of it. */
export interface EntryFailure {
    readonly addresses: readonly CanonicalAddress[];
    readonly error: Error;
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

/** The failures among additions, those of one error together. */
export function failuresAmong(additions: Additions): EntryFailure[] {
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
