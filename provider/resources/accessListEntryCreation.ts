import { isCidrBlock, wireAddress } from "../atlas/address";
import type { AccessListEntryResponse, ApiKeyReference } from "../atlas/apiKeyAccessList";
import { createAccessListEntries, getAccessListEntry } from "../atlas/apiKeyAccessList";
import type { AtlasClient } from "../atlas/client";
import { isConflict, isNotFound, isOutcomeUnknown } from "../atlas/errorPredicates";
import { withAddress } from "./accessLists";

/**
 * Sees to it that an entry stands in the list of a key: made, or taken over if `onConflict` allows it. Resolves to what
 * Atlas says of it; undefined if it stands there, but Atlas cannot tell now.
 *
 * @throws Error if it exists already, or if nobody can tell whether it was made.
 */
export async function createOrAdopt(
    client: AtlasClient,
    key: ApiKeyReference,
    wanted: WantedEntry,
): Promise<AccessListEntryResponse | undefined> {
    try {
        return await postEntry(client, key, wanted);
    } catch (error) {
        if (!isConflict(error) || wanted.onConflict !== "adopt") {
            throw isConflict(error) ? entryExists(key, wanted.address, error) : error;
        }
        // It may have gone since: then it is made after all.
        return (await findEntry(client, key, wanted.address)) ?? postEntry(client, key, wanted);
    }
}

interface WantedEntry {
    readonly address: string;
    readonly onConflict?: "fail" | "adopt" | undefined;
}

/** Posts an entry; when nobody knows whether that took effect, what Atlas holds decides. */
async function postEntry(
    client: AtlasClient,
    key: ApiKeyReference,
    { address, onConflict }: WantedEntry,
): Promise<AccessListEntryResponse | undefined> {
    const spelled = wireAddress(address);
    const body = [isCidrBlock(address) ? { cidrBlock: spelled } : { ipAddress: spelled }];
    const startedMs = client.nowMs();
    const doubts: Error[] = [];
    const accepted = (entry: AccessListEntryResponse | undefined, error: unknown) => {
        if (onConflict !== "adopt" && isFromBefore(startedMs, entry)) {
            throw entryExists(key, address, error);
        }
        return entry;
    };
    try {
        const listed = await createAccessListEntries(client, key, body, async (error) => {
            doubts.push(error);
            const found = accepted(await findAfter(error, client, key, address), error);
            return found && { value: [found] };
        });
        // The answer is one page of the list: on a long list the new entry may stand on another.
        return withAddress(listed, address) ?? (await describeEntry(client, key, address));
    } catch (error) {
        if (doubts.length > 0 && isConflict(error)) {
            // An earlier post took effect after all, only late.
            return accepted(await describeEntry(client, key, address), error);
        }
        throw isOutcomeUnknown(error) ? notMade(key, address, error) : error;
    }
}

/** Clocks may differ by this much, and an entry that is older than that by ours is not of our making. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

function isFromBefore(startedMs: number, entry: AccessListEntryResponse | undefined): boolean {
    return Date.parse(entry?.created ?? "") < startedMs - CLOCK_TOLERANCE_MS;
}

/** The entry, if a post that failed has made it. */
async function findAfter(
    error: Error,
    client: AtlasClient,
    key: ApiKeyReference,
    address: string,
): Promise<AccessListEntryResponse | undefined> {
    try {
        return await findEntry(client, key, address);
    } catch (laterError) {
        throw outcomeUnknown(key, address, { error, laterError: laterError as Error });
    }
}

/** What Atlas tells of an entry that stands in the list. If it cannot tell now, all that is missed is `created`. */
function describeEntry(
    client: AtlasClient,
    key: ApiKeyReference,
    address: string,
): Promise<AccessListEntryResponse | undefined> {
    return findEntry(client, key, address).catch(() => undefined);
}

async function findEntry(
    client: AtlasClient,
    key: ApiKeyReference,
    address: string,
): Promise<AccessListEntryResponse | undefined> {
    try {
        return withAddress([await getAccessListEntry(client, key, wireAddress(address))], address);
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

function entryExists({ apiKeyId }: ApiKeyReference, address: string, error: unknown): Error {
    return new Error(
        `${address} is on the access list of key ${apiKeyId} already. If this entry was renamed or moved in the program, give it the option \`aliases: [{ name: "the old name" }]\`; to manage the entry that exists, also one that an interrupted run has made, set onConflict: "adopt". (${(error as Error).message})`,
        { cause: error },
    );
}

function notMade({ apiKeyId }: ApiKeyReference, address: string, error: unknown): Error {
    return new Error(
        `${(error as Error).message} At the last look, ${address} was not on the access list of key ${apiKeyId}: run \`pulumi up\` again. If that says that the entry exists already, it is this one: set onConflict: "adopt".`,
        { cause: error },
    );
}

function outcomeUnknown(
    { apiKeyId }: ApiKeyReference,
    address: string,
    { error, laterError }: { error: Error; laterError: Error },
): Error {
    return new Error(
        `${error.message} Whether ${address} is on the access list of key ${apiKeyId} now could not be found out (${laterError.message}). Run \`pulumi up\` again; if that says that the entry exists already, it is this one: set onConflict: "adopt".`,
        { cause: error },
    );
}
