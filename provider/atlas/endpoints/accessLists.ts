import type { AtlasClient } from "../client";
import type { AccessListOwner } from "./accessListOwners";
import { accessListPath, ownerKind } from "./accessListOwners";
import { isWholeList, listAll, MAX_ITEMS_PER_PAGE } from "./pages";
import type { AtlasList } from "./pages";
import type { Answer } from "../transport/answerReaders";
import { ACCESS_LIST_ENTRY, addressOfEntry, entryOf, pageOf, spelledAddress } from "./answers";
import { path } from "./path";
import type { BeforeRepeat, ResolveUnknownOutcome } from "../retrying/retries";

/**
 * An entry to be: an address or a block, IPv6 as eight lower-case groups.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikeyaccesslistentry
 */
export type AccessListEntryRequest =
    { ipAddress: string; cidrBlock?: never } | { cidrBlock: string; ipAddress?: never };

/** An entry. */
export type AccessListEntryResponse = Answer<typeof ACCESS_LIST_ENTRY>;

/** What the answer to a post shows of the list as it then is. */
export interface ShownEntries {
    readonly entries: readonly AccessListEntryResponse[];
    /** Whether these are all: the answer is one page. */
    readonly isWhole: boolean;
}

/**
 * Adds entries to an access list, all or none.
 *
 * @param lookUp finds the entries that a post has made whose outcome is unknown.
 */
export async function createAccessListEntries(
    client: AtlasClient,
    owner: AccessListOwner,
    entries: readonly AccessListEntryRequest[],
    lookUp?: ResolveUnknownOutcome<readonly AccessListEntryResponse[]>,
): Promise<ShownEntries> {
    const page = await client.request({
        method: "POST",
        path: accessListPath(owner),
        query: { itemsPerPage: MAX_ITEMS_PER_PAGE },
        body: entries,
        version: ownerKind(owner).version,
        lookUp:
            lookUp &&
            (async (error, firstSentMs) => {
                const found = await lookUp(error, firstSentMs);
                return found && { value: { results: found.value } };
            }),
        read: pageOf(ACCESS_LIST_ENTRY),
    });
    return { entries: page.results, isWhole: isWholeList(page) };
}

/** All entries of an access list. */
export function listAccessListEntries(
    client: AtlasClient,
    owner: AccessListOwner,
): Promise<AtlasList<AccessListEntryResponse>> {
    return listAll(client, {
        path: accessListPath(owner),
        version: ownerKind(owner).version,
        member: ACCESS_LIST_ENTRY,
        idOf: (entry) => addressOfEntry(entry) ?? spelledAddress(entry),
    });
}

/**
 * One entry, by its address without `/32`, or its block; IPv6 as eight lower-case groups. Only where Atlas can
 * (`canReadOneEntry`): of a service account it shows none alone.
 */
export function getAccessListEntry(
    client: AtlasClient,
    owner: AccessListOwner,
    address: string,
): Promise<AccessListEntryResponse> {
    return client.request({
        method: "GET",
        path: entryPath(owner, address),
        version: ownerKind(owner).version,
        read: entryOf(address),
    });
}

/**
 * Removes one entry, named as for getAccessListEntry. Atlas keeps the address that the owner itself calls from.
 *
 * @param beforeRepeat hears of each failure after which it is to be sent again, and lets it wait.
 */
export function deleteAccessListEntry(
    client: AtlasClient,
    owner: AccessListOwner,
    address: string,
    beforeRepeat?: BeforeRepeat,
): Promise<void> {
    return client.request({
        method: "DELETE",
        path: entryPath(owner, address),
        version: ownerKind(owner).version,
        beforeRepeat,
    });
}

function entryPath(owner: AccessListOwner, address: string): string {
    return accessListPath(owner) + path`/${address}`;
}
