import type { Check, CheckFailure } from "../dynamic/checks";
import { addressProblem, failure } from "../dynamic/checks";
import { isPresent } from "../dynamic/properties";
import { containsUnknown, UNKNOWN } from "../dynamic/unknown";
import { addressOrNone } from "./accessLists";

/** A list of addresses and blocks, at least one, and each once, whatever its spelling. */
export function areDistinctAddresses(property: string): Check {
    return (inputs) => {
        const value = inputs[property];
        if (!isPresent(value) || value === UNKNOWN) {
            return [];
        }
        if (!Array.isArray(value) || value.length === 0) {
            const reason =
                "must be a list with at least one address or block. With an empty list a key may be used from anywhere; if you want that, remove the resource.";
            return [failure(property, reason)];
        }
        return problemsOf(property, value);
    };
}

function problemsOf(property: string, entries: readonly unknown[]): CheckFailure[] {
    const earlier = new Set<string>();
    return entries.flatMap((entry, index) => {
        const address = addressOrNone(entry);
        const isRepeated = address !== undefined && earlier.has(address);
        earlier.add(address ?? "");
        const reason = isRepeated ? `${address} is among the entries already.` : problemOf(entry);
        return reason === undefined ? [] : [failure(`${property}[${index}]`, reason)];
    });
}

function problemOf(entry: unknown): string | undefined {
    return containsUnknown(entry) ? undefined : addressProblem(entry);
}
