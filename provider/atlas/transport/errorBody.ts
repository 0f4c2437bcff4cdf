import { inSentences } from "../errors/errors";
import type { HttpReply } from "./http";
import { redactDeep } from "../secrets";
import type { Redact } from "../secrets";

/** What the body of an answer says of an error. */
export interface ErrorBody {
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
export function readErrorBody(reply: HttpReply, redact: Redact): ErrorBody {
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

/** A header of an answer, without secrets. */
export function redactedHeader(reply: HttpReply, name: string, redact: Redact): string | undefined {
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

/** Stands for a text that is not JSON; no value of JSON could. */
export const NOT_JSON = Symbol("not JSON");

/** The value of a JSON text, or NOT_JSON. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return NOT_JSON;
    }
}

/** An object by its fields; anything else has none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
