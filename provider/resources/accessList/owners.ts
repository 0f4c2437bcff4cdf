import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { OBJECT_ID } from "../../schema/valueTypes";
import type { ValueType } from "../../schema/valueTypes";
import { CLIENT_ID, CLIENT_ID_FORM } from "../serviceAccount/inputs";
import type { CanonicalAddress } from "../../atlas/address";
import { addressOrNone } from "../../atlas/address";
import { ownerKind } from "../../atlas/endpoints/accessListOwners";
import type { Claim } from "../../schema/claim";
import type { Properties } from "../../schema/properties";

/** How resources for the access lists of one kind of owner call it. */
export interface OwnerNaming {
    readonly kind: AccessListOwner["kind"];
    /** The input that names the owner. */
    readonly input: keyof OwnerInputs;
    readonly idType: ValueType<string>;
    /** The form of the owner's id within the ids of resources. */
    readonly idPattern: string;
    readonly listKind: string;
    readonly entryKind: string;
}

/** Inputs of which a resource has one. */
export interface OwnerInputs {
    apiKeyId?: string;
    clientId?: string;
}

const NAMINGS = {
    apiKey: {
        kind: "apiKey",
        input: "apiKeyId",
        idType: OBJECT_ID,
        idPattern: "[a-f0-9]{24}",
        listKind: "OrgApiKeyAccessList",
        entryKind: "OrgApiKeyAccessListEntry",
    },
    serviceAccount: {
        kind: "serviceAccount",
        input: "clientId",
        idType: CLIENT_ID,
        idPattern: CLIENT_ID_FORM,
        listKind: "OrgServiceAccountAccessList",
        entryKind: "OrgServiceAccountAccessListEntry",
    },
} as const satisfies Readonly<Record<AccessListOwner["kind"], OwnerNaming>>;

export const OF_API_KEY = NAMINGS.apiKey;

export const OF_SERVICE_ACCOUNT = NAMINGS.serviceAccount;

export function namingOf({ kind }: AccessListOwner): OwnerNaming {
    return NAMINGS[kind];
}

/** The owner that inputs name. */
export function ownerIn(
    { kind, input }: OwnerNaming,
    inputs: OwnerInputs & { orgId: string },
): AccessListOwner {
    return { orgId: inputs.orgId, kind, id: inputs[input] ?? "" };
}

/** The inputs that name an owner. */
export function ownerInputs({ kind, orgId, id }: AccessListOwner): OwnerInputs & { orgId: string } {
    return { orgId, [NAMINGS[kind].input]: id };
}

/** The owner in the id of a list. */
export function parseListId(naming: OwnerNaming, id: string): AccessListOwner {
    const [, orgId, ownerId] = new RegExp(`^([a-f0-9]{24})-(${naming.idPattern})$`).exec(id) ?? [];
    if (orgId === undefined || ownerId === undefined) {
        throw new Error(
            `"${id}" is not the id of an ${naming.listKind}, which is "<orgId>-<${naming.input}>".`,
        );
    }
    return { orgId, kind: naming.kind, id: ownerId };
}

// These stand as ids in the states of users: they never change.

/** What a list is called among those of all owners; also the id of the resource for a whole list. */
export function listName({ orgId, id }: AccessListOwner): string {
    return `${orgId}-${id}`;
}

/** What an entry is called among those of all owners; also the id of the resource for it. */
export function entryName(owner: AccessListOwner, address: CanonicalAddress): string {
    return `${listName(owner)}-${address}`;
}

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
