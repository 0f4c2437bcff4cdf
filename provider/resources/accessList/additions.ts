import type { CanonicalAddress } from "../../atlas/address";
import { addressOrNone, isCidrBlock, wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind, ownerName } from "../../atlas/endpoints/accessListOwners";
import type { AccessListEntryRequest, AccessListEntryResponse } from "../../atlas/endpoints/accessLists";
import { createAccessListEntries } from "../../atlas/endpoints/accessLists";
import {
    isAtlasApiError,
    isBadRequest,
    isConflict,
    isOutcomeUnknown,
} from "../../atlas/errors/errorPredicates";
import type { AtlasApiError } from "../../atlas/errors/errors";
import type { Found } from "../../atlas/retrying/retries";
import { evidenceOf, inWholeSeconds, isDated } from "../evidence";
import type { AccessList } from "./listing";
import { addressesOn, byAddress, createdOf, findEntry, listNow } from "./listing";
import { explained } from "../../atlas/errors/errors";
import { listed, without } from "../../schema/lists";
import type { Evidence } from "../evidence";

/**
 * Adds addresses, each given once, to the list of an owner: in one post, if Atlas takes all of them. If it takes none
 * because of some, what stands there already is left out, and a bad one is singled out, until all others are added.
 *
 * @param addresses in the order in which they are added, should one post not do.
 * @param onList hears of the whole list whenever an answer shows it, and of undefined when a post has changed the list, or may
 *   have changed it, without showing it.
 */
export function addEntries(
    client: AtlasClient,
    owner: AccessListOwner,
    addresses: readonly CanonicalAddress[],
    onList?: (list: AccessList | undefined) => void,
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
    readonly onList: ((list: AccessList | undefined) => void) | undefined;
    refusalsInARow: number;
}

async function post(task: Task, addresses: readonly CanonicalAddress[]): Promise<Additions> {
    const { client, owner, onList } = task;
    const sent: SentPost = { task, client, owner, addresses };
    try {
        const { entries, isWhole } = await createAccessListEntries(
            client,
            owner,
            addresses.map(asRequest),
            (error, firstSentMs) => lookUpSent(sent, error, firstSentMs),
        );
        const listed = byAddress(entries);
        task.refusalsInARow = 0;
        if (sent.found !== undefined) {
            onList?.(undefined);
            return await addMissing(sent, sent.found.list, sent.found.error);
        }
        onList?.(isWhole ? listed : undefined);
        return forAll(addresses, (address) => ({ outcome: "made", entry: listed.get(address) }));
    } catch (error) {
        onList?.(undefined);
        return settle(sent, error as Error);
    }
}

/** A post, and what is known of it so far. */
interface SentPost extends Post {
    readonly task: Task;
    /** When the first try went out whose outcome is unknown, by the monotonic clock; undefined if there was none. */
    firstSentMs?: number;
    /** What the list showed after such a try, if it showed any of the addresses. */
    found?: { readonly list: AccessList; readonly error: Error };
}

/** After a try whose outcome is unknown. If none of the addresses is on the list, the post can be tried again. */
async function lookUpSent(
    sent: SentPost,
    error: Error,
    firstSentMs: number,
): Promise<Found<AccessListEntryResponse[]> | undefined> {
    sent.firstSentMs = firstSentMs;
    const list = await lookUpAfter(error, sent);
    if (!sent.addresses.some((address) => list.has(address))) {
        return undefined;
    }
    sent.found = { list, error };
    return { value: [...list.values()] };
}

/** If so many posts are refused with none accepted between them, it is not for some bad entries: the list may be full. */
const MAX_REFUSALS_IN_A_ROW = 40;

/** What became of the addresses of a post that failed; those that are not at fault are added in further posts. */
function settle(sent: SentPost, error: Error): Additions | Promise<Additions> {
    const { task, addresses } = sent;
    if (error instanceof LookUpError) {
        return forAll(addresses, () => unknown(sent, error.postError, error.lookUpError));
    }
    if (isConflict(error)) {
        return isInDoubt(sent) || addresses.length > 1
            ? addAfterConflict(sent, error)
            : forAll(addresses, () => ({ outcome: "stood", error }));
    }
    if (isOutcomeUnknown(error)) {
        const seen = notListed(sent, error);
        return forAll(addresses, () => ({ outcome: "refused", error: seen }));
    }
    task.refusalsInARow += 1;
    return isBadRequest(error) && addresses.length > 1 && task.refusalsInARow <= MAX_REFUSALS_IN_A_ROW
        ? addInTurn(task, split(addresses, error))
        : forAll(addresses, () => ({ outcome: "refused", error }));
}

