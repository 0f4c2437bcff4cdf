import type { DiffRow } from "../../schema/diff";
import { addressProblem, failure, onceKnown } from "../../schema/checks";
import type { Properties } from "../../schema/properties";
import type { ResourceSchema } from "../../schema/schema";
import type { ValueType } from "../../schema/valueTypes";
import { address, ANY_TEXT, FLAG, OBJECT_ID, oneOf } from "../../schema/valueTypes";
import type { AccessListOutputs } from "./accessList";
import { canonical, modeOf } from "./accessList";
import type { EntryOutputs } from "./accessListEntry";
import { addressOf } from "./accessListEntry";
import { entryClaims, wholeListClaim } from "./owners";
import type { OwnerNaming } from "./owners";
import type { UnconfirmedEntry } from "./unconfirmed";
import { addressOrNone } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind } from "../../atlas/endpoints/accessListOwners";
import { quoted } from "../../atlas/secrets";
import type { CheckFailure } from "../../schema/checks";
import { containsUnknown, isPresent, UNKNOWN } from "../../schema/properties";

// The rows of tables that do not differ between the kinds of owners.

/** Only this package writes them. */
const UNCONFIRMED: ValueType<UnconfirmedEntry[]> = { form: "list", check: () => () => [] };

export const ORG_ID = { role: "input", type: OBJECT_ID, change: "replace" } as const;

/** What a table says of an owner's id. */
export function ownerRow({ idType }: OwnerNaming) {
    return { role: "input", type: idType, change: "replace" } as const;
}

/** What state holds of a list beside its inputs. */
export type ListOutputs = Pick<AccessListOutputs, "added" | "unconfirmed">;

/** What state holds of an entry beside its inputs, and programs may use. */
export type MadeEntryOutputs = Pick<EntryOutputs, "address" | "created" | "unconfirmed">;

export function listRows(naming: OwnerNaming) {
    const entries = addressSet(naming.kind);
    return {
        entries: {
            role: "input",
            type: entries,
            change: "update",
            canonical: (properties: Properties) => canonical(properties["entries"]).sort(),
            repeats: ["entries"],
        },
        mode: {
            role: "input",
            type: oneOf("authoritative", "additive"),
            isOptional: true,
            change: "update",
            canonical: modeOf,
        },
        onConflict: { role: "input", type: oneOf("leave", "adopt"), isOptional: true, change: "none" },
        allowLockout: { role: "input", type: FLAG, isOptional: true, change: "none" },
        added: { role: "output", type: entries, repeats: ["entries"] },
        unconfirmed: { role: "output", type: UNCONFIRMED, isOptional: true, repeats: ["entries"] },
    } as const;
}

/** One address, in whichever of the two inputs it is given. */
const ADDRESS_CHANGE: readonly DiffRow[] = [
    { inputs: ["ipAddress", "cidrBlock"], onChange: "replace", value: addressOf },
];

export const ENTRY_ROWS = {
    ipAddress: { role: "input", type: address(ipAddressProblem), isOptional: true, change: ADDRESS_CHANGE },
    cidrBlock: { role: "input", type: address(cidrBlockProblem), isOptional: true, change: ADDRESS_CHANGE },
    onConflict: { role: "input", type: oneOf("fail", "adopt"), isOptional: true, change: "none" },
    allowLockout: { role: "input", type: FLAG, isOptional: true, change: "none" },
    address: { role: "output", type: address(), repeats: ["ipAddress", "cidrBlock"] },
    created: { role: "output", type: ANY_TEXT, isOptional: true },
    unconfirmed: {
        role: "output",
        type: UNCONFIRMED,
        isOptional: true,
        repeats: ["ipAddress", "cidrBlock"],
    },
} as const;

/** What else a table for whole lists says. */
export function aboutList(naming: OwnerNaming): Pick<ResourceSchema, "subject" | "claims"> {
    return {
        subject: (inputs: Properties) => String(inputs[naming.input]),
        claims: [wholeListClaim(naming)],
    };
}

/** What else a table for single entries says. */
export function aboutEntry(naming: OwnerNaming): Pick<ResourceSchema, "subject" | "rules" | "claims"> {
    return {
        subject: ({ ipAddress, cidrBlock }: Properties) => String(ipAddress ?? cidrBlock),
        rules: [onceKnown(["ipAddress", "cidrBlock"], hasOneAddress)],
        claims: entryClaims(naming),
    };
}

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
