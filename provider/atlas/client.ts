import { authenticationFor } from "./auth/authentication";
import type { Authentication } from "./auth/authentication";
import type { AtlasClientOptions } from "./clientOptions";
import { withDefaults } from "./clientOptions";
import type { Clock } from "./clock";
import { describeCaller, secretsOf } from "./auth/credential";
import type { RequestSigner, ServiceAccountCredential } from "./auth/credential";
import { isAtlasApiError } from "./errors/errorPredicates";
import { AtlasError } from "./errors/errors";
import type { RequestKind } from "./errors/requestOutcome";
import type { HttpReply } from "./transport/http";
import { briefly, bucketOf, SignerPool, Notices, Pacer } from "./retrying/pacing";
import { proxyFor, proxySecrets } from "./transport/proxies";
import { redactor } from "./secrets";
import type { Redact } from "./secrets";
import { readReply } from "./transport/reply";
import type { AtlasRequest, OutgoingRequest } from "./transport/request";
import { toOutgoing } from "./transport/request";
import { Retries } from "./retrying/retries";
import type { RetryWait } from "./retrying/retries";
import { TokenEndpoint } from "./auth/accessTokens";
import { Wire } from "./transport/wire";

/**
 * The Atlas Administration API v2, called as an API key (HTTP digest) or as a service account (OAuth). It keeps within
 * Atlas's rate limits, and repeats what failed for the moment, where that is safe.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/
 */
export class AtlasClient {
    readonly baseUrl: string;
    /** The time that it goes by, for what is built on it. */
    readonly clock: Clock;
    /** Of the API key that calls; undefined for other callers. Not a secret. */
    readonly publicKey: string | undefined;
    /** Of the service account that calls; undefined for other callers. Not a secret. */
    readonly clientId: string | undefined;
    /** How long an operation may try what may still succeed, in milliseconds. */
    readonly maxRetryMs: number;
    /** How many POSTs it has sent so far: what a list did not have before may be there since. */
    sentPosts = 0;
    readonly #stopping = new AbortController();
    readonly #caller: string;
    readonly #requestTimeoutMs: number;
    readonly #redact: Redact;
    readonly #wire: Wire;
    readonly #notices: Notices;
    readonly #pacer: Pacer;
    readonly #retries: Retries;
    readonly #authentication: Authentication;
    readonly #lanes: SignerPool<RequestSigner>;

