import { addressOrNone } from "../../atlas/address";
import { ownerKind } from "../../atlas/endpoints/accessListOwners";
import type { Claim } from "../../core/claim";
import type { Properties } from "../../core/properties";
import type { OwnerNaming } from "./owners";

/** In one program, the list of an owner belongs to one resource for the whole of it, or to any number for single entries. */
export function wholeListClaim(naming: OwnerNaming): Claim {
    return {
        inputs: [naming.input],
        thing: "access list",
        refusal: (inputs, { kind, name }, earlier) =>
            `${kind} "${name}": the ${earlier.kind} "${earlier.name}" of this program is for the access list of ${ownerOf(naming, inputs)} already. The two would undo each other's work: declare all entries of the ${shortNameOf(naming)} in one ${naming.listKind}, or each as an ${naming.entryKind}.`,
    };
}

export function entryClaims(naming: OwnerNaming): readonly Claim[] {
    return [{ ...wholeListClaim(naming), isShared: true }, addressClaim(naming)];
}

/** An entry belongs to one resource, or the one that is removed from the program would take it from the other. */
function addressClaim(naming: OwnerNaming): Claim {
    return {
        inputs: [naming.input, "ipAddress", "cidrBlock"],
        value: (inputs) => {
            const address = addressIn(inputs);
            return address && `${String(inputs[naming.input])} ${address}`;
        },
        thing: "access-list entry",
        refusal: (inputs, { kind, name }, earlier) =>
            `${kind} "${name}": the ${earlier.kind} "${earlier.name}" of this program is for ${String(addressIn(inputs))} on the access list of ${ownerOf(naming, inputs)} already, perhaps in another spelling. Atlas has one entry for the two: declare it once.`,
    };
}

function ownerOf(naming: OwnerNaming, inputs: Properties): string {
    return `${shortNameOf(naming)} ${String(inputs[naming.input])}`;
}

function shortNameOf({ kind }: OwnerNaming): string {
    return ownerKind({ kind }).shortName;
}

function addressIn({ ipAddress, cidrBlock }: Properties): string | undefined {
    return addressOrNone(ipAddress ?? cidrBlock);
}
