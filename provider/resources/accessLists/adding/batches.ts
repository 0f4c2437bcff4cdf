import { setImmediate } from "node:timers/promises";
import DataLoader from "dataloader";
import type { CanonicalAddress } from "../../../atlas/address";
import type { Clock } from "../../../atlas/clock";
import type { AccessListOwner } from "../../../atlas/endpoints/accessListOwners";
import { ownerName } from "../../../atlas/endpoints/accessListOwners";
import { asOneOperation } from "../../../atlas/retrying/operation";
import type { AtlasSession } from "../../../core/session";
import { perSession } from "../../../core/session";
import type { Addition } from "./outcomes";
import { addEntries } from "./additions";
import { wouldLockOut } from "../lockout";
import { listName } from "../names";
import { Waves } from "./waves";
import { writeInTurn, writesSettled } from "../writing";

/** An entry that somebody waits for. */
export interface WantedEntry {
    readonly address: CanonicalAddress;
    readonly allowLockout?: boolean | undefined;
}

const wavesOf = perSession(() => new Waves());
const batchesOfOwners = perSession(() => new Map<string, Batches>());

/**
 * Adds an entry to the list of an owner, in one post with those that others want added to it at the same time. Each gets
 * an answer of its own.
 *
 * @param wanted is what nobody else wants at the same time (`holders.ts`): Atlas takes no address twice in one post.
 * @throws Error if it would be the first on the list of the owner that the provider itself calls as.
 */
export function addInBatch(
    session: AtlasSession,
    owner: AccessListOwner,
    wanted: WantedEntry,
): Promise<Addition> {
    const known = batchesOfOwners(session);
    const batches = known.get(listName(owner)) ?? new Batches(session, owner);
    known.set(listName(owner), batches);
    return batches.add(wanted);
}

/** The batches of one owner. */
class Batches {
    readonly #session: AtlasSession;
    readonly #owner: AccessListOwner;
    readonly #clock: Clock;
    readonly #waves: Waves;
    readonly #loader: DataLoader<WantedEntry, Addition>;
    #lastAnswerMs = 0;

    constructor(session: AtlasSession, owner: AccessListOwner) {
        this.#session = session;
        this.#owner = owner;
        this.#clock = session.client.clock;
        this.#waves = wavesOf(session);
        this.#loader = new DataLoader<WantedEntry, Addition>((batch) => this.#send(batch), {
            cache: false,
            batchScheduleFn: (send) => void this.#untilAllThere().then(send),
        });
    }

    add(wanted: WantedEntry): Promise<Addition> {
        this.#waves.joined(this.#clock.nowMs());
        return this.#loader.load(wanted);
    }

    async #untilAllThere(): Promise<void> {
        const openedMs = this.#clock.nowMs();
        for (;;) {
            // While an earlier write is under way, this one could not go out: others may still join.
            await writesSettled(this.#session, this.#owner);
            const waitMs = this.#waves.waitMs(Math.max(openedMs, this.#lastAnswerMs), this.#clock.nowMs());
            if (waitMs <= 0) {
                return;
            }
            await Promise.race([this.#clock.sleep(waitMs), this.#waves.nextJoin()]);
            // Node runs timers before it reads: what came while the machine was busy joins first.
            await setImmediate();
        }
    }

    #send(batch: readonly WantedEntry[]): Promise<(Addition | Error)[]> {
        this.#waves.sent();
        const post = async () => {
            try {
                return await addBatch(this.#session, this.#owner, batch);
            } finally {
                this.#lastAnswerMs = this.#clock.nowMs();
                this.#waves.answered(batch.length, this.#lastAnswerMs);
            }
        };
        return asOneOperation(() => writeInTurn(this.#session, this.#owner, post));
    }
}

async function addBatch(
    session: AtlasSession,
    owner: AccessListOwner,
    batch: readonly WantedEntry[],
): Promise<(Addition | Error)[]> {
    if (batch.every(mayLockOut) || !(await wouldLockOut(session, owner))) {
        return add(session, owner, batch);
    }
    // Those that may be the first go first, and alone: no other stands there before they do.
    const first = await add(session, owner, batch.filter(mayLockOut));
    const isSafe = first.some(({ outcome }) => outcome === "made" || outcome === "stood");
    const others = batch.filter((wanted) => !mayLockOut(wanted));
    const rest = isSafe ? await add(session, owner, others) : others.map((wanted) => refusal(wanted, owner));
    return batch.map((wanted) => (mayLockOut(wanted) ? first.shift() : rest.shift()) as Addition | Error);
}

function mayLockOut({ allowLockout }: WantedEntry): boolean {
    return allowLockout === true;
}

function refusal({ address }: WantedEntry, owner: AccessListOwner): Error {
    return new Error(
        `${address} would be the first entry on ${ownerName(owner)}, which this run calls Atlas with: from then on Atlas refuses every other address, this machine's perhaps among them. Set allowLockout: true on the entry that holds this machine's address, and create it first.`,
    );
}

async function add(
    session: AtlasSession,
    owner: AccessListOwner,
    batch: readonly WantedEntry[],
): Promise<Addition[]> {
    if (batch.length === 0) {
        return [];
    }
    const addresses = batch.map(({ address }) => address);
    const additions = await addEntries(session.client, owner, addresses);
    return addresses.map((address) => additions.get(address) as Addition);
}
