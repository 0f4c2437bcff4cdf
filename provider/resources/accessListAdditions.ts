import type { CanonicalAddress } from "../atlas/address";
import { isCidrBlock, wireAddress } from "../atlas/address";
import type {
    AccessListEntryRequest,
    AccessListEntryResponse,
    ApiKeyReference,
} from "../atlas/apiKeyAccessList";
import {
    createAccessListEntries,
    getAccessListEntry,
    listAccessListEntries,
} from "../atlas/apiKeyAccessList";
import type { AtlasClient } from "../atlas/client";
import type { AtlasApiError } from "../atlas/errors";
import {
    isApiKeyGone,
    isAtlasApiError,
    isConflict,
    isNotFound,
    isOutcomeUnknown,
} from "../atlas/errorPredicates";
import { MAX_ITEMS_PER_PAGE } from "../atlas/pages";
import type { AccessList } from "./accessLists";
import { addressOrNone, byAddress } from "./accessLists";

/** What became of an address that was to be added to the list of a key. */
export type Addition =
    /** Without `entry`, Atlas has taken it, and has not shown it since. */
    | { readonly outcome: "added"; readonly entry?: AccessListEntryResponse | undefined }
    /** It stood there before. */
    | {
          readonly outcome: "stood";
          readonly entry?: AccessListEntryResponse | undefined;
          readonly error: Error;
      }
    | { readonly outcome: "refused"; readonly error: Error }
    /** It may have been added. With `lookUpError`, the list could not be read since; without, it was not in it. */
    | { readonly outcome: "unknown"; readonly error: Error; readonly lookUpError?: Error };

export type Additions = ReadonlyMap<CanonicalAddress, Addition>;

/**
 * Adds addresses, each given once, to the list of a key: in one post, if Atlas takes all of them. If it takes none
 * because of some, what stands there already is left out, and a bad one is singled out, until all others are added.
 *
 * @param addresses in the order in which they are added, should one post not do.
 * @param onList hears of the whole list whenever an answer shows it.
 */
export async function addEntries(
    client: AtlasClient,
    key: ApiKeyReference,
    addresses: readonly CanonicalAddress[],
    onList?: (list: AccessList) => void,
): Promise<Additions> {
    const post: Post = { client, key, addresses, onList, startedMs: client.clock.nowMs() };
    const doubts: Error[] = [];
    try {
        const listed = byAddress(
            await createAccessListEntries(client, key, addresses.map(asRequest), async (error) => {
                doubts.push(error);
                const found = await lookUpAfter(error, post);
                const isMade = addresses.every((address) => isMadeBy(post, found.get(address)));
                return isMade ? { value: [...found.values()] } : undefined;
            }),
        );
        // The answer is one page of the list: of a long one, a new entry may stand on another.
        if (doubts.length === 0 && listed.size < MAX_ITEMS_PER_PAGE) {
            onList?.(listed);
        }
        return forAll(addresses, (address) => ({ outcome: "added", entry: listed.get(address) }));
    } catch (error) {
        return settle(post, error as Error, doubts.length > 0);
    }
}

/** One try to add some addresses together. */
interface Post {
    readonly client: AtlasClient;
    readonly key: ApiKeyReference;
    readonly addresses: readonly CanonicalAddress[];
    readonly onList: ((list: AccessList) => void) | undefined;
    readonly startedMs: number;
}

/** What became of the addresses of a post that failed; those that are not at fault are added in further posts. */
function settle(post: Post, error: Error, isInDoubt: boolean): Additions | Promise<Additions> {
    const { addresses } = post;
    if (error instanceof LookUpError) {
        const { postError, lookUpError } = error;
        return forAll(addresses, () => ({ outcome: "unknown", error: postError, lookUpError }));
    }
    if (isConflict(error)) {
        return isInDoubt || addresses.length > 1
            ? addMissing(post, error, isInDoubt)
            : forAll(addresses, () => ({ outcome: "stood", error }));
    }
    if (isOutcomeUnknown(error)) {
        return forAll(addresses, () => ({ outcome: "unknown", error }));
    }
    return isAboutSomeEntry(error) && addresses.length > 1
        ? addInTurn(post, split(addresses, error))
        : forAll(addresses, () => ({ outcome: "refused", error }));
}

