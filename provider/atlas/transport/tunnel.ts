import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { HttpProxy } from "./proxies";
import { isCertificateProblem, isPassingStatus, isProtocolProblem } from "../errors/requestOutcome";
import { parseChallenges } from "./digestChallenge";

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

/** A way through a proxy that did not open. */
export interface ClosedWay {
    readonly proxy: HttpProxy;
    /** Where it was to lead. */
    readonly url: URL;
    readonly failure: TunnelFailure;
}

/** A proxy for people: host, port, and the variable that names it. */
export function nameOf({ address, variable }: HttpProxy): string {
    return `the proxy ${address} (${variable})`;
}

/** What a proxy did instead of connecting, in a sentence. */
export function whatProxyDid({ proxy, url, failure }: ClosedWay): string {
    const { code, answer, message } = failure;
    const name = nameOf(proxy);
    if (answer !== undefined) {
        const text = `${answer.status} ${answer.statusText.slice(0, MAX_STATUS_TEXT_LENGTH)}`.trim();
        return `${name} did not connect to ${url.host}, and answered ${text}.`;
    }
    if (isProtocolProblem(code)) {
        return `${name} does not speak ${proxy.isTls ? "TLS" : "HTTP"}.`;
    }
    if (isCertificateProblem(code)) {
        return `the certificate of ${name} is not trusted (${message}).`;
    }
    return code === "ECONNRESET" || code === "EPIPE"
        ? `${name} closed the connection without an answer (${message}).`
        : `could not connect to ${name} (${message}).`;
}

/** What to do about it, in a sentence. */
export function whatToDoAboutProxy({ proxy, url, failure }: ClosedWay): string {
    const { variable, isTls } = proxy;
    if (failure.answer !== undefined) {
        return whatToDoAboutAnswer(failure.answer, proxy, url);
    }
    if (isProtocolProblem(failure.code)) {
        return isTls
            ? `Check host and port in ${variable}, and write "http://" there if the proxy itself is not reached over TLS.`
            : `Check host and port in ${variable}, and write "https://" there if the proxy itself is reached over TLS.`;
    }
    if (isCertificateProblem(failure.code)) {
        return "Name the authority of that certificate in NODE_EXTRA_CA_CERTS.";
    }
    return `Check that the proxy runs, and ${variable} ("http://" or "https://", host, port). ${wayRound(url)}`;
}

function whatToDoAboutAnswer(answer: ProxyAnswer, proxy: HttpProxy, url: URL): string {
    const { status } = answer;
    if (status === 407) {
        return whatToDoAboutCredential(answer, proxy);
    }
    if (status === 403) {
        return `Ask who runs the proxy to allow connections to ${url.hostname}. ${wayRound(url)}`;
    }
    if (status === 429 || isPassingStatus(status)) {
        return `The trouble is on the side of the proxy: if it lasts, ask who runs the proxy. ${wayRound(url)}`;
    }
    return `Check that ${proxy.variable} names a proxy that takes CONNECT. ${wayRound(url)}`;
}

function whatToDoAboutCredential({ challenge }: ProxyAnswer, proxy: HttpProxy): string {
    const { variable, authorization } = proxy;
    const schemes = parseChallenges(challenge ?? "").map(({ scheme }) => scheme);
    if (schemes.length > 0 && !schemes.some((scheme) => scheme.toLowerCase() === "basic")) {
        return `The proxy asks for ${schemes.join(" or ")}, and this package can do Basic only: ask who runs the proxy for a way in.`;
    }
    return authorization === undefined
        ? `The proxy asks for a user and a password: put them into ${variable} (http://user:password@host:port), with special characters percent-encoded (@ as %40).`
        : `The proxy does not accept the user and the password in ${variable}: check them. Special characters must be percent-encoded (@ as %40, % as %25).`;
}

/** How to do without the proxy, in a sentence. */
export function wayRound({ hostname }: URL): string {
    return `If ${hostname} can be reached without the proxy, add it to NO_PROXY.`;
}

const MAX_STATUS_TEXT_LENGTH = 100;
