import http from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import axios from "axios";
import type { AxiosResponse } from "axios";
import type { HttpProxy } from "./proxies";
import { TunnelAgent, TunnelFailure } from "./tunnel";
import type { TunnelOptions } from "./tunnel";

/** One request as it goes out. */
export interface HttpRequest {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
    /** Time from start to the last byte of the answer. */
    readonly timeoutMs: number;
    /** Whether to open a connection for this request alone. */
    readonly isOnFreshConnection: boolean;
}

/** One answer, of whatever status. */
export interface HttpReply {
    readonly status: number;
    readonly statusText: string;
    readonly text: string;
    header(name: string): string | undefined;
}

/** No whole answer came. Holds nothing of the request, unlike the error of axios. */
export class HttpFailure extends Error {
    readonly code: string | undefined;
    readonly isTimeout: boolean;
    /** False if the connection was never made, so that no byte of the request was sent. */
    readonly wasSent: boolean;
    /** Why there was no way through the proxy, if that is what failed. */
    readonly tunnel: TunnelFailure | undefined;

    constructor(message: string, fields: Pick<HttpFailure, "code" | "isTimeout" | "wasSent" | "tunnel">) {
        super(message);
        this.code = fields.code;
        this.isTimeout = fields.isTimeout;
        this.wasSent = fields.wasSent;
        this.tunnel = fields.tunnel;
    }
}

/**
 * Servers drop connections that were idle for 5 s (Node's default) or more, and a request that meets such a drop
 * looks like one whose outcome is unknown. So ours are dropped first.
 */
const MAX_IDLE_MS = 4_000;

/** Beside the proxy, what the defaults do for everybody but tests. */
export interface HttpConnectionsOptions {
    /** What https goes through. @default nothing */
    readonly proxy?: HttpProxy | undefined;
    /** How long a connection without a request is kept. @default 4_000 */
    readonly maxIdleMs?: number;
    /** Certificates to trust. @default those of Node and NODE_EXTRA_CA_CERTS */
    readonly ca?: string;
}

interface Agents {
    readonly http: http.Agent;
    readonly https: https.Agent;
}

/** HTTP over axios: kept connections, a proxy, no redirects, no interpretation of what comes back. */
export class HttpConnections {
    readonly #axios = axios.create({
        adapter: "http",
        responseType: "text",
        transformRequest: (data: unknown) => data,
        transformResponse: (data: unknown) => data,
        validateStatus: () => true,
        // Ours is the agents' business: axios takes the answer of a proxy for the server's.
        proxy: false,
    });
    readonly #kept: Agents;
    readonly #fresh: Agents;

    constructor({ maxIdleMs = MAX_IDLE_MS, proxy, ...tls }: HttpConnectionsOptions = {}) {
        const httpsAgent = (options: https.AgentOptions): https.Agent =>
            proxy === undefined ? new https.Agent(options) : new TunnelAgent(proxy, options);
        this.#kept = {
            http: dropWhenIdle(new http.Agent({ keepAlive: true }), maxIdleMs),
            https: dropWhenIdle(httpsAgent({ ...tls, keepAlive: true }), maxIdleMs),
        };
        this.#fresh = {
            http: new http.Agent({ keepAlive: false }),
            https: httpsAgent({ ...tls, keepAlive: false }),
        };
    }

    /** @throws HttpFailure if no whole answer came. */
    async send(request: HttpRequest): Promise<HttpReply> {
        const deadline = new AbortController();
        const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
        let wasSent = false;
        try {
            const agents = request.isOnFreshConnection ? this.#fresh : this.#kept;
            const response = await this.#axios.request<string>({
                method: request.method,
                url: request.url,
                headers: { ...request.headers },
                data: request.body,
                signal: deadline.signal,
                httpAgent: agents.http,
                httpsAgent: agents.https,
                transport: watchedTransport(deadline.signal, () => (wasSent = true)),
            });
            return toReply(response);
        } catch (error) {
            throw toFailure(error, { isTimeout: deadline.signal.aborted, wasSent });
        } finally {
            clearTimeout(timer);
        }
    }

    /** Closes idle connections and breaks those in use. */
    close(): void {
        for (const { http: forHttp, https: forHttps } of [this.#kept, this.#fresh]) {
            forHttp.destroy();
            forHttps.destroy();
        }
    }
}

function dropWhenIdle<Agent extends http.Agent>(agent: Agent, maxIdleMs: number): Agent {
    // Node's type says void, its documentation says that false means "do not keep".
    const keepSocketAlive = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
    agent.keepSocketAlive = (socket) => {
        const isKept = keepSocketAlive(socket);
        // A shorter time comes from the server's Keep-Alive header.
        if (socket instanceof Socket && (!socket.timeout || socket.timeout > maxIdleMs)) {
            socket.setTimeout(maxIdleMs);
        }
        return isKept;
    };
    return agent;
}

type RequestFunction = typeof https.request;

/** Node's own http and https, which follow no redirects, with a note of when the connection was there. */
function watchedTransport(deadline: AbortSignal, onConnected: () => void): { request: RequestFunction } {
    return {
        request: ((options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
            const { request: start } = options.protocol === "https:" ? https : http;
            const watched: TunnelOptions = { ...options, deadline };
            const request = start(watched, onResponse);
            // Not asked for, so Node closes the connection, and says nothing to axios.
            request.once("upgrade", (_response, socket) => {
                socket.destroy();
                request.emit("error", notHttp("101 Switching Protocols"));
            });
            request.once("socket", (socket) => {
                if (request.reusedSocket) {
                    onConnected();
                } else {
                    socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", onConnected);
                }
            });
            return request;
        }) as RequestFunction,
    };
}

function notHttp(message: string): Error {
    return Object.assign(new Error(message), { code: "EPROTO" });
}

function toReply(response: AxiosResponse<string>): HttpReply {
    return {
        status: response.status,
        statusText: response.statusText,
        text: response.data,
        header: (name) => {
            const value: unknown = response.headers[name];
            return typeof value === "string" ? value : undefined;
        },
    };
}

function toFailure(error: unknown, fields: { isTimeout: boolean; wasSent: boolean }): HttpFailure {
    const { message, code, cause } = error as NodeJS.ErrnoException;
    const tunnel = cause instanceof TunnelFailure ? cause : undefined;
    // Where a name has several addresses, the error for all of them has no message.
    return new HttpFailure(message || (code ?? "no connection"), { ...fields, code, tunnel });
}