/** After a conflict: some of the addresses stand in the list. If the post may have been sent twice, it may have put them there. */
async function addMissing(post: Post, conflict: Error, isInDoubt: boolean): Promise<Additions> {
    const { addresses } = post;
    let standing: AccessList;
    try {
        standing = await lookUp(post);
    } catch (error) {
        return forAll(addresses, () =>
            addresses.length > 1
                ? { outcome: "unknown", error: conflict, lookUpError: error as Error }
                : // The conflict says that it stands there: all that is missed is `created`.
                  { outcome: "added" },
        );
    }
    if (addresses.length > 1) {
        post.onList?.(standing);
    }
    const isSettled = (address: CanonicalAddress) => standing.has(address) || addresses.length === 1;
    const settled = addresses.filter(isSettled);
    const missing = addresses.filter((address) => !isSettled(address));
    const additions = forAll(settled, (address) => {
        const entry = standing.get(address);
        return isInDoubt && !isOlderThan(post, entry)
            ? { outcome: "added", entry }
            : { outcome: "stood", entry, error: conflict };
    });
    // If none of them stands there any more, halves get on where a whole might not.
    const groups = settled.length === 0 ? halves(missing) : [missing];
    return new Map([...additions, ...(await addInTurn(post, groups))]);
}

async function addInTurn(
    { client, key, onList }: Post,
    groups: readonly (readonly CanonicalAddress[])[],
): Promise<Additions> {
    const additions = new Map<CanonicalAddress, Addition>();
    for (const group of groups.filter(({ length }) => length > 0)) {
        (await addEntries(client, key, group, onList)).forEach((addition, address) =>
            additions.set(address, addition),
        );
    }
    return additions;
}

function isAboutSomeEntry(error: unknown): error is AtlasApiError {
    return isAtlasApiError(error) && error.status === 400 && !isApiKeyGone(error);
}

/** Those that Atlas names from the others, which go first; if it names none, or all, one half from the other. */
function split(addresses: readonly CanonicalAddress[], { parameters }: AtlasApiError): CanonicalAddress[][] {
    const named = new Set(parameters.map(addressOrNone));
    const guilty = addresses.filter((address) => named.has(address));
    const others = addresses.filter((address) => !named.has(address));
    return guilty.length > 0 && others.length > 0 ? [others, guilty] : halves(addresses);
}

function halves(addresses: readonly CanonicalAddress[]): CanonicalAddress[][] {
    const middle = Math.ceil(addresses.length / 2);
    return [addresses.slice(0, middle), addresses.slice(middle)];
}

/** Nobody knows what a post did, and the list cannot be read now. */
class LookUpError extends Error {
    readonly postError: Error;
    readonly lookUpError: Error;

    constructor(postError: Error, lookUpError: Error) {
        super(lookUpError.message);
        this.postError = postError;
        this.lookUpError = lookUpError;
    }
}

async function lookUpAfter(postError: Error, post: Post): Promise<AccessList> {
    try {
        return await lookUp(post);
    } catch (error) {
        throw new LookUpError(postError, error as Error);
    }
}

/** What stands in the list now: of a single address only that one, which costs one call on long lists, too. */
async function lookUp({ client, key, addresses }: Post): Promise<AccessList> {
    const [only = "", ...others] = addresses;
    if (others.length === 0) {
        const entry = await findEntry(client, key, only);
        return new Map(entry === undefined ? [] : [[only, entry]]);
    }
    return byAddress(await listAccessListEntries(client, key));
}

/** The entry of an address, if there is one. */
export async function findEntry(
    client: AtlasClient,
    key: ApiKeyReference,
    address: CanonicalAddress,
): Promise<AccessListEntryResponse | undefined> {
    try {
        return byAddress([await getAccessListEntry(client, key, wireAddress(address))]).get(address);
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

function isMadeBy(post: Post, entry: AccessListEntryResponse | undefined): boolean {
    return entry !== undefined && !isOlderThan(post, entry);
}

/** Clocks may differ by this much, and an entry that is older than that by ours is not of our making. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

function isOlderThan({ startedMs }: Post, entry: AccessListEntryResponse | undefined): boolean {
    return Date.parse(entry?.created ?? "") < startedMs - CLOCK_TOLERANCE_MS;
}

function asRequest(address: CanonicalAddress): AccessListEntryRequest {
    const spelled = wireAddress(address);
    return isCidrBlock(address) ? { cidrBlock: spelled } : { ipAddress: spelled };
}

function forAll(
    addresses: readonly CanonicalAddress[],
    outcomeOf: (address: CanonicalAddress) => Addition,
): Additions {
    return new Map(addresses.map((address) => [address, outcomeOf(address)]));
}
