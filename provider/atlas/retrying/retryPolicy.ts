import type { AtlasApiError, AtlasNetworkError } from "../errors/errors";
import { hasErrorCode } from "../errors/errorPredicates";
import { isCertificateProblem, isProtocolProblem } from "../errors/tlsProblems";

/** What a failed request means for another try of it. */
export type FailureKind =
    /** Atlas refused to do it for now, as there were too many calls. */
    | "rateLimited"
    /** Nothing can have happened, and it may be different next time. */
    | "notCarriedOut"
    /** It may have been carried out, or not. */
    | "outcomeUnknown"
    /** It was carried out, but the answer is of no use. */
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
    switch (kind) {
        case "rateLimited":
        case "notCarriedOut":
            return true;
        case "outcomeUnknown":
            return isRepeatable;
        case "unusableAnswer":
            return isRepeatable && attempts < MAX_ATTEMPTS_FOR_A_USABLE_ANSWER;
        case "final":
            return false;
    }
}

/** What the server asked for, and a little more; else exponential backoff with full jitter. */
function waitBeforeRetry({ attempts, retryAfterMs, random }: RetrySituation): number {
    return retryAfterMs === undefined
        ? random * Math.min(MAX_BACKOFF_MS, BASE_WAIT_MS * 2 ** (attempts - 1))
        : retryAfterMs + random * MAX_JITTER_MS;
}

/** Statuses that say "not now" of a server or of a gateway before it. */
const TRANSIENT_STATUSES = [500, 502, 503, 504];

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
    if (hasErrorCode(error, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES")) {
        return "notCarriedOut";
    }
    if (!TRANSIENT_STATUSES.includes(error.status)) {
        return "final";
    }
    return error.fate === "nothingDone" ? "notCarriedOut" : "outcomeUnknown";
}

function kindOfSilence(error: AtlasNetworkError): FailureKind {
    if (error.fate !== "nothingDone") {
        return "outcomeUnknown";
    }
    // With these settings such a server cannot be reached, now or later.
    const isHopeless =
        error.code === "ENOTFOUND" || isProtocolProblem(error.code) || isCertificateProblem(error.code);
    return isHopeless || isRefusedForGood(error.proxy?.status) ? "final" : "notCarriedOut";
}

/** A proxy that wants a password, or does not allow the connection, will do so the next time. */
function isRefusedForGood(proxyStatus: number | undefined): boolean {
    return proxyStatus !== undefined && ![429, ...TRANSIENT_STATUSES].includes(proxyStatus);
}
