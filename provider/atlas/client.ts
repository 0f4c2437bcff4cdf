import { DEFAULT_BASE_URL, parseBaseUrl } from "./baseUrl";
import { DigestSession } from "./digest";
import { AtlasConfigError } from "./errors";
import { HttpConnections } from "./http";
import type { HttpFailure, HttpReply } from "./http";
import { Lanes } from "./lanes";
import { mediaType } from "./mediaType";
import { toNetworkError } from "./networkErrors";
import { redactor } from "./redaction";
import type { Redact } from "./redaction";
import { readReply } from "./reply";
import { USER_AGENT } from "./userAgent";

/** An Atlas API key. */
export interface AtlasCredential {
    readonly publicKey: string;
    readonly privateKey: string;
}

/** How an AtlasClient calls, and as whom. */
export interface AtlasClientOptions {
    credential: AtlasCredential;
    /** Where Atlas is; https, or http for a loopback address. @default "https://cloud.mongodb.com" */
    baseUrl?: string;
    /** Time for one request, from its start to the last byte of its answer. @default 30_000 */
    requestTimeoutMs?: number;
    /** How many requests may be under way at the same time. @default 8 */
    laneCount?: number;
}

/** One call of the Admin API. */
export interface AtlasRequest {
    method: "GET" | "POST" | "PATCH" | "DELETE";
    /** Path below `/api/atlas/v2`, encoded already (see `path`). */
    path: string;
    query?: Readonly<Record<string, string | number | boolean>>;
    /** Sent as JSON. */
    body?: unknown;
    /** Version date of the endpoint, such as "2023-01-01". */
    version: string;
    /** Time for this request. @default the client's requestTimeoutMs */
    timeoutMs?: number;
    /** Whether sending it twice does no harm; if not, it gets a connection of its own. @default method !== "POST" */
    isRepeatable?: boolean;
    /** Fields without which the answer is of no use, such as `organization.id`; "" is the body itself. @default none */
    expects?: readonly string[];
}

/**
 * The Atlas Administration API v2 with HTTP digest authentication. It answers challenges, and repeats nothing else.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/
 */
export class AtlasClient {
    readonly baseUrl: string;
    /** Identifies the caller; not a secret. */
    readonly publicKey: string;
    readonly #connections = new HttpConnections();
    readonly #lanes: Lanes<DigestSession>;
    readonly #requestTimeoutMs: number;
    readonly #redact: Redact;

    /** @throws AtlasConfigError if the base URL is unusable or a number is not positive. */
    constructor(options: AtlasClientOptions) {
        const { credential, baseUrl = DEFAULT_BASE_URL } = options;
        this.baseUrl = parseBaseUrl(baseUrl);
        this.publicKey = credential.publicKey;
        this.#requestTimeoutMs = positive("requestTimeoutMs", options.requestTimeoutMs ?? 30_000);
        const laneCount = positive("laneCount", options.laneCount ?? 8);
        this.#lanes = new Lanes(Array.from({ length: laneCount }, () => new DigestSession(credential)));
        this.#redact = redactor([credential.privateKey]);
    }

    /**
     * Sends one request, and once more if Atlas asks for (another) digest.
     *
     * @returns the parsed body, undefined if there is none.
     * @throws AtlasApiError, AtlasNetworkError, AtlasTimeoutError, AtlasResponseError
     */
    async request<T>(request: AtlasRequest): Promise<T> {
        const outgoing = this.#prepare(request);
        const { reply, isAuthenticated } = await this.#lanes.run((digest) =>
            this.#exchange(digest, outgoing),
        );
        const { method, path, expects } = request;
        const call = { method, path, expects, isAuthenticated, caller: this.#caller, redact: this.#redact };
        return readReply(call, reply) as T;
    }

    /** Drops kept connections; calls under way fail. */
    close(): void {
        this.#connections.close();
    }

    /** A value that does not look like a public key is not printed: it may be the private one, swapped. */
    get #caller(): string {
        return /^\w{1,16}$/.test(this.publicKey) ? `API key ${this.publicKey}` : "the API key";
    }

    #prepare(request: AtlasRequest): OutgoingRequest {
        const { method, path, query = {}, body, version } = request;
        const url = new URL(`${this.baseUrl}/api/atlas/v2${path}`);
        for (const [name, value] of Object.entries(query)) {
            url.searchParams.set(name, String(value));
        }
        const type = mediaType(version);
        const headers = { Accept: type, "User-Agent": USER_AGENT };
        return {
            method,
            path,
            // Sent, and signed, exactly like this: axios is given no parameters of its own to encode.
            url: url.href,
            headers: body === undefined ? headers : { ...headers, "Content-Type": type },
            body: body === undefined ? undefined : JSON.stringify(body),
            timeoutMs: request.timeoutMs ?? this.#requestTimeoutMs,
            isRepeatable: request.isRepeatable ?? method !== "POST",
        };
    }

    /** The same 401 means "no nonce", "nonce too old" and "wrong key", so a fresh nonce is tried once, not twice. */
    async #exchange(digest: DigestSession, request: OutgoingRequest): Promise<Exchange> {
        const first = await this.#send(digest, request);
        if (!isChallenge(digest, first.reply)) {
            return first;
        }
        const second = await this.#send(digest, request);
        // Not for this call: a refusal brings a nonce, too, that spares the next call on this lane a request.
        isChallenge(digest, second.reply);
        return second;
    }

    async #send(digest: DigestSession, request: OutgoingRequest): Promise<Exchange> {
        const { isRepeatable, ...rest } = request;
        const authorization = digest.authorize(request.method, request.url);
        const isAuthenticated = authorization !== undefined;
        const headers = isAuthenticated
            ? { ...request.headers, Authorization: authorization }
            : request.headers;
        try {
            // What is sent without credential only fetches a nonce, and may well be lost.
            const isOnFreshConnection = isAuthenticated && !isRepeatable;
            return {
                isAuthenticated,
                reply: await this.#connections.send({ ...rest, headers, isOnFreshConnection }),
            };
        } catch (error) {
            throw toNetworkError(error as HttpFailure, { ...request, isAuthenticated, redact: this.#redact });
        }
    }
}

interface OutgoingRequest {
    readonly method: string;
    readonly path: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
    readonly timeoutMs: number;
    readonly isRepeatable: boolean;
}

interface Exchange {
    readonly reply: HttpReply;
    readonly isAuthenticated: boolean;
}

/** Whether the answer is a 401 that brought the session a nonce. */
function isChallenge(digest: DigestSession, reply: HttpReply): boolean {
    return reply.status === 401 && digest.learn(reply.header("www-authenticate"));
}

function positive(name: string, value: number): number {
    if (!Number.isInteger(value) || value < 1) {
        throw new AtlasConfigError(`${name} is ${value}. Give a whole number from 1.`);
    }
    return value;
}
