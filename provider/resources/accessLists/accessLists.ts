import { canonicalAddress, wireAddress } from "../../atlas/address";
import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListEntryResponse, ApiKeyReference } from "../../atlas/endpoints/apiKeyAccessList";
import { deleteAccessListEntry, listAccessListEntries } from "../../atlas/endpoints/apiKeyAccessList";
import { getApiKey } from "../../atlas/endpoints/apiKeys";
import type { AtlasClient } from "../../atlas/client";
import { hasErrorCode } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/explained";
import type { Thing } from "../../atlas/gone/confirmGone";
import { apiKey, confirmGone, listedThing } from "../../atlas/gone/confirmGone";
import type { AtlasSession } from "../../core/session";
import { perSession, remembered } from "../../core/session";

/** The entries of a key's list by their canonical addresses, in the order in which Atlas gives them. */
export type AccessList = ReadonlyMap<CanonicalAddress, AccessListEntryResponse>;

// The lists of keys: read once for all entries of a key, and again after each write of our own.
const listsOfKeys = perSession(() => new Map<string, Promise<AccessList | undefined>>());

/** The list of a key; undefined when the key is gone. */
export function readAccessList(session: AtlasSession, key: ApiKeyReference): Promise<AccessList | undefined> {
    return remembered(listsOfKeys(session), listName(key), () => listOrNone(session.client, key));
}

async function listOrNone(client: AtlasClient, key: ApiKeyReference): Promise<AccessList | undefined> {
    try {
        return byAddress(await listAccessListEntries(client, key));
    } catch (error) {
        await confirmGone(client, error, apiKey(key));
        return undefined;
    }
}

/** What the list of one key is called where those of several are kept; also the id of the resource for a whole list. */
export function listName({ orgId, apiKeyId }: ApiKeyReference): string {
    return `${orgId}-${apiKeyId}`;
}

export function byAddress(entries: readonly AccessListEntryResponse[]): AccessList {
    return new Map(
        entries.flatMap((entry) => {
            const address = addressOrNone(entry.cidrBlock ?? entry.ipAddress);
            return address === undefined ? [] : [[address, entry] as const];
        }),
    );
}

/** The canonical address; undefined for what others wrote there and this package never would: it is none of ours. */
export function addressOrNone(text: unknown): CanonicalAddress | undefined {
    try {
        return canonicalAddress(text);
    } catch {
        return undefined;
    }
}

/** Keys that this provider calls with itself, or not; one GET for each. */
const ownKeys = perSession(() => new Map<string, Promise<boolean>>());

/** Keys whose lists are known to have entries, and keep one: Atlas lets no key remove the address that it calls from. */
const restrictedOwnKeys = perSession(() => new Set<string>());

/** Whether the next entry would be the first on the key that the provider itself calls with. */
export async function wouldLockOut(session: AtlasSession, key: ApiKeyReference): Promise<boolean> {
    const restricted = restrictedOwnKeys(session);
    if (restricted.has(key.apiKeyId) || !(await isOwnKey(session, key))) {
        return false;
    }
    const isEmpty = ((await readAccessList(session, key))?.size ?? 0) === 0;
    if (!isEmpty) {
        restricted.add(key.apiKeyId);
    }
    return isEmpty;
}

function isOwnKey(session: AtlasSession, key: ApiKeyReference): Promise<boolean> {
    const { client } = session;
    if (client.publicKey === undefined) {
        return Promise.resolve(false);
    }
    return remembered(ownKeys(session), key.apiKeyId, async () => {
        const { publicKey } = await getApiKey(client, key.orgId, key.apiKeyId);
        return publicKey === client.publicKey;
    });
}

/**
 * Removes an entry, unless it is gone already. Resolves to whether the key is still there.
 *
 * @throws Error if Atlas refuses.
 */
export async function removeEntry(
    { client }: AtlasSession,
    key: ApiKeyReference,
    address: CanonicalAddress,
): Promise<boolean> {
    try {
        await deleteAccessListEntry(client, key, wireAddress(address));
        return true;
    } catch (error) {
        if (hasErrorCode(error, "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")) {
            throw explained(error, {
                after: `This run calls Atlas from ${address} with this very key, and Atlas lets no caller cut itself off: run it with another key or from another address, or keep the entry in the program. To let go of it at Atlas as it is, remove the resource with \`pulumi state delete\`.`,
            });
        }
        await confirmGone(client, error, entryOf(key, address));
        return !hasErrorCode(error, "API_KEY_NOT_FOUND");
    }
}

/** An entry, as something that may be gone: alone, or with its key. */
function entryOf(key: ApiKeyReference, address: CanonicalAddress): Thing {
    return listedThing({
        name: `entry ${address} of API key ${key.apiKeyId}`,
        orgId: key.orgId,
        member: address,
        listing: {
            path: `/orgs/${key.orgId}/apiKeys/${key.apiKeyId}/accessList`,
            ask: async (client) => [...((await listOrNone(client, key))?.keys() ?? [])],
        },
        ownCode: "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
    });
}

const lastWrites = perSession(() => new Map<string, Promise<unknown>>());

/** Runs writes to one key's list one after the other: Atlas does not say that it takes two at a time. */
export function writeInTurn<T>(
    session: AtlasSession,
    key: ApiKeyReference,
    write: () => Promise<T>,
): Promise<T> {
    const writes = lastWrites(session);
    const run = async () => {
        try {
            return await write();
        } finally {
            listsOfKeys(session).delete(listName(key));
        }
    };
    const turn = (writes.get(listName(key)) ?? Promise.resolve()).then(run, run);
    writes.set(listName(key), turn);
    return turn;
}

/** Waits for the writes to a key's list that are under way or in line. */
export async function writesSettled(session: AtlasSession, key: ApiKeyReference): Promise<void> {
    await Promise.allSettled([lastWrites(session).get(listName(key))]);
}

/** What an entry is called among those of all keys; also the id of the resource for it. */
export function entryName(key: ApiKeyReference, address: CanonicalAddress): string {
    return `${listName(key)}-${address}`;
}

/** The values that are not among the excluded ones, in their order. */
export function without<T>(values: readonly T[], excluded: readonly T[]): T[] {
    const set = new Set(excluded);
    return values.filter((value) => !set.has(value));
}