/** Whether it may have been sent twice. Then it may itself have added what Atlas says stands there. */
function isInDoubt({ firstSentMs }: SentPost): boolean {
    return firstSentMs !== undefined;
}

function attemptedAt({ client, firstSentMs }: SentPost): string | undefined {
    return firstSentMs === undefined ? undefined : inWholeSeconds(client.atlasTimeAt(firstSentMs));
}

function unknown(sent: SentPost, error: Error, lookUpError: Error): Addition {
    return { outcome: "unknown", error, lookUpError, attemptedAt: attemptedAt(sent) };
}

/** Each look showed that the post had done nothing, the last one after the last try. */
function notListed({ owner, addresses }: Post, error: Error): Error {
    const [only = ""] = addresses;
    const missing =
        addresses.length === 1 ? `${only} was not` : `none of the ${addresses.length} entries was`;
    return explained(error, {
        after: `At the last look, ${missing} on the access list of ${ownerName(owner)}. Run \`pulumi up\` again.`,
    });
}

async function addAfterConflict(sent: SentPost, conflict: Error): Promise<Additions> {
    let standing: AccessList;
    try {
        standing = await lookUp(sent);
    } catch (error) {
        return withoutList(sent, { conflict, lookUpError: error as Error });
    }
    if (sent.addresses.length > 1) {
        sent.task.onList?.(standing);
    }
    return addMissing(sent, standing, conflict);
}

/** After a conflict, be it behind another status: some of the addresses are on the list, and the others are added. */
async function addMissing(sent: SentPost, standing: AccessList, error: Error): Promise<Additions> {
    const { addresses, task } = sent;
    const isSettled = (address: CanonicalAddress) => standing.has(address) || addresses.length === 1;
    const settled = addresses.filter(isSettled);
    const missing = addresses.filter((address) => !isSettled(address));
    const additions = forAll(settled, (address) => shownAddition(sent, { address, standing, error }));
    // If none of them stands there any more, halves get on where a whole might not.
    const groups = settled.length === 0 ? halves(missing) : [missing];
    return new Map([...additions, ...(await addInTurn(task, groups))]);
}

/** What became of an address by what the list shows. */
function shownAddition(
    sent: SentPost,
    { address, standing, error }: { address: CanonicalAddress; standing: AccessList; error: Error },
): Addition {
    const entry = standing.get(address);
    const present = entry && { createdAt: createdOf(sent.owner, entry) };
    const attempt = { error, isInDoubt: isInDoubt(sent), attemptedAt: attemptedAt(sent) };
    const outcome = evidenceOf(attempt, present ?? "absent");
    if (outcome === "made") {
        return { outcome, entry };
    }
    const isUndated = present !== undefined && attempt.isInDoubt && !isDated(attempt.attemptedAt, present);
    return present === undefined
        ? { outcome: "refused", error }
        : { outcome: "stood", entry, error: conflictOf(address, sent, error), isUndated };
}

/** Of the addresses of one post, Atlas names one in its answer: what it says of that one is not for the others. */
function conflictOf(address: CanonicalAddress, { addresses }: Post, conflict: Error): Error {
    const named = isAtlasApiError(conflict) ? conflict.parameters.map(addressOrNone) : [];
    return addresses.length === 1 || (named.length === 1 && named[0] === address)
        ? conflict
        : new Error(
              `a post of ${addresses.length} entries was refused or failed, and the access list shows this one.`,
              { cause: conflict },
          );
}

