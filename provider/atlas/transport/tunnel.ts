import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { HttpProxy } from "./proxies";

/** What a proxy said instead of connecting. Its body is never read: it must not be taken for Atlas's. */
export interface ProxyAnswer {
    readonly status: number;
    readonly statusText: string;
    /** The value of `Proxy-Authenticate`. */
    readonly challenge: string | undefined;
}

/** A proxy was not reached, or did not connect: nothing was sent to the server behind it. */
export class TunnelFailure extends Error {
    /** Node's code. */
    readonly code: string | undefined;
    readonly answer: ProxyAnswer | undefined;

    constructor(message: string, fields: Pick<TunnelFailure, "code" | "answer">) {
        super(message);
        this.code = fields.code;
        this.answer = fields.answer;
    }
}

/** What may be told to the agent for one connection. */
export interface TunnelOptions extends https.RequestOptions {
    /** Gives up on the proxy. */
    readonly deadline?: AbortSignal;
}

type OnConnection = (error: Error | null, connection?: Duplex) => void;

/** Opens TLS connections through a proxy, by HTTP's CONNECT. They end in TunnelFailure where the proxy is to blame. */
export class TunnelAgent extends https.Agent {
    readonly #proxy: HttpProxy;
    readonly #toProxy: http.Agent;

    constructor(proxy: HttpProxy, options: https.AgentOptions) {
        super(options);
        this.#proxy = proxy;
        this.#toProxy = proxy.isTls
            ? new https.Agent({ ...options, keepAlive: true })
            : // "Connection: close" would make some proxies close a tunnel.
              new http.Agent({ keepAlive: true });
    }

    override createConnection(options: TunnelOptions, callback: OnConnection): undefined {
        this.#connect(options)
            .then((socket) => super.createConnection(through(socket, options)))
            .then(
                (connection) => callback(null, connection ?? undefined),
                (error: unknown) => callback(error as Error),
            );
    }

    override destroy(): void {
        super.destroy();
        this.#toProxy.destroy();
    }

    #connect({ host, port, deadline }: TunnelOptions): Promise<Duplex> {
        const { authorization, ...proxy } = this.#proxy;
        const authority = `${host?.includes(":") ? `[${host}]` : host}:${port}`;
        return new Promise((resolve, reject) => {
            const request = (proxy.isTls ? https : http).request({
                method: "CONNECT",
                host: proxy.host,
                port: proxy.port,
                path: authority,
                headers: {
                    Host: authority,
                    ...(authorization !== undefined && { "Proxy-Authorization": authorization }),
                },
                agent: this.#toProxy,
                ...(deadline !== undefined && { signal: deadline }),
            });
            request.once("error", (error) => reject(unreached(error)));
            request.once("connect", (response, socket, head) => {
                const { statusCode = 0 } = response;
                if (statusCode >= 200 && statusCode <= 299) {
                    // No server speaks first in TLS: this is a page, which TLS must not miss and wait for.
                    socket.unshift(head);
                    resolve(socket);
                } else {
                    socket.destroy();
                    reject(refused(response));
                }
            });
            request.end();
        });
    }
}

/** Node's own agent starts TLS on a socket that it is given; its types do not say so. */
function through(socket: Duplex, options: https.RequestOptions): https.RequestOptions {
    return Object.assign({ socket }, options);
}

function unreached(error: NodeJS.ErrnoException): TunnelFailure {
    const { code } = error;
    // Where a name has several addresses, the error for all of them has no message.
    return new TunnelFailure(error.message || (code ?? "no connection"), { code, answer: undefined });
}

function refused({ statusCode = 0, statusMessage = "", headers }: http.IncomingMessage): TunnelFailure {
    const answer = {
        status: statusCode,
        statusText: statusMessage,
        challenge: headers["proxy-authenticate"]?.toString(),
    };
    return new TunnelFailure(`the proxy answered ${statusCode}`, { code: undefined, answer });
}
