import type { Clock } from "../clock";

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
