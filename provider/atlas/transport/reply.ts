import { DEFAULT_BASE_URL } from "./baseUrl";
import { describeUnservedDigests, findServedDigest, parseChallenges } from "./digestChallenge";
import { AtlasApiError, AtlasResponseError, inSentences } from "../errors/errors";
import type { FailedCall, Service } from "../errors/errors";
import { errorHint, NO_ATLAS } from "../errors/errorHints";
import { outcomeOf, isPassingStatus, isQuestion } from "../errors/requestOutcome";
import type { RequestOutcome, RequestKind } from "../errors/requestOutcome";
import { asRecord, NOT_JSON, parseJson, readErrorBody, redactedHeader } from "./errorBody";
import type { HttpReply } from "./http";
import { UnusableField } from "./answerReaders";
import type { Reader } from "./answerReaders";
import type { Redact } from "../secrets";
import { readRetryAfterMs } from "./retryAfter";

/** What is known of a call when its answer is read. */
export interface AnsweredCall extends FailedCall {
    /** Scheme, host and port that it went to. */
    readonly origin: string;
    /** What answers there if all is right. @default "Atlas" */
    readonly service?: Service;
    /** How to name the caller to people. */
    readonly caller: string;
    readonly kind: RequestKind;
    /** Whether Atlas would challenge a credential that it refuses, as it does with digest. */
    readonly isChallengeable: boolean;
    /** When the answer came. */
    readonly nowMs: number;
    readonly redact: Redact;
    /** As in AtlasRequest. */
    readonly read?: Reader<unknown> | undefined;
}

/**
 * What is used of the body of a 2xx; the parsed body if the call does not say, undefined if there is none.
 *
 * @throws AtlasApiError for any other status.
 * @throws AtlasResponseError if nobody has asked for a credential, or if the body is not JSON, or cannot be used.
 */
export function readReply(call: AnsweredCall, reply: HttpReply): unknown {
    if (reply.status < 200 || reply.status > 299) {
        throw toApiError(call, reply);
    }
    if (call.kind === "authProbe") {
        throw unusable(call, reply, "an answer that no credential was asked for");
    }
    // The body is never quoted: it may hold a new key. For that reason JSON.parse's own message is dropped too.
    const body = reply.text === "" ? undefined : parseJson(reply.text);
    if (body === NOT_JSON) {
        throw unusable(call, reply, `a body that is not JSON (${call.redact(describeBody(reply))})`);
    }
    if (call.method === "DELETE" && !isEmpty(body)) {
        throw unusable(call, reply, "a body, where Atlas has none");
    }
    return call.read === undefined ? body : readFields(call, reply, { body, read: call.read });
}

/** What the package uses of a body. @throws AtlasResponseError that names the field which makes it unusable. */
function readFields(
    call: AnsweredCall,
    reply: HttpReply,
    { body, read }: { body: unknown; read: Reader<unknown> },
): unknown {
    try {
        return read(body, "");
    } catch (error) {
        if (!(error instanceof UnusableField)) {
            throw error;
        }
        throw unusable(call, reply, body === undefined ? "an empty body" : describeUnusable(error));
    }
}

function describeUnusable({ field, problem }: UnusableField): string {
    if (problem === "about something else") {
        return `a body about something else than was asked for (its "${field}")`;
    }
    return field === "" ? "a body of an unknown form" : `a body without a usable "${field}"`;
}

function isEmpty(body: unknown): boolean {
    return isNothing(body) || (typeof body === "object" && Object.keys(asRecord(body)).length === 0);
}

function describeBody(reply: HttpReply): string {
    return `${reply.header("content-type") ?? "no content type"}, ${Buffer.byteLength(reply.text)} bytes`;
}

function isNothing(value: unknown): boolean {
    return value === undefined || value === null || value === "";
}

function unusable(call: AnsweredCall, reply: HttpReply, what: string): AtlasResponseError {
    const { method, path, kind, redact } = call;
    const { status } = reply;
    const requestId = redactedHeader(reply, "x-request-id", redact);
    const answer = [String(status), ...requestName(requestId)].join(" ");
    const sentence = `${method} ${path}: ${answer} with ${what}.`;
    const advice = spokenBy(call, adviceOnUnusable(call));
    return new AtlasResponseError(inSentences(sentence, advice, answerer(call)), {
        ...{ method, path, status },
        outcome: outcomeOf(kind, "executed"),
    });
}

