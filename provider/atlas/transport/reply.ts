import { DEFAULT_BASE_URL } from "./baseUrl";
import { parseChallenges } from "./challenges";
import { describeUnservedDigests, findServedDigest } from "./digestChallenge";
import { AtlasApiError, AtlasResponseError } from "../errors/errors";
import type { FailedCall } from "../errors/errors";
import { errorHint, NO_ATLAS } from "../errors/errorHints";
import { inSentences } from "../errors/explained";
import { fateOf, isQuestion } from "../errors/fate";
import type { Fate, RequestKind } from "../errors/fate";
import { isPassingStatus } from "../errors/statuses";
import { readErrorBody, redactedHeader } from "./errorBody";
import type { HttpReply } from "./http";
import { asRecord, NOT_JSON, parseJson } from "./json";
import type { Redact } from "../secrets/redaction";
import { readRetryAfterMs } from "./retryAfter";
import type { Service } from "../service";

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
    readonly expects?: readonly string[] | undefined;
    /** As in AtlasRequest. */
    readonly identifies?: Readonly<Record<string, string>> | undefined;
}

/**
 * The parsed body of a 2xx, undefined if there is none.
 *
 * @throws AtlasApiError for any other status.
 * @throws AtlasResponseError if nobody has asked for a credential, or if the body is not JSON, or lacks a field that was
 * expected.
 */
export function readReply(call: AnsweredCall, reply: HttpReply): unknown {
    if (reply.status < 200 || reply.status > 299) {
        throw toApiError(call, reply);
    }
    if (call.kind === "nonceQuestion") {
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
    requireWhatDecides(call, reply, body);
    return body;
}

/** @throws AtlasResponseError if the body lacks what decides, or is about something else than was asked for. */
function requireWhatDecides(call: AnsweredCall, reply: HttpReply, body: unknown): void {
    const missing = call.expects?.find((field) => !isThere(body, field));
    if (missing !== undefined) {
        throw unusable(call, reply, body === undefined ? "an empty body" : `a body without "${missing}"`);
    }
    const [other] =
        Object.entries(call.identifies ?? {}).find(([name, id]) => valueAt(body, name) !== id) ?? [];
    if (other !== undefined) {
        throw unusable(call, reply, `a body whose "${other}" is not the one that was asked for`);
    }
}

/** Whether an answer holds a field. What follows the end of a list's name, each of its members must hold. */
function isThere(body: unknown, field: string): boolean {
    const [before = "", after] = field.split(LIST, 2);
    if (after === undefined) {
        return isValue(valueAt(body, field), field);
    }
    const list = valueAt(body, before);
    const isMember = (member: unknown) => typeof member === "object" && member !== null;
    return (
        Array.isArray(list) &&
        list.every((member) => isMember(member) && (after === "" || isThere(member, after.slice(1))))
    );
}

/** A field that decides is a text, but for the body itself. */
function isValue(value: unknown, field: string): boolean {
    return field === "" ? !isNothing(value) : typeof value === "string" && value !== "";
}

/** Ends the name of a field that is a list of objects. */
const LIST = "[]";

function isEmpty(body: unknown): boolean {
    return isNothing(body) || (typeof body === "object" && Object.keys(asRecord(body)).length === 0);
}

function describeBody(reply: HttpReply): string {
    return `${reply.header("content-type") ?? "no content type"}, ${Buffer.byteLength(reply.text)} bytes`;
}

function valueAt(body: unknown, field: string): unknown {
    return field === "" ? body : field.split(".").reduce<unknown>((value, key) => asRecord(value)[key], body);
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
        fate: fateOf(kind, "done"),
    });
}

function adviceOnUnusable({ method, kind }: AnsweredCall): string {
    if (kind === "nonceQuestion") {
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
        fate: fateOf(kind, isOfForm ? fateByStatus(status) : "unknown"),
    });
}

/** What Atlas has done about a change that it answers with this status. Another server does not know that. */
function fateByStatus(status: number): Fate {
    return status >= 500 || isPassingStatus(status) ? "unknown" : "nothingDone";
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
    return origin === DEFAULT_BASE_URL && kind !== "nonceQuestion"
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
