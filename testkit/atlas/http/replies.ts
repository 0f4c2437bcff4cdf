import type { FastifyReply } from "fastify";

import type { Answer } from "../endpoint";
import { ApiFailure, RateLimited, errorBody } from "../errors";
import { versionedContentType } from "./mediaTypes";
import { OauthFailure } from "../auth/oauthFailure";
import { retryAfterHeaders } from "./retryAfter";
import type { RetryAfterStyle } from "./retryAfter";

/** The answer to a request that was refused, or that the emulated Atlas failed at. */
export function failureAnswer(error: unknown, retryAfter: RetryAfterStyle, nowMs: number): Answer {
    if (error instanceof RateLimited) {
        const headers = retryAfterHeaders(retryAfter, error.retryAfterSeconds, nowMs);
        return { status: error.status, body: error.body, headers };
    }
    if (error instanceof ApiFailure || error instanceof OauthFailure) {
        return { status: error.status, body: error.body };
    }
    const { statusCode = 500, message } = error as Error & { statusCode?: number };
    return {
        status: statusCode,
        body: errorBody({ status: statusCode, errorCode: "UNEXPECTED_ERROR", detail: message }),
    };
}

export function errorCodeOf(status: number, body: unknown): string | undefined {
    if (status < 400 || typeof body !== "object" || body === null || !("errorCode" in body)) {
        return undefined;
    }
    return typeof body.errorCode === "string" ? body.errorCode : undefined;
}

export interface ReplyStyle {
    /** Version of the resource in the content type; plain JSON without. */
    readonly version: string | undefined;
    readonly nowMs: number;
    /** Half of the JSON is missing. */
    readonly isTruncated: boolean;
}

export function sendAnswer(
    reply: FastifyReply,
    { status, body, headers = {} }: Answer,
    { version, nowMs, isTruncated }: ReplyStyle,
): FastifyReply {
    // Node's own Date would be that of the system, whatever the clock says.
    reply.code(status).header("date", new Date(nowMs).toUTCString());
    if (body === undefined || body === "") {
        return reply.headers(headers).send();
    }
    if (typeof body === "string") {
        return reply.headers({ "content-type": "text/html", ...headers }).send(Buffer.from(body));
    }
    const isVersioned = status < 400 && version !== undefined;
    const type = isVersioned ? versionedContentType(version) : "application/json";
    const text = JSON.stringify(body);
    const sent = isTruncated ? text.slice(0, Math.floor(text.length / 2)) : text;
    // Bytes, as fastify adds a charset of its own to the type of JSON texts.
    return reply.headers({ "content-type": type, ...headers }).send(Buffer.from(sent));
}
