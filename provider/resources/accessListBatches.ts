import DataLoader from "dataloader";
import type { CanonicalAddress } from "../atlas/address";
import type { ApiKeyReference } from "../atlas/apiKeyAccessList";
import type { Clock } from "../atlas/clock";
import { asOneOperation } from "../atlas/operation";
import type { AtlasSession } from "../dynamic/session";
import { perSession } from "../dynamic/session";
import type { Addition } from "./accessListAdditions";
import { addEntries } from "./accessListAdditions";
import { listName, wouldLockOut, writeInTurn, writesSettled } from "./accessLists";

/** An entry that somebody waits for. */
export interface WantedEntry {
    readonly address: CanonicalAddress;
    readonly allowLockout?: boolean | undefined;
}

/** This long after the last creation has joined, a post goes out: an engine starts several within milliseconds. */
const QUIET_MS = 10;
/** No creation waits for others longer than this. */
const LONGEST_WAIT_MS = 50;

const batchesOfKeys = perSession(() => new Map<string, Batches>());

/**
 * Adds an entry to the list of a key, in one post with those that others want added to it at the same time. Each gets
 * an answer of its own.
 *
 * @throws Error if it would be the first on the key that the provider itself calls with.
 */
export function addInBatch(
    session: AtlasSession,
    key: ApiKeyReference,
    wanted: WantedEntry,
): Promise<Addition> {
    const known = batchesOfKeys(session);
    const batches = known.get(listName(key)) ?? new Batches(session, key);
    known.set(listName(key), batches);
    return batches.add(wanted);
}

/** The batches of one key. */
class Batches {
    readonly #clock: Clock;
    readonly #loader: DataLoader<WantedEntry, Addition>;
    #lastJoinedMs = 0;

    constructor(session: AtlasSession, key: ApiKeyReference) {
        this.#clock = session.client.clock;
        this.#loader = new DataLoader<WantedEntry, Addition>(
            (batch) => asOneOperation(() => writeInTurn(session, key, () => addBatch(session, key, batch))),
            {
                cache: false,
                batchScheduleFn: (send) => {
                    // While an earlier write is under way, this one could not go out: others may still join.
                    void this.#untilQuiet()
                        .then(() => writesSettled(session, key))
                        .then(send);
                },
            },
        );
    }

    add(wanted: WantedEntry): Promise<Addition> {
        this.#lastJoinedMs = this.#clock.nowMs();
        return this.#loader.load(wanted);
    }

    async #untilQuiet(): Promise<void> {
        const latestMs = this.#clock.nowMs() + LONGEST_WAIT_MS;
        for (;;) {
            const waitMs = Math.min(this.#lastJoinedMs + QUIET_MS, latestMs) - this.#clock.nowMs();
            if (waitMs <= 0) {
                return;
            }
            await this.#clock.sleep(waitMs);
        }
    }
}

async function addBatch(
    session: AtlasSession,
    key: ApiKeyReference,
    batch: readonly WantedEntry[],
): Promise<(Addition | Error)[]> {
    if (batch.every(mayLockOut) || !(await wouldLockOut(session, key))) {
        return add(session, key, batch);
    }
    // Those that may be the first go first, and alone: no other stands there before they do.
    const first = await add(session, key, batch.filter(mayLockOut));
    const isSafe = first.some(({ outcome }) => outcome === "added" || outcome === "stood");
    const others = batch.filter((wanted) => !mayLockOut(wanted));
    const rest = isSafe ? await add(session, key, others) : others.map((wanted) => refusal(wanted, key));
    return batch.map((wanted) => (mayLockOut(wanted) ? first.shift() : rest.shift()) as Addition | Error);
}

function mayLockOut({ allowLockout }: WantedEntry): boolean {
    return allowLockout === true;
}

function refusal({ address }: WantedEntry, { apiKeyId }: ApiKeyReference): Error {
    return new Error(
        `${address} would be the first entry on key ${apiKeyId}, which this run calls Atlas with: from then on Atlas refuses every other address, this machine's perhaps among them. Set allowLockout: true on the entry that holds this machine's address, and create it first.`,
    );
}

async function add(
    session: AtlasSession,
    key: ApiKeyReference,
    batch: readonly WantedEntry[],
): Promise<Addition[]> {
    if (batch.length === 0) {
        return [];
    }
    const firsts = new Map(batch.toReversed().map((wanted) => [wanted.address, wanted]));
    const isRepeated = (wanted: WantedEntry) => firsts.get(wanted.address) !== wanted;
    const additions = await addEntries(session.client, key, [...firsts.keys()].reverse());
    // Atlas takes no address twice in one post: who comes second is told what it says to a second post.
    const later = await add(session, key, batch.filter(isRepeated));
    return batch.map(
        (wanted) => (isRepeated(wanted) ? later.shift() : additions.get(wanted.address)) as Addition,
    );
}
