import { setImmediate } from "node:timers/promises";
import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind, ownerName } from "../../atlas/endpoints/accessListOwners";
import type { LostTime } from "../../atlas/retrying/operation";
import { asOneOperation, lostTimeOfOperation } from "../../atlas/retrying/operation";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { perInstance } from "../../runtime/providerInstance";
import type { Addition, Additions } from "./additions";
import { addEntries, forAll } from "./additions";
import { deleteEntry, Removal } from "./removal";
import type { AccessList } from "./listing";
import { gapIn, listOrNone } from "./listing";
import { listName } from "./owners";
import type { Removals, RemovedEntry } from "./removal";
import { Reservations } from "./reservations";
import type { SeparateAfter } from "./writeLine";
import { WriteLine } from "./writeLine";

/** An entry that a single resource adds. */
export interface WantedEntry {
    readonly address: CanonicalAddress;
    /** Whether it may be the first on the list of the very owner that the provider calls as. */
    readonly allowLockout?: boolean | undefined;
}

/** What one resource for a whole list adds. */
export interface WantedEntries {
    /** All that is to be on the list, in the order in which it is added; what should let this machine in comes first. */
    readonly declared: readonly CanonicalAddress[];
    /** What of it is not there yet, as far as is known. */
    readonly missing: readonly CanonicalAddress[];
    readonly allowLockout?: boolean | undefined;
}

/** Entries that wait for their turn to be posted together. */
interface Batch {
    readonly entries: BatchEntry[];
    /** What the write that was under way had lost when the batch was opened. */
    readonly lostMsBefore: number;
}

interface BatchEntry extends WantedEntry {
    readonly resolve: (addition: Addition) => void;
    readonly reject: (error: unknown) => void;
}

/** A warning is not worth a longer wait: the deletes that follow would meet the same failures. */
const MAX_RETRY_MS_BEFORE_DELETE = 10_000;

const listsOf = perInstance(() => new Map<string, AccessListOfRun>());

/** All that a run knows of the access list of an owner. */
export function accessListOf(instance: ProviderInstance, owner: AccessListOwner): AccessListOfRun {
    const lists = listsOf(instance);
    const list = lists.get(listName(owner)) ?? new AccessListOfRun(instance, owner);
    lists.set(listName(owner), list);
    return list;
}

/**
 * All that a run knows of one access list: what Atlas has shown of it, which resources stand for which entries, and the
 * writes to it, one after the other. No other place remembers anything of a list.
 */
export class AccessListOfRun {
    readonly owner: AccessListOwner;
    readonly reservations: Reservations;
    readonly #instance: ProviderInstance;
    readonly #line = new WriteLine();
    #shown: Promise<AccessList | undefined> | undefined;
    #lookBeforeDeletes: Promise<unknown> | undefined;
    #isCaller: Promise<boolean> | undefined;
    #waiting: Batch | undefined;
    #lostByWrite: LostTime | undefined;

    constructor(instance: ProviderInstance, owner: AccessListOwner) {
        this.#instance = instance;
        this.owner = owner;
        this.reservations = new Reservations(owner);
    }

    /**
     * The list as Atlas has shown it, with this run's own writes since; undefined if its owner is gone. It is read once,
     * and again after a write whose outcome is not shown.
     */
    entries(): Promise<AccessList | undefined> {
        return this.#shown ?? this.#read();
    }

    /** The list, where Atlas has shown it to this run; undefined where it has not. Calls nobody. */
    shownEntries(): Promise<AccessList | undefined> | undefined {
        return this.#shown;
    }

    /**
     * Adds an entry, in one post with those that others want to add while an earlier write is under way. Each gets an
     * answer of its own.
     *
     * @param wanted is what nobody else wants at the same time (see reservations): Atlas takes no address twice in one post.
     * @throws Error if it would be the first on the list of the owner that the provider itself calls as.
     */
    add(wanted: WantedEntry): Promise<Addition> {
        const isOpen = this.#waiting !== undefined;
        const batch = this.#waiting ?? { entries: [], lostMsBefore: this.#lostByWrite?.retryMs ?? 0 };
        this.#waiting = batch;
        const addition = new Promise<Addition>((resolve, reject) => {
            batch.entries.push({ ...wanted, resolve, reject });
        });
        const isFull = batch.entries.length === ownerKind(this.owner).maxEntries;
        this.#waiting = isFull ? undefined : batch;
        if (!isOpen) {
            void this.#post(batch);
        }
        return addition;
    }

