import type { CanonicalAddress } from "../../../atlas/address";
import { addressOrNone, isCidrBlock, wireAddress } from "../../../atlas/address";
import type { AtlasClient } from "../../../atlas/client";
import type { AccessListOwner } from "../../../atlas/endpoints/accessListOwners";
import { ownerKind, ownerName } from "../../../atlas/endpoints/accessListOwners";
import type { AccessListEntryRequest } from "../../../atlas/endpoints/accessLists";
import { createAccessListEntries } from "../../../atlas/endpoints/accessLists";
import { MAX_ITEMS_PER_PAGE } from "../../../atlas/endpoints/pages";
import {
    isAtlasApiError,
    isBadRequest,
    isConflict,
    isOutcomeUnknown,
} from "../../../atlas/errors/errorPredicates";
import type { AtlasApiError } from "../../../atlas/errors/errors";
import type { Attempt } from "./lookUps";
import { isMadeBy, isOlderThan, lookUp, lookUpAfter, LookUpError } from "./lookUps";
import type { Addition, Additions } from "./outcomes";
import { forAll } from "./outcomes";
import type { AccessList } from "../listing";
import { byAddress } from "../listing";
import { explained } from "../../../atlas/errors/explained";

/**
 * Adds addresses, each given once, to the list of an owner: in one post, if Atlas takes all of them. If it takes none
 * because of some, what stands there already is left out, and a bad one is singled out, until all others are added.
 *
 * @param addresses in the order in which they are added, should one post not do.
 * @param onList hears of the whole list whenever an answer shows it.
 */
export function addEntries(
    client: AtlasClient,
    owner: AccessListOwner,
    addresses: readonly CanonicalAddress[],
    onList?: (list: AccessList) => void,
): Promise<Additions> {
    const { maxEntries = Number.POSITIVE_INFINITY } = ownerKind(owner);
    if (addresses.length > maxEntries) {
        const error = new Error(
            `the access list of ${ownerName(owner)} takes at most ${maxEntries} entries, and these are ${addresses.length}: none was added. Declare fewer, or blocks instead of single addresses.`,
        );
        return Promise.resolve(forAll(addresses, () => ({ outcome: "refused", error })));
    }
    return post({ client, owner, onList, refusalsInARow: 0 }, addresses);
}

/** What the posts have in common that add some addresses. */
interface Task {
    readonly client: AtlasClient;
    readonly owner: AccessListOwner;
    readonly onList: ((list: AccessList) => void) | undefined;
    refusalsInARow: number;
}

async function post(task: Task, addresses: readonly CanonicalAddress[]): Promise<Additions> {
    const { client, owner, onList } = task;
    const attempt: Attempt = { client, owner, addresses, startedMs: client.clock.nowMs() };
    const doubts: Error[] = [];
    try {
        const listed = byAddress(
            await createAccessListEntries(client, owner, addresses.map(asRequest), async (error) => {
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
        return settle({ task, attempt, isInDoubt: doubts.length > 0 }, error as Error);
    }
}

/** If so many posts are refused with none accepted between them, it is not for some bad entries: the list may be full. */
const MAX_REFUSALS_IN_A_ROW = 40;

/** A post that failed. */
interface FailedPost {
    readonly task: Task;
    readonly attempt: Attempt;
    /** Whether it may have been sent twice. Then it may itself have added what Atlas says stands there. */
    readonly isInDoubt: boolean;
}

/** What became of the addresses of a post that failed; those that are not at fault are added in further posts. */
function settle(failed: FailedPost, error: Error): Additions | Promise<Additions> {
    const { task, attempt, isInDoubt } = failed;
    const { addresses } = attempt;
    if (error instanceof LookUpError) {
        const { postError, lookUpError } = error;
        return forAll(addresses, () => ({ outcome: "unknown", error: postError, lookUpError }));
    }
    if (isConflict(error)) {
        return isInDoubt || addresses.length > 1
            ? addMissing(failed, error)
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

/** After a conflict: some of the addresses stand in the list, and the others are added. */
async function addMissing({ task, attempt, isInDoubt }: FailedPost, conflict: Error): Promise<Additions> {
    const { addresses } = attempt;
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

/** Splits the addresses that Atlas names from the others, and puts the others first. If Atlas names none or all, it splits in halves. */
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

function asRequest(address: CanonicalAddress): AccessListEntryRequest {
    const spelled = wireAddress(address);
    return isCidrBlock(address) ? { cidrBlock: spelled } : { ipAddress: spelled };
}
