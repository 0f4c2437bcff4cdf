import type { Caller } from "./auth/caller";
import { RateLimited } from "./errors";

/** How many calls a bucket holds, and how many it regains every 60 seconds. */
export interface TokenBucket {
    readonly capacity: number;
    readonly refill: number;
}

/** Sets of endpoints that share a token bucket, as Atlas documents them. */
export const RATE_LIMITS = {
    /** GET and POST /orgs, counted per caller; all others are counted per organization. */
    organizations: { capacity: 300, refill: 100 },
    organization: { capacity: 500, refill: 250 },
    settings: { capacity: 10, refill: 5 },
    apiKeys: { capacity: 500, refill: 250 },
    serviceAccounts: { capacity: 500, refill: 250 },
    linkTokens: { capacity: 500, refill: 250 },
} as const satisfies Record<string, TokenBucket>;

export type RateLimitSet = keyof typeof RATE_LIMITS;

export type RateLimitOption = "off" | "documented" | Partial<Record<RateLimitSet, TokenBucket>>;

/** What a reply says of the bucket that its request belongs to. */
export interface BucketState {
    readonly limit: number;
    readonly remaining: number;
}

interface BucketUse {
    readonly firstUseMs: number;
    refills: number;
    remaining: number;
}

const WINDOW_SECONDS = 60;
const WINDOW_MS = WINDOW_SECONDS * 1000;

/**
 * Atlas' token buckets. They regain tokens in whole intervals, counted from a bucket's first use; how Atlas spreads a
 * refill over its minute is not confirmed.
 */
export class RateLimits {
    readonly #buckets: Partial<Record<RateLimitSet, TokenBucket>>;
    readonly #clock: { nowMs(): number };
    readonly #uses = new Map<string, BucketUse>();

    constructor(option: RateLimitOption, clock: { nowMs(): number }) {
        this.#buckets = option === "documented" ? RATE_LIMITS : option === "off" ? {} : option;
        this.#clock = clock;
    }

    /** Takes a token for a call; throws 429 RATE_LIMITED_TOKEN_BUCKET when there is none. */
    take(set: RateLimitSet, caller: Caller, path: string): void {
        const bucket = this.#buckets[set];
        if (bucket === undefined) {
            return;
        }
        const use = this.#useOf(set, caller, bucket);
        if (use.remaining === 0) {
            throw this.#emptyBucket(bucket, use, path);
        }
        use.remaining -= 1;
    }

    /** A set without limit shows the bucket that it has at Atlas, full. */
    stateOf(set: RateLimitSet, caller: Caller): BucketState {
        const bucket = this.#buckets[set];
        if (bucket === undefined) {
            const { capacity } = RATE_LIMITS[set];
            return { limit: capacity, remaining: capacity };
        }
        const { remaining } = this.#useOf(set, caller, bucket);
        return { limit: bucket.capacity, remaining };
    }

    #useOf(set: RateLimitSet, caller: Caller, bucket: TokenBucket): BucketUse {
        const nowMs = this.#clock.nowMs();
        const name = `${set} ${set === "organizations" ? caller.id : caller.orgId}`;
        const use = this.#uses.get(name) ?? { firstUseMs: nowMs, refills: 0, remaining: bucket.capacity };
        this.#uses.set(name, use);
        const refills = Math.max(use.refills, Math.floor((nowMs - use.firstUseMs) / WINDOW_MS));
        use.remaining = Math.min(bucket.capacity, use.remaining + (refills - use.refills) * bucket.refill);
        use.refills = refills;
        return use;
    }

    #emptyBucket({ capacity, refill }: TokenBucket, use: BucketUse, path: string): RateLimited {
        const refillMs = use.firstUseMs + (use.refills + 1) * WINDOW_MS;
        const seconds = Math.ceil((refillMs - this.#clock.nowMs()) / 1000);
        const resource = path.replace(/^\//, "");
        return new RateLimited({
            errorCode: "RATE_LIMITED_TOKEN_BUCKET",
            detail:
                `Rate limit exceeded for ${resource}. Please retry after ${seconds} seconds. ` +
                `Request capacity: ${capacity}. Refill rate: ${refill} per ${WINDOW_SECONDS} seconds.`,
            parameters: [resource, seconds, capacity, refill, WINDOW_SECONDS],
            retryAfterSeconds: seconds,
        });
    }
}