    /**
     * Adds what a list lacks.
     *
     * @throws Error if these would be the first entries on the list of the owner that the provider itself calls as.
     */
    addAll({ declared, missing, allowLockout = false }: WantedEntries): Promise<Additions> {
        return this.#write(async () => {
            if (missing.length === 0 || !(await this.wouldLockOut())) {
                return this.#send(missing);
            }
            if (!allowLockout) {
                throw firstEntriesRefusal(this.owner);
            }
            // The list is empty, whatever the state says, and its first entry must be the one that lets this machine in.
            const [first, rest] = [declared.slice(0, 1), declared.slice(1)];
            const error = new Error(
                `not added, as the first entry (${first.join("")}), which should let this machine in, was not taken.`,
            );
            return this.#sendOneBeforeTheOther(first, rest, () => error);
        });
    }

    /** Removes entries, some at a time; one that Atlas keeps is no reason to keep the others. */
    remove(addresses: readonly CanonicalAddress[]): Promise<Removals> {
        return new Removal(addresses).run((address, isPointless) =>
            // Each counts for itself against the limits on lost time, as it would as a resource of its own.
            asOneOperation(() => this.#delete(address, isPointless)),
        );
    }

    /** Removes an entry, unless it is gone already. @throws Error if Atlas refuses. */
    async removeOne(address: CanonicalAddress): Promise<void> {
        await this.#delete(address, () => false);
    }

    /** Whether the next entry would be the first on the list of the very owner that the provider calls as. */
    async wouldLockOut(): Promise<boolean> {
        this.#isCaller ??= ownerKind(this.owner).isCaller(this.#instance.client, this.owner);
        try {
            return (await this.#isCaller) && ((await this.entries())?.size ?? 0) === 0;
        } catch (error) {
            this.#isCaller = undefined;
            throw error;
        }
    }

    /** @param lostBefore what the read counts as having lost already: what is less urgent gets less time. */
    #read(lostBefore?: Partial<LostTime>): Promise<AccessList | undefined> {
        // It serves several operations: none of them pays for it alone.
        const asked = asOneOperation(() => listOrNone(this.#instance.client, this.owner), lostBefore);
        this.#shown = asked;
        asked.catch(() => {
            this.#shown = this.#shown === asked ? undefined : this.#shown;
        });
        return asked;
    }

    async #post(batch: Batch): Promise<void> {
        // What comes in the same moment joins.
        await setImmediate();
        const retryMs = () => Math.max(0, (this.#lostByWrite?.retryMs ?? 0) - batch.lostMsBefore);
        try {
            const additions = await this.#write(() => {
                this.#waiting = this.#waiting === batch ? undefined : this.#waiting;
                return this.#addBatch(batch.entries);
            }, retryMs);
            for (const { address, resolve } of batch.entries) {
                resolve(additions.get(address) as Addition);
            }
        } catch (error) {
            batch.entries.forEach(({ reject }) => {
                reject(error);
            });
        }
    }

    async #addBatch(entries: readonly WantedEntry[]): Promise<Additions> {
        const mayBeFirst = entries.filter(({ allowLockout }) => allowLockout === true).map(addressOf);
        const others = entries.filter(({ allowLockout }) => allowLockout !== true).map(addressOf);
        return others.length === 0 || !(await this.wouldLockOut())
            ? this.#send(entries.map(addressOf))
            : this.#sendOneBeforeTheOther(mayBeFirst, others, (address) =>
                  firstEntryRefusal(address, this.owner),
              );
    }

    /** Sends some addresses first, and the others only if one of those is on the list then: it lets this machine in. */
    async #sendOneBeforeTheOther(
        first: readonly CanonicalAddress[],
        others: readonly CanonicalAddress[],
        refusal: (address: CanonicalAddress) => Error,
    ): Promise<Additions> {
        const additions = await this.#send(first);
        const isLetIn = [...additions.values()].some(({ outcome }) => ["made", "stood"].includes(outcome));
        const rest = isLetIn
            ? await this.#send(others)
            : forAll(others, (address) => ({ outcome: "refused", error: refusal(address) }));
        return new Map([...additions, ...rest]);
    }

    async #send(addresses: readonly CanonicalAddress[]): Promise<Additions> {
        if (addresses.length === 0) {
            return new Map();
        }
        return addEntries(this.#instance.client, this.owner, addresses, (list) => {
            this.#shown = list && Promise.resolve(list);
            this.#lookBeforeDeletes = undefined;
        });
    }

    /** Runs a write alone. @param lostMs what it counts as having lost to failures before its turn came. */
    #write<T>(write: () => Promise<T>, lostMs: () => number = () => 0): Promise<T> {
        return this.#line.runAlone(() =>
            asOneOperation(
                () => {
                    this.#lostByWrite = lostTimeOfOperation();
                    return write();
                },
                { retryMs: lostMs() },
            ),
        );
    }

    /** Deletes an entry in its turn, unless that has become pointless by then. */
    #delete(address: CanonicalAddress, isPointless: () => boolean): Promise<RemovedEntry> {
        const { client } = this.#instance;
        return this.#line.runDelete(
            async (separateAfter) => (isPointless() ? "notTried" : this.#deleteNow(address, separateAfter)),
            () => client.isStopping,
        );
    }

    async #deleteNow(address: CanonicalAddress, separateAfter: SeparateAfter): Promise<RemovedEntry> {
        await this.#lookOnceBeforeDeletes();
        if (await deleteEntry(this.#instance.client, this.owner, address, separateAfter)) {
            await this.#noteDeleted(address);
            return "removed";
        }
        this.#shown = Promise.resolve(undefined);
        return "ownerGone";
    }

    /** How many entries there are tells which delete is the last. A failure is no reason not to delete. */
    #lookOnceBeforeDeletes(): Promise<unknown> {
        const retryMs = Math.max(0, this.#instance.client.maxRetryMs - MAX_RETRY_MS_BEFORE_DELETE);
        this.#lookBeforeDeletes ??= (this.#shown ?? this.#read({ retryMs })).catch(() => undefined);
        return this.#lookBeforeDeletes;
    }

    async #noteDeleted(address: CanonicalAddress): Promise<void> {
        const list = await this.#shown?.catch(() => undefined);
        // Of a list that Atlas has not shown whole, nobody knows which entry is the last.
        const isLast = list?.delete(address) === true && gapIn(list) === undefined && list.size === 0;
        if (isLast) {
            warnOfLastEntry(this.#instance, this.owner);
        }
    }
}

function addressOf({ address }: WantedEntry): CanonicalAddress {
    return address;
}

function firstEntriesRefusal(owner: AccessListOwner): Error {
    return new Error(
        `these would be the first entries on ${ownerName(owner)}, which this run calls Atlas with: from then on Atlas refuses every other address. If this machine's address is among them, set allowLockout: true, and name that address first.`,
    );
}

function firstEntryRefusal(address: CanonicalAddress, owner: AccessListOwner): Error {
    return new Error(
        `${address} would be the first entry on ${ownerName(owner)}, which this run calls Atlas with: from then on Atlas refuses every other address, this machine's perhaps among them. Set allowLockout: true on the entry that holds this machine's address, and create it first.`,
    );
}

function warnOfLastEntry(instance: ProviderInstance, owner: AccessListOwner): void {
    const { shortName } = ownerKind(owner);
    instance.warn(
        `the access list of ${ownerName(owner)} has lost its last entry: unless the organization requires an access list, the ${shortName} may be used from every address now. If the ${shortName} is to stay, keep an entry on its list. If it is to be deleted as well, give what is on its list the option \`deletedWith\`: then Atlas deletes both together.`,
    );
}