/** What is known after a conflict when the list cannot be read. */
function withoutList(
    sent: SentPost,
    { conflict, lookUpError }: { conflict: Error; lookUpError: Error },
): Additions {
    const { addresses } = sent;
    if (isInDoubt(sent)) {
        return forAll(addresses, () => unknown(sent, conflict, lookUpError));
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

/** One post that adds some addresses together. */
export interface Post {
    readonly client: AtlasClient;
    readonly owner: AccessListOwner;
    readonly addresses: readonly CanonicalAddress[];
}

/** Nobody knows what a post did, and the list cannot be read now. */
export class LookUpError extends Error {
    readonly postError: Error;
    readonly lookUpError: Error;

    constructor(postError: Error, lookUpError: Error) {
        super(lookUpError.message);
        this.postError = postError;
        this.lookUpError = lookUpError;
    }
}

/** What is on the list after a post whose outcome nobody knows. @throws LookUpError if the list cannot be read. */
export async function lookUpAfter(postError: Error, post: Post): Promise<AccessList> {
    try {
        return await lookUp(post);
    } catch (error) {
        throw new LookUpError(postError, error as Error);
    }
}

/** What is on the list now: of a single address only that one, which costs one call on long lists, too. */
export async function lookUp({ client, owner, addresses }: Post): Promise<AccessList> {
    const [only = "", ...others] = addresses;
    if (others.length === 0) {
        const entry = await findEntry(client, owner, only);
        return new Map(entry === undefined ? [] : [[only, entry]]);
    }
    const list = await listNow(client, owner);
    const { members, gap } = addressesOn(list);
    // Of a list that is not whole: none of the addresses is absent because the list does not show it.
    if (gap !== undefined && without(addresses, members).length > 0) {
        throw gap;
    }
    return list;
}

/** What became of an address that was to be added to a list. */
export type Addition = { readonly outcome: Evidence } & (
    | {
          /** Without `entry`, Atlas has taken it, and has not shown it since. */
          readonly outcome: "made";
          readonly entry?: AccessListEntryResponse | undefined;
      }
    | {
          readonly outcome: "stood";
          readonly entry?: AccessListEntryResponse | undefined;
          readonly error: Error;
          /** No date tells that it was there before: it may be the work of the post all the same. */
          readonly isUndated?: boolean;
      }
    | { readonly outcome: "refused"; readonly error: Error }
    | {
          readonly outcome: "unknown";
          readonly error: Error;
          /** Why the list could not be read. */
          readonly lookUpError: Error;
          /** As in UnconfirmedEntry. */
          readonly attemptedAt: string | undefined;
      }
);

export type Additions = ReadonlyMap<CanonicalAddress, Addition>;

/** The addresses of which this became. */
export function addressesWhere(
    additions: Additions,
    isMeant: (addition: Addition) => boolean,
): CanonicalAddress[] {
    return [...additions].flatMap(([address, addition]) => (isMeant(addition) ? [address] : []));
}

/** Additions of some addresses, by what became of each. */
export function forAll(
    addresses: readonly CanonicalAddress[],
    outcomeOf: (address: CanonicalAddress) => Addition,
): Additions {
    return new Map(addresses.map((address) => [address, outcomeOf(address)]));
}

/** An error, and the addresses that were not added or removed because of it. */
export interface EntryFailure {
    readonly addresses: readonly CanonicalAddress[];
    readonly error: Error;
}

/** What the user should read about failures, in one sentence for each error. */
export function describeFailures(failures: readonly EntryFailure[]): string {
    const others = failures.length - MAX_DESCRIBED;
    const described = failures
        .slice(0, MAX_DESCRIBED)
        .map(({ addresses, error }) => `${listed(addresses)}: ${error.message}`);
    return [...described, ...(others > 0 ? [`${others} others failed as well.`] : [])].join(" ");
}

const MAX_DESCRIBED = 5;

/** The failures among additions, those of one error together. */
export function failuresAmong(additions: Additions): EntryFailure[] {
    const addressesOf = new Map<Error, CanonicalAddress[]>();
    const doubts = new Set<Error>();
    for (const [address, addition] of additions) {
        if (addition.outcome === "refused" || addition.outcome === "unknown") {
            const { error, outcome } = addition;
            const addresses = addressesOf.get(error) ?? [];
            addresses.push(address);
            addressesOf.set(error, addresses);
            if (outcome === "unknown") {
                doubts.add(error);
            }
        }
    }
    return [...addressesOf].map(([error, addresses]) => ({
        addresses,
        error: doubts.has(error) ? inDoubt(error) : error,
    }));
}

function inDoubt(error: Error): Error {
    return explained(error, {
        after: "Nobody knows yet whether that took effect: run `pulumi up` again, which finds out and goes on.",
    });
}
