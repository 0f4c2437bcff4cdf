import type { ApiKeyResponse } from "../atlas/endpoints/apiKeys";
import { getApiKey, listApiKeys } from "../atlas/endpoints/apiKeys";
import { apiKeyOwner } from "../atlas/endpoints/accessListOwners";
import { ANY_TEXT, OBJECT_ID } from "../schema/valueTypes";
import type { AtlasList } from "../atlas/endpoints/pages";
import { mapList, shownMembers } from "../atlas/endpoints/pages";
import type { ProviderInstance } from "../runtime/providerInstance";
import { accessListEntries } from "./accessLists";
import type { FoundAccessListEntry } from "./accessLists";
import type { ProviderFunction } from "./lookUp";
import { isId, isOneOfThese, notFound, onlyOne } from "./lookUp";

/** Whose API keys to look up. */
export interface GetOrgApiKeysArgs {
    /** The id of the organization: 24 hexadecimal digits. */
    readonly orgId: string;
}

/** An API key that was found. Atlas shows its private key to nobody. */
export interface FoundOrgApiKey {
    readonly orgId: string;
    /** 24 hexadecimal digits. */
    readonly apiKeyId: string;
    readonly description: string;
    readonly publicKey: string;
    /** Its roles in the organization. */
    readonly roles: string[];
}

/** All API keys of an organization. */
export interface GetOrgApiKeysResult {
    readonly orgId: string;
    readonly apiKeys: FoundOrgApiKey[];
}

/** Which API key to look up: by its id, its description or its public key. */
export type GetOrgApiKeyArgs = {
    /** The id of the organization: 24 hexadecimal digits. */
    readonly orgId: string;
} & (
    | { readonly apiKeyId: string; readonly description?: never; readonly publicKey?: never }
    | { readonly description: string; readonly apiKeyId?: never; readonly publicKey?: never }
    | { readonly publicKey: string; readonly apiKeyId?: never; readonly description?: never }
);

/** An API key that was found. */
export type GetOrgApiKeyResult = FoundOrgApiKey;

/** Whose access list to look up. */
export interface GetOrgApiKeyAccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. */
    readonly orgId: string;
    /** The id of the API key: 24 hexadecimal digits. */
    readonly apiKeyId: string;
}

/** The access list of an API key; without entries, the key may be used from anywhere. */
export interface GetOrgApiKeyAccessListResult {
    readonly orgId: string;
    readonly apiKeyId: string;
    readonly entries: FoundAccessListEntry[];
}

export const orgApiKeysLookUp: ProviderFunction<GetOrgApiKeysArgs, GetOrgApiKeysResult> = {
    name: "getOrgApiKeys",
    inputs: ["orgId"],
    checks: isId("orgId"),
    async run(instance, { orgId }) {
        const keys = await keysIn(instance, orgId);
        return { orgId, apiKeys: [...shownMembers(keys, instance)] };
    },
};

export const orgApiKeyLookUp: ProviderFunction<GetOrgApiKeyArgs, GetOrgApiKeyResult> = {
    name: "getOrgApiKey",
    inputs: ["orgId", "apiKeyId", "description", "publicKey"],
    checks: [
        ...isId("orgId"),
        isOneOfThese("apiKeyId", "description", "publicKey"),
        OBJECT_ID.check("apiKeyId"),
        ANY_TEXT.check("description"),
        ANY_TEXT.check("publicKey"),
    ],
    async run(instance, { orgId, apiKeyId, description, publicKey }) {
        if (apiKeyId !== undefined) {
            const key = await getApiKey(instance.client, orgId, apiKeyId).catch((error: unknown) => {
                throw notFound(error, `the API key ${apiKeyId} of organization ${orgId}`);
            });
            return toFound(orgId, key);
        }
        const what = publicKey === undefined ? `description "${description}"` : `public key ${publicKey}`;
        return onlyOne(instance, await keysIn(instance, orgId), {
            isMeant: (key) =>
                publicKey === undefined ? key.description === description : key.publicKey === publicKey,
            what: `API key of organization ${orgId} with the ${what}`,
            describe,
        });
    },
};

export const orgApiKeyAccessListLookUp: ProviderFunction<
    GetOrgApiKeyAccessListArgs,
    GetOrgApiKeyAccessListResult
> = {
    name: "getOrgApiKeyAccessList",
    inputs: ["orgId", "apiKeyId"],
    checks: [...isId("orgId"), ...isId("apiKeyId")],
    async run(instance, { orgId, apiKeyId }) {
        const entries = await accessListEntries(instance, apiKeyOwner(orgId, apiKeyId));
        return { orgId, apiKeyId, entries };
    },
};

async function keysIn({ client }: ProviderInstance, orgId: string): Promise<AtlasList<FoundOrgApiKey>> {
    const keys = await listApiKeys(client, orgId).catch((error: unknown) => {
        throw notFound(error, `the organization ${orgId}`);
    });
    return mapList(keys, (key) => toFound(orgId, key));
}

function toFound(orgId: string, key: ApiKeyResponse): FoundOrgApiKey {
    const roles = key.roles.filter((role) => role.orgId === orgId).map(({ roleName }) => roleName);
    return {
        orgId,
        apiKeyId: key.id,
        description: key.desc ?? "",
        publicKey: key.publicKey,
        roles: roles.sort(),
    };
}

function describe({ description, publicKey, apiKeyId }: FoundOrgApiKey): string {
    return `"${description}" (${publicKey}, ${apiKeyId})`;
}
