import type { Clock } from "../clock";
import type { AtlasCallError } from "../errors/errors";
import { isAtlasApiError, isOutcomeUnknown } from "../errors/errorPredicates";
import type { RequestKind } from "../errors/requestOutcome";
import type { LostTime } from "./operation";
import { lostTimeOfOperation } from "./operation";
import { decideRetry, failureKindOf } from "./retryPolicy";
import type { FailureKind } from "./retryPolicy";

/** How long an operation may go on trying, in milliseconds; 0 for not at all. */
export interface RetryLimits {
    /** Time that one operation may lose to passing failures: of a server, a gateway or the network. */
    readonly maxRetryMs: number;
    /** Time that one operation may spend on waiting because of 429 answers. */
    readonly maxRateLimitWaitMs: number;
}

export interface RetriesOptions extends RetryLimits {
    /** The most that one failed request counts for: those that may take longer by their nature have lost no more. */
    readonly requestTimeoutMs: number;
    readonly clock: Clock;
    /** A number between 0 and 1. */
    readonly random: () => number;
    /** Hears of each wait before it begins. */
    readonly onWait: (wait: RetryWait) => void;
    /** Nothing is repeated from then on. */
    readonly stopping: AbortSignal;
}

/** A pause before a request is sent again. */
export interface RetryWait {
    readonly error: AtlasCallError;
    readonly waitMs: number;
}

/** What must be known of a request to repeat it. */
export interface RepeatableRequest<T> {
    readonly kind: RequestKind;
    readonly lookUp?: ResolveUnknownOutcome<T> | undefined;
    readonly beforeRepeat?: BeforeRepeat | undefined;
}

/** Hears of a failure after which a request is to be sent again; that waits for what this returns. */
export type BeforeRepeat = (error: AtlasCallError) => Promise<unknown>;

/**
 * Finds out what became of a request whose outcome is unknown: resolves to what it has brought after all, or to undefined
 * if it did nothing and can be repeated.
 *
 * @param firstSentMs is when the first try went out whose outcome is unknown, by the monotonic clock.
 */
export type ResolveUnknownOutcome<T> = (
    error: AtlasCallError,
    firstSentMs: number,
) => Promise<Found<T> | undefined>;

/** What a request that seemed to have failed has brought all the same. */
export interface Found<T> {
    readonly value: T;
}

/** Errors that were given up on: a loop around the one that did so must not start again. */
const givenUp = new WeakSet<object>();

/** Sends a request once; calls `onSend` when it goes out, as it may have to wait for its turn before. */
export type Send<T> = (onSend: () => void) => Promise<T>;

/** Repeats requests as the policy says. */
export class Retries {
    readonly #options: RetriesOptions;

    constructor(options: RetriesOptions) {
        this.#options = options;
    }

    async run<T>(request: RepeatableRequest<T>, send: Send<T>): Promise<T> {
        const { clock, requestTimeoutMs } = this.#options;
        const lost = lostTimeOfOperation();
        let firstSentInDoubtMs: number | undefined;
        for (let attempts = 1; ; attempts += 1) {
            const sentMs: number[] = [];
            try {
                return await send(() => sentMs.push(clock.monotonicMs()));
            } catch (error) {
                const nowMs = clock.monotonicMs();
                const lastSentMs = sentMs.at(-1) ?? nowMs;
                const tookMs = Math.min(requestTimeoutMs, nowMs - lastSentMs);
                const isGivenUp = givenUp.has(error as object);
                const kind = isGivenUp ? "final" : failureKindOf(error);
                const isInDoubt = !isGivenUp && isOutcomeUnknown(error);
                firstSentInDoubtMs ??= isInDoubt ? lastSentMs : undefined;
                const failure = { error: error as AtlasCallError, kind, isInDoubt, attempts, tookMs };
                const found = await this.#settle(request, failure, { lost, firstSentInDoubtMs });
                if (found !== undefined) {
                    return found.value;
                }
            }
        }
    }

    /** Returns when the request is to be sent again, or with what it has brought after all; else throws the error. */
    async #settle<T>(
        request: RepeatableRequest<T>,
        failure: Failure,
        { lost, firstSentInDoubtMs }: { lost: LostTime; firstSentInDoubtMs: number | undefined },
    ): Promise<Found<T> | undefined> {
        // What does no harm twice is looked into only before it is sent again.
        const isLookedInto = failure.kind !== "final" || request.kind === "nonIdempotent";
        if (isLookedInto && failure.isInDoubt && firstSentInDoubtMs !== undefined) {
            const found = await request.lookUp?.(failure.error, firstSentInDoubtMs);
            if (found !== undefined) {
                return found;
            }
        }
        await this.#waitOrThrow(failure, { lost, request });
        return undefined;
    }

    async #waitOrThrow(
        { error, kind, isInDoubt, attempts, tookMs }: Failure,
        { lost, request }: { lost: LostTime; request: RepeatableRequest<unknown> },
    ): Promise<void> {
        const { clock, random, onWait, maxRetryMs, maxRateLimitWaitMs, stopping } = this.#options;
        const leftMs =
            kind === "rateLimited"
                ? maxRateLimitWaitMs - lost.rateLimitWaitMs
                : maxRetryMs - lost.retryMs - tookMs;
        const retryAfterMs = isAtlasApiError(error) ? error.retryAfterMs : undefined;
        const isRepeatable = !isInDoubt || request.kind !== "nonIdempotent" || request.lookUp !== undefined;
        const situation = { kind, attempts, isRepeatable, retryAfterMs, leftMs, random: random() };
        const decision = decideRetry(situation);
        if (decision.action === "stop") {
            givenUp.add(error);
            throw decision.isOutOfTime ? withEffort(error, kind, attempts, this.#options) : error;
        }
        const { waitMs } = decision;
        if (kind === "rateLimited") {
            lost.rateLimitWaitMs += waitMs;
        } else {
            lost.retryMs += tookMs + waitMs;
        }
        if (!stopping.aborted) {
            onWait({ error, waitMs });
            await Promise.all([clock.sleep(waitMs, stopping), request.beforeRepeat?.(error)]);
        }
        if (stopping.aborted) {
            givenUp.add(error);
            error.message += " It is not tried again, as the run was cancelled.";
            throw error;
        }
    }
}

interface Failure {
    readonly error: AtlasCallError;
    readonly kind: FailureKind;
    /** Whether the request may have been carried out, and nothing has been found out about that yet. */
    readonly isInDoubt: boolean;
    readonly attempts: number;
    /** From when it went out last. */
    readonly tookMs: number;
}

/** The error as it is, with a sentence about how hard was tried. */
function withEffort(
    error: AtlasCallError,
    kind: FailureKind,
    attempts: number,
    limits: RetryLimits,
): AtlasCallError {
    const limit = kind === "rateLimited" ? "maxRateLimitWaitMs" : "maxRetryMs";
    if (limits[limit] > 0) {
        const times = attempts === 1 ? "once" : `${attempts} times`;
        error.message += ` It was tried ${times}, within ${limit} (${limits[limit] / 1000} s for one operation).`;
    }
    return error;
}
