import type { AtlasApiError, AtlasNetworkError } from "../errors/errors";
import { hasErrorCode } from "../errors/errorPredicates";
import { isCertificateProblem, isPassingStatus, isProtocolProblem } from "../errors/requestOutcome";

/** What a failed request means for another try of it. Whether it was carried out is another matter (`requestOutcome.ts`). */
export type FailureKind =
    /** There were too many calls. */
    | "rateLimited"
    /** It may be different next time. */
    | "passing"
    /** The answer is of no use. */
    | "unusableAnswer"
    /** The same would happen again. */
    | "final";

export interface RetrySituation {
    readonly kind: FailureKind;
    /** How often the request has been sent: 1 after the first failure. */
    readonly attempts: number;
    /** Whether sending it again does no harm, or can be looked into before. */
    readonly isRepeatable: boolean;
    /** How long the server asked to wait. */
    readonly retryAfterMs?: number | undefined;
    /** How much of the time allowed for this kind of failure is left to the operation. */
    readonly leftMs: number;
    /** Between 0 and 1. */
    readonly random: number;
}

export type RetryDecision =
    | { readonly action: "wait"; readonly waitMs: number }
    /** `isOutOfTime`: another try would have been made, had there been time for it. */
    | { readonly action: "stop"; readonly isOutOfTime: boolean };

const BASE_WAIT_MS = 500;
const MAX_BACKOFF_MS = 30_000;
/** Callers that were all told to wait as long need not come back in the same instant. */
const MAX_JITTER_MS = 1_000;
/** An answer that is never usable is a fault of ours or of Atlas, which no patience mends. */
const MAX_ATTEMPTS_FOR_A_USABLE_ANSWER = 3;

/** Whether to send a request again, and how long to wait before that. Depends on nothing but its argument. */
export function decideRetry(situation: RetrySituation): RetryDecision {
    if (!isWorthRepeating(situation)) {
        return { action: "stop", isOutOfTime: false };
    }
    const waitMs = waitBeforeRetry(situation);
    return waitMs > situation.leftMs ? { action: "stop", isOutOfTime: true } : { action: "wait", waitMs };
}

function isWorthRepeating({ kind, attempts, isRepeatable }: RetrySituation): boolean {
    const isHopeless =
        kind === "final" || (kind === "unusableAnswer" && attempts >= MAX_ATTEMPTS_FOR_A_USABLE_ANSWER);
    return isRepeatable && !isHopeless;
}

/**
 * Exponential backoff with full jitter; longer where the server asks for more, and then a little more than that. So a server
 * that always asks for a moment is called less and less often.
 */
function waitBeforeRetry({ attempts, retryAfterMs, random }: RetrySituation): number {
    const backoffMs = random * Math.min(MAX_BACKOFF_MS, BASE_WAIT_MS * 2 ** (attempts - 1));
    const askedMs = retryAfterMs === undefined ? 0 : retryAfterMs + random * MAX_JITTER_MS;
    return Math.max(backoffMs, askedMs);
}

/** How an error of the client is to be taken. */
export function failureKindOf(error: unknown): FailureKind {
    switch ((error as Error).name) {
        case "AtlasApiError":
            return kindOfAnswer(error as AtlasApiError);
        case "AtlasNetworkError":
        case "AtlasTimeoutError":
            return kindOfSilence(error as AtlasNetworkError);
        case "AtlasResponseError":
            return "unusableAnswer";
        default:
            return "final";
    }
}

function kindOfAnswer(error: AtlasApiError): FailureKind {
    if (error.status === 429) {
        return "rateLimited";
    }
    const isPassing =
        isPassingStatus(error.status) || hasErrorCode(error, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES");
    return isPassing ? "passing" : "final";
}

function kindOfSilence({ code, proxy }: AtlasNetworkError): FailureKind {
    // With these settings such a server cannot be reached, or cannot be understood, now or later.
    const isHopeless = code === "ENOTFOUND" || isProtocolProblem(code) || isCertificateProblem(code);
    return isHopeless || isRefusedForGood(proxy?.status) ? "final" : "passing";
}

/** A proxy that wants a password, or does not allow the connection, will do so the next time. */
function isRefusedForGood(proxyStatus: number | undefined): boolean {
    return proxyStatus !== undefined && proxyStatus !== 429 && !isPassingStatus(proxyStatus);
}
