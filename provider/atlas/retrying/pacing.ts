import type { Clock } from "../clock";
import type { AtlasCallError, AtlasNetworkError } from "../errors/errors";
import { isAtlasApiError } from "../errors/errorPredicates";

/** What is known of one token bucket of Atlas. */
interface Bucket {
    /** Calls it holds when it is full. */
    capacity: number;
    /** Calls that it still has, as far as we know. */
    remaining: number;
    /** Calls that come back in each window, if a 429 has told. */
    refill: number | undefined;
    windowMs: number;
    /** Before this time it takes no call. */
    closedUntilMs: number;
    lastStartMs: number;
}

/** An answer, as far as it counts here. */
interface WithHeaders {
    header(name: string): string | undefined;
}

/** No bucket of Atlas fills more slowly than by one call in this time, whatever a 429 says. */
const LONGEST_SPACE_MS = 60_000;

/** How full a bucket must be for calls to go out as they come. */
const LOW_SHARE = 0.05;

/**
 * Keeps calls within Atlas's token buckets. What the buckets hold, its answers tell. While one is nearly empty, calls to
 * it go out no faster than it fills; when Atlas refuses one, all wait as long as that one has to.
 *
 * https://www.mongodb.com/docs/atlas/api/api-rate-limit/
 */
export class Pacer {
    readonly #clock: Clock;
    readonly #stopping: AbortSignal;
    readonly #buckets = new Map<string, Bucket>();

    /** @param stopping ends all waits: what would have to wait is not to go out. */
    constructor(clock: Clock, stopping: AbortSignal) {
        this.#clock = clock;
        this.#stopping = stopping;
    }

    /**
     * Returns true when a call may go out; false if it would have to wait, and nobody waits any longer.
     *
     * @param onSlowDown hears of waits that no 429 has asked for.
     */
    async turn(bucketName: string, onSlowDown: (waitMs: number) => void): Promise<boolean> {
        for (;;) {
            const bucket = this.#buckets.get(bucketName);
            const startMs = bucket === undefined ? 0 : earliestStartMs(bucket);
            const waitMs = startMs - this.#clock.nowMs();
            if (waitMs <= 0) {
                this.#start(bucket);
                return true;
            }
            if (this.#stopping.aborted) {
                return false;
            }
            if (startMs !== bucket?.closedUntilMs) {
                onSlowDown(waitMs);
            }
            await this.#clock.sleep(waitMs, this.#stopping);
        }
    }

    /** Takes note of what an answer says about its bucket. */
    observe(bucketName: string, reply: WithHeaders): void {
        const capacity = Number(reply.header("ratelimit-limit") ?? Number.NaN);
        const remaining = Number(reply.header("ratelimit-remaining") ?? Number.NaN);
        if (capacity > 0 && remaining >= 0) {
            Object.assign(this.#bucket(bucketName, capacity), { capacity, remaining });
        }
    }

    /** Takes note of a 429: how long to wait, and the parameters of its body, which tell how the bucket fills. */
    close(bucketName: string, waitMs: number, parameters: readonly unknown[]): void {
        const [, , capacity, refill, windowSeconds] = parameters.length === 5 ? parameters.map(Number) : [];
        // A 429 that tells nothing, as a gateway sends it, says nothing against one call after the other.
        const bucket = this.#bucket(bucketName, capacity ?? Number.POSITIVE_INFINITY);
        bucket.closedUntilMs = Math.max(bucket.closedUntilMs, this.#clock.nowMs() + waitMs);
        if (Number(refill) > 0 && Number(windowSeconds) > 0) {
            Object.assign(bucket, { refill, windowMs: Number(windowSeconds) * 1000 });
        }
        // A full window has come by then, or the next answer says what there is.
        bucket.remaining = refillOf(bucket);
    }

    #bucket(name: string, capacity: number): Bucket {
        const bucket = this.#buckets.get(name) ?? {
            capacity,
            remaining: capacity,
            refill: undefined,
            windowMs: 60_000,
            closedUntilMs: 0,
            lastStartMs: 0,
        };
        this.#buckets.set(name, bucket);
        return bucket;
    }

