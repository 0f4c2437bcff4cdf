import { addressOrNone } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind } from "../../atlas/endpoints/accessListOwners";
import { quoted } from "../../atlas/secrets/secretShapes";
import type { CheckFailure } from "../../core/checks";
import { addressProblem, failure } from "../../core/checks";
import type { Properties } from "../../core/properties";
import { isPresent } from "../../core/properties";
import { containsUnknown, UNKNOWN } from "../../core/unknown";
import type { ValueType } from "../../core/valueTypes";

/** Addresses and blocks, at least one, and no more than Atlas takes; two spellings of one are the same member. */
export function addressSet(ownersKind: AccessListOwner["kind"]): ValueType<string[]> {
    const { shortName, maxEntries } = ownerKind({ kind: ownersKind });
    return {
        form: "set",
        check: (property) => (inputs) => {
            const value = inputs[property];
            if (!isPresent(value) || value === UNKNOWN) {
                return [];
            }
            const reason = setProblem(value, { shortName, maxEntries });
            return reason === undefined ? memberFailures(property, value) : [failure(property, reason)];
        },
        spelling: addressOrNone,
    };
}

function setProblem(
    value: unknown,
    { shortName, maxEntries }: { shortName: string; maxEntries: number | undefined },
): string | undefined {
    if (!Array.isArray(value)) {
        return 'must be a list of addresses and blocks, such as ["203.0.113.0/24"].';
    }
    if (value.length === 0) {
        return `must name at least one address or block. With an empty list a ${shortName} may be used from anywhere; if you want that, remove the resource.`;
    }
    const count = new Set(value.map((entry: unknown) => addressOrNone(entry) ?? entry)).size;
    return maxEntries !== undefined && count > maxEntries
        ? `names ${count} addresses and blocks; Atlas takes ${maxEntries} for a ${shortName} at most. Put neighbours together in blocks.`
        : undefined;
}

function memberFailures(property: string, value: unknown): CheckFailure[] {
    // A list with holes in it, as JavaScript has them, would be passed over there.
    return Array.from<unknown>(value as unknown[]).flatMap((entry, index) => {
        const reason = problemOf(entry);
        return reason === undefined ? [] : [failure(`${property}[${index}]`, reason)];
    });
}

function problemOf(entry: unknown): string | undefined {
    return containsUnknown(entry) ? undefined : addressProblem(entry);
}

/** An entry is given as an address or as a block. */
export function hasOneAddress({ ipAddress, cidrBlock }: Properties): CheckFailure[] {
    if (isPresent(ipAddress) !== isPresent(cidrBlock)) {
        return [];
    }
    return isPresent(ipAddress)
        ? [failure("cidrBlock", "give either ipAddress or cidrBlock, not both.")]
        : [failure("ipAddress", "give an ipAddress or a cidrBlock.")];
}

export function ipAddressProblem(value: unknown): string | undefined {
    return (
        addressProblem(value) ??
        (isBlock(value) ? `${quoted(value)} is a block: give it as cidrBlock.` : undefined)
    );
}

export function cidrBlockProblem(value: unknown): string | undefined {
    return (
        addressProblem(value) ??
        (isBlock(value) ? undefined : `${quoted(value)} has no prefix length: give it as ipAddress.`)
    );
}

function isBlock(address: unknown): boolean {
    return String(address).includes("/");
}
