import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { OBJECT_ID } from "../../core/valueTypes";
import type { ValueType } from "../../core/valueTypes";
import { CLIENT_ID, CLIENT_ID_FORM } from "../serviceAccounts/inputs";

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
