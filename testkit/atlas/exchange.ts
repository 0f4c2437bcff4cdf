import type { FastifyReply, FastifyRequest } from "fastify";

import { answerCall } from "./answerCall";
import type { ServerContext } from "./context";
import { RATE_LIMITS, RESOURCE_VERSION } from "./endpoint";
import type { Answer, Endpoint } from "./endpoint";
import { ApiFailure, errorBody, reasonOf, unauthorizedBody } from "./errors";
import { hidesAnswer, takesEffect } from "./faults";
import type { FaultSpec } from "./faults";
import { versionedContentType } from "./mediaTypes";
import type { LoggedRequest } from "./requestLog";
import type { StoredApiKey } from "./store";

/** One request on its way through the server. */
export class Exchange {
    readonly entry: LoggedRequest;
    readonly #context: ServerContext;
    readonly #request: FastifyRequest;
    readonly #reply: FastifyReply;
    #caller: StoredApiKey | undefined;

    constructor(context: ServerContext, request: FastifyRequest, reply: FastifyReply) {
        this.#context = context;
        this.#request = request;
        this.#reply = reply;
        this.entry = logEntry(request);
    }

    /** Lets a request with a good signature through, and challenges any other. */
    async authenticate(): Promise<FastifyReply | undefined> {
        const { digest, store, faults } = this.#context;
        const fault = faults.take({ ...this.entry, isAuthenticated: false });
        if (fault !== undefined) {
            return this.#strike(fault);
        }
        const request = {
            authorization: this.entry.headers.authorization,
            method: this.entry.method,
            target: this.#request.raw.url ?? "",
        };
        const verdict = digest.verify(request, (name) => store.findKeyByPublicKey(name)?.privateKey);
        if (!verdict.isValid) {
            this.entry.isChallenge = true;
            this.#reply.header("www-authenticate", digest.challenge(verdict.isStale));
            return this.#send({ status: 401, body: unauthorizedBody() });
        }
        this.#caller = store.findKeyByPublicKey(verdict.username);
        this.entry.publicKey = verdict.username;
        return undefined;
    }

    /** Answers an authenticated request, unless a fault strikes it. */
    async answer(endpoint: Endpoint | undefined): Promise<FastifyReply> {
        this.entry.body = this.#request.body;
        const fault = this.#context.faults.take({ ...this.entry, isAuthenticated: true });
        await fault?.hold;
        if (endpoint !== undefined) {
            const limit = RATE_LIMITS[endpoint.rateLimit];
            this.#reply.headers({ "ratelimit-limit": limit, "ratelimit-remaining": limit });
        }
        if (fault === undefined || !hidesAnswer(fault)) {
            return this.#send(this.#call(endpoint));
        }
        if (takesEffect(fault)) {
            this.#call(endpoint);
        }
        return this.#strike(fault);
    }

    /** For failures before the endpoint was reached: bodies that do not parse, or are too large. */
    fail(error: unknown): FastifyReply {
        return this.#send(failureAnswer(error));
    }

    #call(endpoint: Endpoint | undefined): Answer {
        const caller = this.#caller;
        if (caller === undefined) {
            throw new Error("A request reached its endpoint without having been authenticated.");
        }
        try {
            return answerCall(this.#context, endpoint, {
                ...this.entry,
                caller,
                accept: this.entry.headers.accept,
                origin: `http://${this.entry.headers.host ?? ""}`,
                params: this.#request.params as Record<string, string>,
            });
        } catch (error) {
            return failureAnswer(error);
        }
    }

    #strike(fault: FaultSpec): FastifyReply {
        if (fault.connection !== undefined) {
            this.#reply.hijack();
            if (fault.connection !== "no-answer") {
                this.#request.raw.socket.destroy();
            }
            return this.#reply;
        }
        const status = fault.status ?? 500;
        const errorCode = fault.errorCode ?? "UNEXPECTED_ERROR";
        const body =
            fault.body ?? errorBody({ status, errorCode, detail: `${reasonOf(status)}, by a fault.` });
        return this.#send({ status, body, ...(fault.headers && { headers: fault.headers }) });
    }

    #send({ status, body, headers = {} }: Answer): FastifyReply {
        const errorCode = errorCodeOf(status, body);
        if (errorCode !== undefined) {
            this.entry.errorCode = errorCode;
            this.#reply.header("x-error-code", errorCode);
        }
        this.entry.status = status;
        this.#reply.code(status);
        if (body === undefined || body === "") {
            return this.#reply.headers(headers).send();
        }
        const isText = typeof body === "string";
        const jsonType = status < 400 ? versionedContentType(RESOURCE_VERSION) : "application/json";
        const text = isText ? body : JSON.stringify(body);
        // Bytes, as fastify adds a charset of its own to the type of JSON texts.
        return this.#reply
            .headers({ "content-type": isText ? "text/html" : jsonType, ...headers })
            .send(Buffer.from(text));
    }
}

function failureAnswer(error: unknown): Answer {
    if (error instanceof ApiFailure) {
        return { status: error.status, body: error.body };
    }
    const { statusCode = 500, message } = error as Error & { statusCode?: number };
    return {
        status: statusCode,
        body: errorBody({ status: statusCode, errorCode: "UNEXPECTED_ERROR", detail: message }),
    };
}

function errorCodeOf(status: number, body: unknown): string | undefined {
    if (status < 400 || typeof body !== "object" || body === null || !("errorCode" in body)) {
        return undefined;
    }
    return typeof body.errorCode === "string" ? body.errorCode : undefined;
}

function logEntry(request: FastifyRequest): LoggedRequest {
    const [path = "", query = ""] = (request.raw.url ?? "").split(/\?(.*)/s);
    const endpoint = request.routeOptions.config as { endpoint?: string };
    return {
        method: request.method,
        path,
        ...(endpoint.endpoint !== undefined && { endpoint: endpoint.endpoint }),
        query: Object.fromEntries(new URLSearchParams(query)),
        headers: request.headers,
        remotePort: request.raw.socket.remotePort ?? 0,
        body: undefined,
        status: 0,
        isChallenge: false,
    };
}
