import type { AtlasClient } from "../client";
import { VERSION_2023_01_01 } from "./versions";
import { listAll, MAX_ITEMS_PER_PAGE } from "./pages";
import type { PageResponse } from "./pages";
import { path } from "./path";
import type { LookUp } from "../retrying/retries";

/** Names the API key whose access list is meant. */
export interface ApiKeyReference {
    readonly orgId: string;
    readonly apiKeyId: string;
}

/**
 * An entry to be: an address or a block, IPv6 as eight lower-case groups.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikeyaccesslistentry
 */
export type AccessListEntryRequest =
    { ipAddress: string; cidrBlock?: never } | { cidrBlock: string; ipAddress?: never };

/** An entry. It has no id: organization, key and address identify it. */
export interface AccessListEntryResponse {
    /** Also there for a single address, as a block of one. */
    cidrBlock?: string;
    /** Only there for a single address. */
    ipAddress?: string;
    created?: string;
    /** How many calls came from there. */
    count?: number;
    lastUsed?: string;
    lastUsedAddress?: string;
}

/**
 * Adds entries to an access list, all or none.
 *
 * @param lookUp finds the entries that a post has made whose outcome is unknown.
 * @returns the first 500 entries of the list as it then is.
 */
export async function createAccessListEntries(
    client: AtlasClient,
    key: ApiKeyReference,
    entries: readonly AccessListEntryRequest[],
    lookUp?: LookUp<AccessListEntryResponse[]>,
): Promise<AccessListEntryResponse[]> {
    const page = await client.request<PageResponse<AccessListEntryResponse>>({
        method: "POST",
        path: listPath(key),
        query: { itemsPerPage: MAX_ITEMS_PER_PAGE },
        body: entries,
        version: VERSION_2023_01_01,
        lookUp:
            lookUp &&
            (async (error) => {
                const found = await lookUp(error);
                return found && { value: { results: found.value } };
            }),
        expects: ["results"],
    });
    return page.results;
}

/** All entries of an access list. */
export function listAccessListEntries(
    client: AtlasClient,
    key: ApiKeyReference,
): Promise<AccessListEntryResponse[]> {
    return listAll(client, { path: listPath(key), version: VERSION_2023_01_01 });
}

/** One entry, by its address without `/32`, or its block; IPv6 as eight lower-case groups. */
export function getAccessListEntry(
    client: AtlasClient,
    key: ApiKeyReference,
    address: string,
): Promise<AccessListEntryResponse> {
    return client.request({
        method: "GET",
        path: entryPath(key, address),
        version: VERSION_2023_01_01,
        expects: [""],
    });
}

/** Removes one entry, named as for getAccessListEntry. Atlas keeps the address that the calling key calls from. */
export function deleteAccessListEntry(
    client: AtlasClient,
    key: ApiKeyReference,
    address: string,
): Promise<void> {
    return client.request({ method: "DELETE", path: entryPath(key, address), version: VERSION_2023_01_01 });
}

function listPath({ orgId, apiKeyId }: ApiKeyReference): string {
    return path`/orgs/${orgId}/apiKeys/${apiKeyId}/accessList`;
}

function entryPath({ orgId, apiKeyId }: ApiKeyReference, address: string): string {
    return path`/orgs/${orgId}/apiKeys/${apiKeyId}/accessList/${address}`;
}
