import type { Service } from "../errors/errors";
import type { Clock } from "../clock";
import type { RequestKind } from "../errors/requestOutcome";
import { AtlasTime } from "./atlasTime";
import { HttpConnections } from "./http";
import type { HttpFailure, HttpReply, HttpRequest } from "./http";
import { toNetworkError } from "./networkErrors";
import type { HttpProxy } from "./proxies";
import type { Redact } from "../secrets";

/** One HTTP request. */
export interface WireRequest extends Omit<HttpRequest, "isOnFreshConnection"> {
    /** What to call it in logs and errors. */
    readonly path: string;
    /** One that must not be sent twice gets a connection of its own, which no server is just about to close. */
    readonly kind: RequestKind;
    /** What it is for. @default "Atlas" */
    readonly service?: Service;
}

export interface WireOptions {
    readonly clock: Clock;
    readonly proxy: HttpProxy | undefined;
    readonly redact: Redact;
    /** Hears of every request: method, path, status and time, never a header or a body. */
    readonly log: (line: string) => void;
}

/** Sends requests, and tells the log. */
export class Wire {
    /** What time it is at Atlas, by the answers so far. */
    readonly time = new AtlasTime();
    readonly #connections: HttpConnections;
    readonly #options: WireOptions;

    constructor(options: WireOptions) {
        this.#options = options;
        this.#connections = new HttpConnections({ proxy: options.proxy });
    }

    /** @throws AtlasNetworkError, AtlasTimeoutError */
    async send(request: WireRequest): Promise<HttpReply> {
        const { clock, proxy, redact } = this.#options;
        const startedMs = clock.nowMs();
        try {
            const reply = await this.#connections.send({
                ...request,
                isOnFreshConnection: request.kind === "nonIdempotent",
            });
            this.time.note(reply, clock.monotonicMs());
            this.#log(request, describeReply(reply), startedMs);
            return reply;
        } catch (error) {
            const failure = error as HttpFailure;
            this.#log(request, `no answer (${failure.code ?? failure.message})`, startedMs);
            throw toNetworkError(failure, { ...request, proxy, redact });
        }
    }

    /** Drops kept connections; requests under way fail. */
    close(): void {
        this.#connections.close();
    }

    #log({ method, path, kind }: WireRequest, what: string, startedMs: number): void {
        const { clock, redact, log } = this.#options;
        const question = kind === "authProbe" ? " (without credential)" : "";
        log(redact(`${method} ${path}${question}: ${what} in ${clock.nowMs() - startedMs} ms`));
    }
}

function describeReply(reply: HttpReply): string {
    const errorCode = reply.header("x-error-code");
    const requestId = reply.header("x-request-id");
    const remaining = reply.header("ratelimit-remaining");
    return [
        String(reply.status),
        errorCode ?? "",
        requestId === undefined ? "" : `(request ${requestId})`,
        remaining === undefined ? "" : `(${remaining} calls left)`,
    ]
        .filter((part) => part !== "")
        .join(" ");
}
