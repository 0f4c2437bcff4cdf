import type { FastifyReply, FastifyRequest } from "fastify";

import { answerCall } from "../answerCall";
import { authenticate } from "../auth/authentication";
import type { Caller } from "../auth/caller";
import type { ServerContext } from "../context";
import { COMMON_VERSION, versionOf } from "../endpoint";
import type { Answer, Endpoint } from "../endpoint";
import { errorBody, reasonOf, unauthorizedBody } from "../errors";
import { hidesAnswer, holdUp, takesEffect } from "../faults";
import type { FaultSpec } from "../faults";
import { isOauthRequest } from "../auth/oauthServer";
import { errorCodeOf, failureAnswer, sendAnswer } from "./replies";
import type { LoggedRequest } from "./requestLog";

/** One request on its way through the server. */
export class Exchange {
    readonly entry: LoggedRequest;
    readonly #context: ServerContext;
    readonly #request: FastifyRequest;
    readonly #reply: FastifyReply;
    readonly #isOauth: boolean;
    #caller: Caller | undefined;
    #version: string | undefined;

    constructor(context: ServerContext, request: FastifyRequest, reply: FastifyReply) {
        this.#context = context;
        this.#request = request;
        this.#reply = reply;
        this.entry = logEntry(request);
        this.#isOauth = context.api.oauthPaths.length > 0 && isOauthRequest(this.entry);
        this.#version = this.#isOauth ? undefined : COMMON_VERSION;
    }

    /** Lets a request with a good credential through, and challenges any other; OAuth has credentials of its own. */
    async authenticate(): Promise<FastifyReply | undefined> {
        const fault = this.#context.faults.take({ ...this.entry, isAuthenticated: false });
        if (fault !== undefined) {
            return this.#strike(fault);
        }
        const { wrongServer } = this.#context;
        if (
            wrongServer !== undefined &&
            !(this.#isOauth ? wrongServer.givesTokens : wrongServer.challenges)
        ) {
            return this.#send(wrongServer.answer(this.entry.path));
        }
        if (this.#isOauth) {
            return undefined;
        }
        const verdict = authenticate(this.#context, {
            authorization: this.entry.headers.authorization,
            method: this.entry.method,
            target: this.#request.raw.url ?? "",
        });
        if (verdict.caller === undefined) {
            this.entry.isChallenge = true;
            this.#reply.header("www-authenticate", verdict.challenge);
            return this.#send({ status: 401, body: unauthorizedBody() });
        }
        this.#caller = verdict.caller;
        Object.assign(this.entry, verdict.login);
        return undefined;
    }

    /** Answers an authenticated request, unless a fault strikes it. */
    async answer(endpoint: Endpoint | undefined): Promise<FastifyReply> {
        this.entry.body = this.#request.body;
        const { wrongServer } = this.#context;
        if (wrongServer !== undefined && !this.#isOauth) {
            return this.#send(wrongServer.answer(this.entry.path));
        }
        const fault = this.#context.faults.take({ ...this.entry, isAuthenticated: true });
        if (fault !== undefined) {
            await holdUp(fault);
        }
        if (endpoint !== undefined) {
            this.#version = versionOf(endpoint);
        }
        const hiding = fault !== undefined && hidesAnswer(fault) ? fault : undefined;
        if (hiding !== undefined && !takesEffect(hiding)) {
            this.#tellRateLimit(endpoint);
            return this.#strike(hiding);
        }
        const answer = await this.#work(endpoint);
        this.#tellRateLimit(endpoint);
        return hiding === undefined ? this.#send(answer, fault?.truncated) : this.#strike(hiding);
    }

    /** For failures before the endpoint was reached: bodies that do not parse, or are too large. */
    fail(error: unknown): FastifyReply {
        return this.#send(this.#failure(error));
    }

    async #work(endpoint: Endpoint | undefined): Promise<Answer> {
        const work = () => (this.#isOauth ? this.#callOauth() : this.#call(endpoint));
        try {
            return await this.#context.listWrites.during(this.entry, work);
        } catch (error) {
            return this.#failure(error);
        }
    }

    #callOauth(): Answer {
        const { oauth } = this.#context;
        const account = oauth.authenticate(this.entry.headers.authorization);
        this.entry.clientId = account.clientId;
        return oauth.answer(this.entry.path, account, this.entry.body);
    }

    #call(endpoint: Endpoint | undefined): Answer {
        const caller = this.#authenticatedCaller();
        if (endpoint !== undefined) {
            this.#context.rateLimits.take(endpoint.rateLimit, caller, this.entry.path);
        }
        return answerCall(this.#context, endpoint, {
            ...this.entry,
            caller,
            accept: this.entry.headers.accept,
            origin: `http://${this.entry.headers.host ?? ""}`,
            params: this.#request.params as Record<string, string>,
        });
    }

    #tellRateLimit(endpoint: Endpoint | undefined): void {
        if (endpoint === undefined) {
            return;
        }
        const caller = this.#authenticatedCaller();
        const { limit, remaining } = this.#context.rateLimits.stateOf(endpoint.rateLimit, caller);
        this.#reply.headers({ "ratelimit-limit": limit, "ratelimit-remaining": remaining });
    }

    #authenticatedCaller(): Caller {
        if (this.#caller === undefined) {
            throw new Error("A request reached its endpoint without having been authenticated.");
        }
        return this.#caller;
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

    #failure(error: unknown): Answer {
        return failureAnswer(error, this.#context.retryAfter, this.#context.replyClock.nowMs());
    }

    #send(answer: Answer, isTruncated = false): FastifyReply {
        const errorCode = errorCodeOf(answer.status, answer.body);
        if (errorCode !== undefined) {
            this.entry.errorCode = errorCode;
            this.#reply.header("x-error-code", errorCode);
        }
        this.entry.status = answer.status;
        const nowMs = this.#context.replyClock.nowMs();
        return sendAnswer(this.#reply, answer, { version: this.#version, nowMs, isTruncated });
    }
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
