import { DEFAULT_BASE_URL } from "./baseUrl";
import { describeUnservedDigests, findServedDigest } from "./digestChallenge";
import { AtlasApiError, AtlasResponseError } from "../errors/errors";
import type { FailedCall } from "../errors/errors";
import { errorHint, NO_ATLAS } from "../errors/errorHints";
import { inSentences } from "../errors/explained";
import { fateOf, isQuestion } from "../errors/fate";
import type { RequestKind } from "../errors/fate";
import type { HttpReply } from "./http";
import { redactDeep } from "../secrets/redaction";
import type { Redact } from "../secrets/redaction";
import { readRetryAfterMs } from "./retryAfter";

/** What is known of a call when its answer is read. */
export interface AnsweredCall extends FailedCall {
    /** Scheme, host and port that it went to. */
    readonly origin: string;
    /** How to name the caller to people. */
    readonly caller: string;
    readonly kind: RequestKind;
    /** Whether Atlas would challenge a credential that it refuses, as it does with digest. */
    readonly isChallengeable: boolean;
    /** When the answer came. */
    readonly nowMs: number;
    readonly redact: Redact;
    /** Fields without which the body is of no use, such as `organization.id`; "" is the body itself. */
    readonly expects?: readonly string[] | undefined;
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
    const missing = call.expects?.find((field) => isNothing(valueAt(body, field)));
    if (missing !== undefined) {
        throw unusable(call, reply, body === undefined ? "an empty body" : `a body without "${missing}"`);
    }
    return body;
}

function isEmpty(body: unknown): boolean {
    return isNothing(body) || (typeof body === "object" && Object.keys(asRecord(body)).length === 0);
}

const NOT_JSON = Symbol("not JSON");

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return NOT_JSON;
    }
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

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function unusable(call: AnsweredCall, reply: HttpReply, what: string): AtlasResponseError {
    const { method, path, kind, redact } = call;
    const { status } = reply;
    const requestId = redactedHeader(reply, "x-request-id", redact);
    const answer = [String(status), ...requestName(requestId)].join(" ");
    const sentence = `${method} ${path}: ${answer} with ${what}.`;
    return new AtlasResponseError(inSentences(sentence, adviceOnUnusable(call), answerer(call)), {
        ...{ method, path, status },
        fate: fateOf(kind, "done"),
    });
}

function adviceOnUnusable({ method, kind }: AnsweredCall): string {
    if (kind === "nonceQuestion") {
        return NO_ATLAS;
    }
    return method === "GET" || isQuestion(kind)
        ? "Try again."
        : "Atlas has carried out the request all the same: look at what it holds before you go on.";
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
    const unservedDigests = call.isChallengeable ? describeUnservedDigests(challenge) : undefined;
    const context = { status, errorCode, path, retryAfterMs, parameters, caller, kind };
    const hint = errorHint({ ...context, unservedDigests: unservedDigests && redact(unservedDigests) });
    const sentence = `${method} ${path}: ${answer.filter((part) => part !== "").join(" ")}.`;
    return new AtlasApiError(inSentences(sentence, hint ?? "", answerer(call)), {
        ...{ method, path, status, sentence, errorCode, detail, parameters, requestId, retryAfterMs },
        // Only of a call that came with a credential can Atlas say what has become of it.
        isOfAtlas: isApiError && !isQuestion(kind),
        asksForCredential:
            status === 401 &&
            (call.isChallengeable
                ? findServedDigest(challenge) !== undefined
                : challenge !== undefined || isApiError),
        fate: fateOf(kind, status >= 500 ? "unknown" : "nothingDone"),
    });
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

interface ErrorBody {
    readonly errorCode: string | undefined;
    readonly detail: string | undefined;
    readonly parameters: readonly unknown[];
    /** Whether it is an ApiError, which no gateway sends. */
    readonly isApiError: boolean;
}

/** The code of an answer that is an error, if it has one. */
export function errorCodeOf(reply: HttpReply): string | undefined {
    return readErrorBody(reply, (text) => text).errorCode;
}

/** Atlas's ApiError, OAuth's error, or what can be made of the page that a gateway sent in its place. */
function readErrorBody(reply: HttpReply, redact: Redact): ErrorBody {
    const parsed = parseJson(reply.text);
    const body = asRecord(redactDeep(parsed === NOT_JSON ? undefined : parsed, redact));
    const errorCode =
        textOf(body["errorCode"]) ?? redactedHeader(reply, "x-error-code", redact) ?? textOf(body["error"]);
    const parameters = Array.isArray(body["parameters"]) ? (body["parameters"] as unknown[]) : [];
    const sentence = textOf(body["detail"]) ?? textOf(body["error_description"]) ?? textOf(body["reason"]);
    const detail = parsed === NOT_JSON ? summarize(redact(reply.text)) : sentence;
    return {
        errorCode,
        parameters,
        detail: inSentences(detail ?? "", fieldViolations(body)) || undefined,
        isApiError: body["error"] === reply.status,
    };
}

function redactedHeader(reply: HttpReply, name: string, redact: Redact): string | undefined {
    const value = reply.header(name);
    return value === undefined ? undefined : redact(value);
}

function textOf(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

function fieldViolations(body: Readonly<Record<string, unknown>>): string {
    const { fields } = asRecord(body["badRequestDetail"]) as { fields?: unknown };
    const violations = Array.isArray(fields) ? (fields as unknown[]).map(asRecord) : [];
    return violations.map(({ field, description }) => `${String(field)}: ${String(description)}`).join("; ");
}

/** The title of an HTML page, or the start of any other text. */
function summarize(text: string): string {
    const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? text.replace(/<[^>]*>/g, " ");
    const line = title.replace(/\s+/g, " ").trim();
    return line.length > MAX_SUMMARY_LENGTH ? `${line.slice(0, MAX_SUMMARY_LENGTH)}…` : line;
}

const MAX_SUMMARY_LENGTH = 200;
