import { DEFAULT_BASE_URL, parseBaseUrl, refuseInClear } from "./transport/baseUrl";
import { SYSTEM_CLOCK } from "./clock";
import type { Clock } from "./clock";
import type { AtlasCredential } from "./auth/credential";
import { AtlasConfigError } from "./errors/errors";

/** How an AtlasClient calls, and as whom. */
export interface AtlasClientOptions {
    credential: AtlasCredential;
    /** Where Atlas is; https, or http for a loopback address. @default "https://cloud.mongodb.com" */
    baseUrl?: string;
    /** Permits plain http to any address, for an API key only: a digest shows no part of it. @default false */
    allowHttp?: boolean;
    /** Time for one request, from its start to the last byte of its answer. @default 30_000 */
    requestTimeoutMs?: number;
    /** Time that one operation may lose to 5xx answers and lost connections; 0 to repeat nothing. @default 120_000 */
    maxRetryMs?: number;
    /** Time that one operation may wait because of 429 answers; 0 to fail at once. @default 600_000 */
    maxRateLimitWaitMs?: number;
    /** What no error and no line may show. The client adds what belongs to its credential. @default nothing else */
    secrets?: Set<string>;
    /** How many requests may be under way at the same time. @default 8 */
    laneCount?: number;
    /** Hears, in one line, of each wait of more than two seconds. @default nobody */
    onWait?: (line: string) => void;
    /** Hears, in one line without secrets, of each request. @default nobody */
    log?: (line: string) => void;
    /** @default the system's */
    clock?: Clock;
    /** A number between 0 and 1, for the jitter of waits. @default Math.random */
    random?: () => number;
}

/**
 * The options with every default filled in.
 *
 * @throws AtlasConfigError if the base URL is unusable, or would get the credential in clear, or a number is too small.
 */
export function withDefaults(options: AtlasClientOptions): Required<AtlasClientOptions> {
    const { allowHttp = false } = options;
    const baseUrl = parseBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL, "baseUrl", allowHttp);
    refuseInClear(options.credential, baseUrl);
    return {
        credential: options.credential,
        baseUrl,
        allowHttp,
        requestTimeoutMs: wholeNumber("requestTimeoutMs", options.requestTimeoutMs ?? 30_000, 1),
        maxRetryMs: wholeNumber("maxRetryMs", options.maxRetryMs ?? 120_000, 0),
        maxRateLimitWaitMs: wholeNumber("maxRateLimitWaitMs", options.maxRateLimitWaitMs ?? 600_000, 0),
        secrets: options.secrets ?? new Set(),
        laneCount: wholeNumber("laneCount", options.laneCount ?? 8, 1),
        onWait: options.onWait ?? nobody,
        log: options.log ?? nobody,
        clock: options.clock ?? SYSTEM_CLOCK,
        random: options.random ?? Math.random,
    };
}

function wholeNumber(name: string, value: number, smallest: number): number {
    if (!Number.isInteger(value) || value < smallest) {
        throw new AtlasConfigError(`${name} is ${value}. Give a whole number from ${smallest}.`);
    }
    return value;
}

function nobody(): void {
    // Hears nothing.
}