    /** @throws AtlasConfigError if the base URL or the environment's proxy is unusable, or a number is too small. */
    constructor(givenOptions: AtlasClientOptions) {
        const options = withDefaults(givenOptions);
        const { credential, clock, laneCount, secrets } = options;
        this.baseUrl = options.baseUrl;
        this.maxRetryMs = options.maxRetryMs;
        this.publicKey = "publicKey" in credential ? credential.publicKey : undefined;
        this.clientId = "clientId" in credential ? credential.clientId : undefined;
        this.#caller = describeCaller(credential);
        this.#requestTimeoutMs = options.requestTimeoutMs;
        this.clock = clock;
        // Access tokens and signatures join them as they come.
        [...secretsOf(credential), ...proxySecrets(process.env)].forEach((secret) => secrets.add(secret));
        this.#redact = redactor(secrets);
        const proxy = proxyFor(this.baseUrl, process.env);
        this.#wire = new Wire({ clock, proxy, redact: this.#redact, log: options.log });
        this.#notices = new Notices(clock, options.onWait);
        const stopping = this.#stopping.signal;
        this.#pacer = new Pacer(clock, stopping);
        this.#retries = new Retries({ ...options, stopping, onWait: (wait) => this.#noteWait(wait) });
        this.#authentication = authenticationFor(credential, {
            clock,
            secrets,
            tokenEndpoint: (account) => this.#tokenEndpoint(account, secrets),
        });
        this.#lanes = new SignerPool(
            Array.from({ length: laneCount }, () => this.#authentication.makeSigner()),
        );
    }

    /**
     * Sends a request; again if Atlas asks for another signature, or when it is safe and the failure may pass.
     *
     * @returns the parsed body, undefined if there is none.
     * @throws AtlasApiError, AtlasNetworkError, AtlasTimeoutError, AtlasResponseError
     */
    request<T>({ lookUp, beforeRepeat, ...request }: AtlasRequest<T>): Promise<T> {
        const outgoing = toOutgoing(request, {
            baseUrl: this.baseUrl,
            requestTimeoutMs: this.#requestTimeoutMs,
        });
        this.sentPosts += request.method === "POST" ? 1 : 0;
        return this.#retries.run({ kind: outgoing.kind, lookUp, beforeRepeat }, (onSend) =>
            this.#lanes.run(async (signer) => (await this.#attempt(signer, { ...outgoing, onSend })) as T),
        );
    }

    /** Whether nobody is to wait any longer. */
    get isStopping(): boolean {
        return this.#stopping.signal.aborted;
    }

    /** Ends all waits, and repeats nothing from now on: what has failed says so. Calls under way go on. */
    stopWaiting(): void {
        this.#stopping.abort();
    }

    /** Waits for something at Atlas; ends at once when nobody is to wait any longer. */
    pause(durationMs: number): Promise<void> {
        return this.clock.sleep(durationMs, this.#stopping.signal);
    }

    /**
     * The time at Atlas, in milliseconds since 1970, at a moment of the monotonic clock; undefined if Atlas has not answered
     * yet. Never later than it was.
     */
    atlasTimeAt(momentMs: number): number | undefined {
        return this.#wire.time.at(momentMs);
    }

    /** Hands back the access tokens, if there are any. No call must be under way. */
    end(): Promise<void> {
        return this.#authentication.end();
    }

    /** Drops kept connections; calls under way fail. */
    close(): void {
        this.#wire.close();
    }

    async #attempt(signer: RequestSigner, request: Attempt): Promise<unknown> {
        const { method, path, service, read } = request;
        const bucket = bucketOf(path);
        // The lane is held meanwhile: what waits behind it would most likely have to wait, too.
        const isItsTurn = await this.#pacer.turn(bucket, (waitMs) =>
            this.#notices.waiting(`${service}'s rate limit for ${bucket} is nearly used up.`, waitMs),
        );
        if (!isItsTurn) {
            throw new AtlasError(
                this.#redact(`${method} ${path}: not sent, as the run was cancelled. Run it again.`),
            );
        }
        const { reply, kind } = await this.#exchange(signer, request);
        this.#pacer.observe(bucket, reply);
        const isChallengeable = this.publicKey !== undefined;
        const place = { method, path, origin: this.baseUrl, service };
        const call = { ...place, kind, read, isChallengeable, caller: this.#caller };
        return readReply({ ...call, nowMs: this.clock.nowMs(), redact: this.#redact }, reply);
    }

    /** Once more if the answer asks for that, and not a third time: then the credential is no good. */
    async #exchange(signer: RequestSigner, request: Attempt): Promise<Exchange> {
        const first = await this.#send(signer, request);
        if (!(await signer.observe(first.reply))) {
            return first;
        }
        const second = await this.#send(signer, request);
        // Not for this call: a refusal brings a nonce, too, that spares the next call on this lane a request.
        await signer.observe(second.reply);
        return second;
    }

    async #send(signer: RequestSigner, request: Attempt): Promise<Exchange> {
        const { onSend, headers, ...rest } = request;
        const authorization = await signer.authorize(request.method, request.url);
        const isSigned = authorization !== undefined;
        // Atlas carries nothing out without a credential: what is sent without one only fetches a nonce.
        const kind = isSigned ? request.kind : "authProbe";
        onSend();
        const reply = await this.#wire.send({
            ...rest,
            headers: isSigned ? { ...headers, Authorization: authorization } : headers,
            kind,
        });
        return { reply, kind };
    }

    #noteWait({ error, waitMs }: RetryWait): void {
        if (isAtlasApiError(error) && error.status === 429) {
            const bucket = bucketOf(error.path);
            this.#pacer.close(bucket, waitMs, error.parameters);
            this.#notices.waiting(`${error.service} takes no more calls to ${bucket} for now (429).`, waitMs);
        } else {
            this.#notices.waiting(`${error.method} ${bucketOf(error.path)}: ${briefly(error)}.`, waitMs);
        }
    }

    #tokenEndpoint(credential: ServiceAccountCredential, secrets: Set<string>): TokenEndpoint {
        return new TokenEndpoint({
            credential,
            baseUrl: this.baseUrl,
            wire: this.#wire,
            retries: this.#retries,
            clock: this.clock,
            redact: this.#redact,
            requestTimeoutMs: this.#requestTimeoutMs,
            onToken: (token) => secrets.add(token),
        });
    }
}

interface Attempt extends OutgoingRequest {
    /** Called when it goes out. */
    readonly onSend: () => void;
}

interface Exchange {
    readonly reply: HttpReply;
    /** What the request was that got this answer. */
    readonly kind: RequestKind;
}
