import type { DiffRow } from "../../core/diff";
import { onceKnown } from "../../core/checks";
import type { Properties } from "../../core/properties";
import type { ResourceSchema } from "../../core/schema";
import type { ValueType } from "../../core/valueTypes";
import { address, ANY_TEXT, FLAG, OBJECT_ID, oneOf } from "../../core/valueTypes";
import type { AccessListOutputs } from "./accessList";
import { canonical, modeOf } from "./accessList";
import type { EntryOutputs } from "./accessListEntry";
import { addressOf } from "./accessListEntry";
import { addressSet, cidrBlockProblem, hasOneAddress, ipAddressProblem } from "./checks";
import { entryClaims, wholeListClaim } from "./claims";
import type { OwnerNaming } from "./owners";
import type { UnconfirmedEntry } from "./unconfirmed";

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
