import type { CanonicalAddress } from "../../atlas/address";
import { isCidrBlock, wireAddress } from "../../atlas/address";
import type {
    AccessListEntryRequest,
    AccessListEntryResponse,
    ApiKeyReference,
} from "../../atlas/endpoints/apiKeyAccessList";
import {
    createAccessListEntries,
    getAccessListEntry,
    listAccessListEntries,
} from "../../atlas/endpoints/apiKeyAccessList";
import type { AtlasClient } from "../../atlas/client";
import type { AtlasApiError } from "../../atlas/errors/errors";
import {
    isAtlasApiError,
    isBadRequest,
    isConflict,
    isNotFound,
    isOutcomeUnknown,
} from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/explained";
import { MAX_ITEMS_PER_PAGE } from "../../atlas/endpoints/pages";
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
export function addEntries(
    client: AtlasClient,
    key: ApiKeyReference,
    addresses: readonly CanonicalAddress[],
    onList?: (list: AccessList) => void,
): Promise<Additions> {
    return post({ client, key, onList, refusalsInARow: 0 }, addresses);
}

/** What the posts have in common that add some addresses. */
interface Task {
    readonly client: AtlasClient;
    readonly key: ApiKeyReference;
    readonly onList: ((list: AccessList) => void) | undefined;
    refusalsInARow: number;
}

async function post(task: Task, addresses: readonly CanonicalAddress[]): Promise<Additions> {
    const { client, key, onList } = task;
    const attempt: Attempt = { task, addresses, startedMs: client.clock.nowMs() };
    const doubts: Error[] = [];
    try {
        const listed = byAddress(
            await createAccessListEntries(client, key, addresses.map(asRequest), async (error) => {
                doubts.push(error);
                const found = await lookUpAfter(error, attempt);
                const isMade = addresses.every((address) => isMadeBy(attempt, found.get(address)));
                return isMade ? { value: [...found.values()] } : undefined;
            }),
        );
        // The answer is one page of the list: of a long one, a new entry may stand on another.
        if (doubts.length === 0 && listed.size < MAX_ITEMS_PER_PAGE) {
            onList?.(listed);
        }
        task.refusalsInARow = 0;
        return forAll(addresses, (address) => ({ outcome: "added", entry: listed.get(address) }));
    } catch (error) {
        return settle(attempt, error as Error, doubts.length > 0);
    }
}

/** One try to add some addresses together. */
interface Attempt {
    readonly task: Task;
    readonly addresses: readonly CanonicalAddress[];
    readonly startedMs: number;
}

/** If so many posts are refused with none accepted between them, it is not for some bad entries: the list may be full. */
const MAX_REFUSALS_IN_A_ROW = 40;

/** What became of the addresses of a post that failed; those that are not at fault are added in further posts. */
function settle(attempt: Attempt, error: Error, isInDoubt: boolean): Additions | Promise<Additions> {
    const { task, addresses } = attempt;
    if (error instanceof LookUpError) {
        const { postError, lookUpError } = error;
        return forAll(addresses, () => ({ outcome: "unknown", error: postError, lookUpError }));
    }
    if (isConflict(error)) {
        return isInDoubt || addresses.length > 1
            ? addMissing(attempt, error, isInDoubt)
            : forAll(addresses, () => ({ outcome: "stood", error }));
    }
    if (isOutcomeUnknown(error)) {
        return forAll(addresses, () => ({ outcome: "unknown", error }));
    }
    task.refusalsInARow += 1;
    return isBadRequest(error) && addresses.length > 1 && task.refusalsInARow <= MAX_REFUSALS_IN_A_ROW
        ? addInTurn(task, split(addresses, error))
        : forAll(addresses, () => ({ outcome: "refused", error }));
}

/** After a conflict: some of the addresses stand in the list. If the post may have been sent twice, it may have put them there. */
async function addMissing(attempt: Attempt, conflict: Error, isInDoubt: boolean): Promise<Additions> {
    const { task, addresses } = attempt;
    let standing: AccessList;
    try {
        standing = await lookUp(attempt);
    } catch (error) {
        return withoutList(addresses, isInDoubt, { conflict, lookUpError: error as Error });
    }
    if (addresses.length > 1) {
        task.onList?.(standing);
    }
    const isSettled = (address: CanonicalAddress) => standing.has(address) || addresses.length === 1;
    const settled = addresses.filter(isSettled);
    const missing = addresses.filter((address) => !isSettled(address));
    const additions = forAll(settled, (address) => {
        const entry = standing.get(address);
        return isInDoubt && !isOlderThan(attempt, entry)
            ? { outcome: "added", entry }
            : { outcome: "stood", entry, error: conflictOf(address, attempt, conflict) };
    });
    // If none of them stands there any more, halves get on where a whole might not.
    const groups = settled.length === 0 ? halves(missing) : [missing];
    return new Map([...additions, ...(await addInTurn(task, groups))]);
}

/** Of the addresses of one post, Atlas names one in its answer: what it says of that one is not for the others. */
function conflictOf(address: CanonicalAddress, { addresses }: Attempt, conflict: Error): Error {
    const named = isAtlasApiError(conflict) ? conflict.parameters.map(addressOrNone) : [];
    return addresses.length === 1 || (named.length === 1 && named[0] === address)
        ? conflict
        : new Error(
              `Atlas answered with a conflict to a post of ${addresses.length} entries, and its list shows this one.`,
              { cause: conflict },
          );
}

/** What is known after a conflict when the list cannot be read. */
function withoutList(
    addresses: readonly CanonicalAddress[],
    isInDoubt: boolean,
    { conflict, lookUpError }: { conflict: Error; lookUpError: Error },
): Additions {
    if (addresses.length === 1) {
        // The conflict says that it stands there: all that is missed is `created`.
        return forAll(addresses, () => ({ outcome: "added" }));
    }
    if (isInDoubt) {
        return forAll(addresses, () => ({ outcome: "unknown", error: conflict, lookUpError }));
    }
    const error = explained(conflict, {
        after: `Which of the entries it means could not be found out (${lookUpError.message}), and none was added: run \`pulumi up\` again.`,
        cause: lookUpError,
    });
    return forAll(addresses, () => ({ outcome: "refused", error }));
}

async function addInTurn(task: Task, groups: readonly (readonly CanonicalAddress[])[]): Promise<Additions> {
    const additions = new Map<CanonicalAddress, Addition>();
    for (const group of groups.filter(({ length }) => length > 0)) {
        (await post(task, group)).forEach((addition, address) => additions.set(address, addition));
    }
    return additions;
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

async function lookUpAfter(postError: Error, attempt: Attempt): Promise<AccessList> {
    try {
        return await lookUp(attempt);
    } catch (error) {
        throw new LookUpError(postError, error as Error);
    }
}

/** What stands in the list now: of a single address only that one, which costs one call on long lists, too. */
async function lookUp({ task, addresses }: Attempt): Promise<AccessList> {
    const { client, key } = task;
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

function isMadeBy(attempt: Attempt, entry: AccessListEntryResponse | undefined): boolean {
    return entry !== undefined && !isOlderThan(attempt, entry);
}

/** Clocks may differ by this much, and an entry that is older than that by ours is not of our making. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

function isOlderThan({ startedMs }: Attempt, entry: AccessListEntryResponse | undefined): boolean {
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
