import { canonicalAddress } from "../atlas/address";
import type { AccessListEntryResponse, ApiKeyReference } from "../atlas/apiKeyAccessList";
import { listAccessListEntries } from "../atlas/apiKeyAccessList";
import { getApiKey } from "../atlas/apiKeys";
import { isApiKeyGone } from "../atlas/errorPredicates";
import type { AtlasSession } from "../dynamic/session";
import { perSession, remembered } from "../dynamic/session";

// The lists of keys: read once for all entries of a key, and again after each write of our own.
const listsOfKeys = perSession(() => new Map<string, Promise<AccessListEntryResponse[]>>());

/** The entry of a key's list that has a canonical address; undefined too when the key itself is gone. */
export async function findListed(session: AtlasSession, key: ApiKeyReference, address: string) {
    return withAddress(await listOf(session, key), address);
}

function listOf(session: AtlasSession, key: ApiKeyReference): Promise<AccessListEntryResponse[]> {
    return remembered(listsOfKeys(session), listName(key), async () => {
        try {
            return await listAccessListEntries(session.client, key);
        } catch (error) {
            if (isApiKeyGone(error)) {
                return [];
            }
            throw error;
        }
    });
}

function listName({ orgId, apiKeyId }: ApiKeyReference): string {
    return `${orgId}-${apiKeyId}`;
}

/** The entry with a canonical address, if it is among these. */
export function withAddress(
    entries: readonly AccessListEntryResponse[],
    address: string,
): AccessListEntryResponse | undefined {
    return entries.find((entry) => isSameAddress(entry.cidrBlock ?? entry.ipAddress ?? "", address));
}

function isSameAddress(text: string, address: string): boolean {
    try {
        return canonicalAddress(text) === address;
    } catch {
        // Entries of others may be what this package would never write: they are none of ours.
        return false;
    }
}

/** Keys that this provider calls with itself, or not; one GET for each. */
const ownKeys = perSession(() => new Map<string, Promise<boolean>>());

/** @throws Error if the entry would be the first on the key that the provider itself calls with. */
export async function refuseLockoutByEntry(
    session: AtlasSession,
    inputs: ApiKeyReference & { allowLockout?: boolean },
    address: string,
): Promise<void> {
    const key = { orgId: inputs.orgId, apiKeyId: inputs.apiKeyId };
    if (
        inputs.allowLockout === true ||
        !(await isOwnKey(session, key)) ||
        (await listOf(session, key)).length > 0
    ) {
        return;
    }
    throw new Error(
        `${address} would be the first entry on key ${key.apiKeyId}, which this run calls Atlas with: from then on Atlas refuses every other address, this machine's perhaps among them. Set allowLockout: true on the entry that holds this machine's address, and create it first.`,
    );
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