function adviceOnUnusable({ method, kind }: AnsweredCall): string {
    if (kind === "authProbe") {
        return NO_ATLAS;
    }
    return method === "GET" || isQuestion(kind)
        ? "Try again. If that does not help, check baseUrl, and what stands before it."
        : "If that was Atlas, it has carried out the request: look at what it holds before you go on. If it was not, check baseUrl, and what stands before it.";
}

function toApiError(call: AnsweredCall, reply: HttpReply): AtlasApiError {
    const { method, path, caller, kind, redact } = call;
    const { status } = reply;
    const { errorCode, detail, parameters, isApiError } = readErrorBody(reply, redact);
    const requestId = redactedHeader(reply, "x-request-id", redact);
    const answer = [
        String(status),
        errorCode ?? redact(reply.statusText),
        detail === undefined ? "" : JSON.stringify(detail),
        unsaidParameters(detail, parameters),
        ...requestName(requestId),
    ];
    const retryAfterMs = readRetryAfterMs(reply, parameters, call.nowMs);
    const challenge = reply.header("www-authenticate");
    const asksForCredential = status === 401 && isRefusal(call, challenge, isApiError);
    const unservedDigests = call.isChallengeable ? describeUnservedDigests(challenge) : undefined;
    const context = { status, errorCode, isApiError, path, retryAfterMs, parameters, caller, kind };
    const hint = errorHint({ ...context, unservedDigests: unservedDigests && redact(unservedDigests) });
    const sentence = `${method} ${path}: ${answer.filter((part) => part !== "").join(" ")}.`;
    const isOfForm = isApiError || asksForCredential;
    return new AtlasApiError(inSentences(sentence, spokenBy(call, hint ?? ""), answerer(call)), {
        ...{
            method,
            path,
            service: call.service,
            status,
            sentence,
            errorCode,
            detail,
            parameters,
            requestId,
            retryAfterMs,
        },
        // Only of a call that came with a credential can Atlas say what has become of it.
        isOfAtlas: isApiError && !isQuestion(kind),
        asksForCredential,
        outcome: outcomeOf(kind, isOfForm ? outcomeByStatus(status) : "unknown"),
    });
}

/** What Atlas has done about a change that it answers with this status. Another server does not know that. */
function outcomeByStatus(status: number): RequestOutcome {
    return status >= 500 || isPassingStatus(status) ? "unknown" : "notExecuted";
}

/** Whether a 401 is about the credential, as Atlas says it. */
function isRefusal(
    { isChallengeable }: AnsweredCall,
    challenge: string | undefined,
    isApiError: boolean,
): boolean {
    return isChallengeable
        ? findServedDigest(challenge) !== undefined
        : isApiError || offersBearer(challenge);
}

/** Advice is written about Atlas. What it says of answers and roles holds of the other services, too. */
function spokenBy({ service = "Atlas" }: AnsweredCall, advice: string): string {
    return advice.replaceAll("Atlas", service);
}

function offersBearer(challenge = ""): boolean {
    return parseChallenges(challenge).some(({ scheme }) => scheme.toLowerCase() === "bearer");
}

/** How to name the request to MongoDB's support, if the answer tells. */
function requestName(requestId: string | undefined): string[] {
    return requestId === undefined ? [] : [`(request ${requestId})`];
}

/** Who has answered, if that is not the Atlas of nearly everybody. */
function answerer({ origin, kind }: AnsweredCall): string {
    return origin === DEFAULT_BASE_URL && kind !== "authProbe"
        ? ""
        : `It was answered by ${origin} (baseUrl).`;
}

const MAX_PARAMETERS = 10;

/** What Atlas has put into the parameters only, such as the ids of projects. */
function unsaidParameters(detail: string | undefined, parameters: readonly unknown[]): string {
    const unsaid = parameters
        .filter((parameter) => ["string", "number"].includes(typeof parameter))
        .map(String)
        .filter((parameter) => parameter !== "" && detail?.includes(parameter) !== true);
    const others = unsaid.length - MAX_PARAMETERS;
    const shown = unsaid.slice(0, MAX_PARAMETERS).join(", ");
    return unsaid.length === 0 ? "" : `[${shown}${others > 0 ? ` and ${others} others` : ""}]`;
}
