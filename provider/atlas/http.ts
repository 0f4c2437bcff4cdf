import http from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import axios from "axios";
import type { AxiosResponse } from "axios";
import { isLoopbackUrl } from "./baseUrl";

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
    /** Whether the request itself was sent; a proxy may have refused to connect, and answered instead. */
    readonly wasSent: boolean;
    header(name: string): string | undefined;
}

/** No whole answer came. Holds nothing of the request, unlike the error of axios. */
export class HttpFailure extends Error {
    readonly code: string | undefined;
    readonly isTimeout: boolean;
    /** False if the connection was never made, so that no byte of the request was sent. */
    readonly wasSent: boolean;

    constructor(message: string, fields: Pick<HttpFailure, "code" | "isTimeout" | "wasSent">) {
        super(message);
        this.code = fields.code;
        this.isTimeout = fields.isTimeout;
        this.wasSent = fields.wasSent;
    }
}

/**
 * Servers drop connections that were idle for 5 s (Node's default) or more, and a request that meets such a drop
 * looks like one whose outcome is unknown. So ours are dropped first.
 */
const MAX_IDLE_MS = 4_000;

/** What the defaults do for everybody but tests. */
export interface HttpConnectionsOptions {
    /** How long a connection without a request is kept. @default 4_000 */
    readonly maxIdleMs?: number;
    /** Certificates to trust. @default those of Node and NODE_EXTRA_CA_CERTS */
    readonly ca?: string;
}

interface Agents {
    readonly http: http.Agent;
    readonly https: https.Agent;
}

/** HTTP over axios: kept connections, the environment's proxies, no redirects, no interpretation of what comes back. */
export class HttpConnections {
    readonly #axios = axios.create({
        adapter: "http",
        responseType: "text",
        transformRequest: (data: unknown) => data,
        transformResponse: (data: unknown) => data,
        validateStatus: () => true,
    });
    readonly #kept: Agents;
    readonly #fresh: Agents;

    constructor({ maxIdleMs = MAX_IDLE_MS, ...tls }: HttpConnectionsOptions = {}) {
        this.#kept = {
            http: dropWhenIdle(new http.Agent({ keepAlive: true }), maxIdleMs),
            https: dropWhenIdle(new https.Agent({ ...tls, keepAlive: true }), maxIdleMs),
        };
        this.#fresh = {
            http: new http.Agent({ keepAlive: false }),
            https: new https.Agent({ ...tls, keepAlive: false }),
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
                transport: watchedTransport(() => (wasSent = true)),
                // A proxy for loopback would take a plain-text request, credential included, off this machine.
                ...(isLoopbackUrl(request.url) && { proxy: false }),
            });
            return toReply(response, wasSent);
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
function watchedTransport(onConnected: () => void): { request: RequestFunction } {
    return {
        request: ((options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
            const { request: start } = options.protocol === "https:" ? https : http;
            const request = start(options, onResponse);
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

function toReply(response: AxiosResponse<string>, wasSent: boolean): HttpReply {
    return {
        status: response.status,
        statusText: response.statusText,
        text: response.data,
        wasSent,
        header: (name) => {
            const value: unknown = response.headers[name];
            return typeof value === "string" ? value : undefined;
        },
    };
}

function toFailure(error: unknown, fields: { isTimeout: boolean; wasSent: boolean }): HttpFailure {
    const { message, code } = error as NodeJS.ErrnoException;
    return new HttpFailure(message, { ...fields, code });
}