    #start(bucket: Bucket | undefined): void {
        if (bucket !== undefined) {
            bucket.remaining -= 1;
            bucket.lastStartMs = this.#clock.nowMs();
        }
    }
}

function earliestStartMs(bucket: Bucket): number {
    const isLow = bucket.remaining <= Math.max(1, bucket.capacity * LOW_SHARE);
    const spaceMs = Math.min(LONGEST_SPACE_MS, bucket.windowMs / refillOf(bucket));
    const spacedMs = isLow ? bucket.lastStartMs + spaceMs : 0;
    return Math.max(bucket.closedUntilMs, spacedMs);
}

/** As Atlas documents for nearly all of its buckets; a 429 tells for sure. */
function refillOf({ capacity, refill }: Bucket): number {
    return refill ?? Math.max(1, capacity / 2);
}

/** The bucket that a path of the Admin API (below `/api/atlas/v2`) is counted in. */
export function bucketOf(path: string): string {
    const [orgs = "", orgId, part] = path.split("/").slice(1);
    const set = part === undefined || part === "groups" ? "" : part;
    return orgId === undefined ? orgs : `${orgs}/${orgId}${set && `/${set}`}`;
}

/**
 * A fixed number of lanes, each carrying one task at a time. Tasks that find no lane free wait in the order in which
 * they came.
 */
export class SignerPool<Lane extends { readonly isWarm: boolean }> {
    readonly #idle: Lane[];
    readonly #waiting: ((lane: Lane) => void)[] = [];

    constructor(lanes: readonly Lane[]) {
        this.#idle = [...lanes];
    }

    /** Runs `task` on a lane as soon as there is one; warm lanes first, as a cold one costs a request more. */
    async run<T>(task: (lane: Lane) => Promise<T>): Promise<T> {
        const lane = await this.#acquire();
        try {
            return await task(lane);
        } finally {
            this.#release(lane);
        }
    }

    #acquire(): Lane | Promise<Lane> {
        // The warm lane used last has the best chance that its nonce is still good.
        const warm = this.#idle.findLastIndex((lane) => lane.isWarm);
        const [lane] = this.#idle.splice(warm === -1 ? 0 : warm, 1);
        return lane ?? new Promise((resolve) => this.#waiting.push(resolve));
    }

    #release(lane: Lane): void {
        const next = this.#waiting.shift();
        if (next === undefined) {
            this.#idle.push(lane);
        } else {
            next(lane);
        }
    }
}

/** Waits shorter than this are nobody's business. */
const SHORTEST_SAID_MS = 2_000;

/** Says that a wait begins, once for all requests that wait for the same reason at the same time. */
export class Notices {
    readonly #clock: Clock;
    readonly #say: (line: string) => void;
    readonly #saidUntilMs = new Map<string, number>();

    constructor(clock: Clock, say: (line: string) => void) {
        this.#clock = clock;
        this.#say = say;
    }

    /** @param reason is a whole sentence, and stands for all waits that have the same. */
    waiting(reason: string, waitMs: number): void {
        const untilMs = this.#clock.nowMs() + waitMs;
        const saidUntilMs = this.#saidUntilMs.get(reason) ?? 0;
        if (waitMs <= SHORTEST_SAID_MS || untilMs <= saidUntilMs + SHORTEST_SAID_MS) {
            return;
        }
        this.#saidUntilMs.set(reason, untilMs);
        const time = new Date(untilMs).toISOString().slice(11, 19);
        this.#say(`${reason} Going on at ${time} UTC, in ${Math.ceil(waitMs / 1000)} s.`);
    }
}

/** A failure in a few words, the same for all calls that fail in the same way. */
export function briefly(error: AtlasCallError): string {
    if (isAtlasApiError(error)) {
        return [error.status, error.errorCode].filter((part) => part !== undefined).join(" ");
    }
    if (error.name === "AtlasResponseError") {
        return "an answer that cannot be used";
    }
    const { proxy } = error as AtlasNetworkError;
    if (proxy !== undefined) {
        return `no connection through the proxy ${proxy.address}`;
    }
    return error.name === "AtlasTimeoutError" ? "no answer in time" : "no connection";
}
