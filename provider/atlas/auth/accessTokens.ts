import type { Clock } from "../clock";
import { hasErrorCode } from "../errors/errorPredicates";
import { asOneOperation } from "../retrying/operation";
import type { ServiceAccountCredential } from "./credential";
import { basicToken, describeCaller } from "./credential";
import type { Reader } from "../transport/answerReaders";
import { decides, informs, object, positiveNumber, text } from "../transport/answerReaders";
import { readReply } from "../transport/reply";
import type { Redact } from "../secrets";
import type { Retries } from "../retrying/retries";
import { USER_AGENT } from "../transport/request";
import type { Wire } from "../transport/wire";

/** A token as the token endpoint gave it. */
export interface AccessToken {
    readonly value: string;
    readonly lifeMs: number;
}

interface HeldToken {
    readonly value: string;
    /** When to get another, well before it ends. */
    readonly renewAtMs: number;
    readonly endsAtMs: number;
}

const MAX_RENEWAL_MARGIN_MS = 10 * 60_000;

/** How long no refused token is renewed after a renewal that was no use. */
const RENEWAL_PAUSE_MS = 10 * 60_000;

/** The access token of one service account: fetched once, however many calls wait for it, and renewed in time. */
export class AccessTokens {
    readonly #clock: Clock;
    readonly #fetch: () => Promise<AccessToken>;
    readonly #given: HeldToken[] = [];
    #fetching: Promise<HeldToken> | undefined;
    #refusal: Error | undefined;
    #pausedUntilMs = 0;

    constructor(clock: Clock, fetch: () => Promise<AccessToken>) {
        this.#clock = clock;
        this.#fetch = fetch;
    }

    /** A token that is good for a while. */
    async current(): Promise<string> {
        const held = this.#given.at(-1);
        return held !== undefined && this.#clock.nowMs() < held.renewAtMs
            ? held.value
            : (await this.#fetchOnce()).value;
    }

    /** Gets another token after Atlas has refused one; false if that is not likely to help. */
    async renew(refused: string): Promise<boolean> {
        if (this.#given.at(-1)?.value !== refused) {
            return true;
        }
        if (this.#clock.nowMs() < this.#pausedUntilMs) {
            return false;
        }
        await this.#fetchOnce();
        return true;
    }

    /** A new token was refused as well: it was not about the token. Atlas says the same of an organization that is gone. */
    noteUselessRenewal(): void {
        this.#pausedUntilMs = this.#clock.nowMs() + RENEWAL_PAUSE_MS;
    }

    /** Lets go of all tokens that still live. */
    async release(): Promise<string[]> {
        await this.#fetching?.catch(() => undefined);
        const nowMs = this.#clock.nowMs();
        return this.#given.splice(0).flatMap(({ value, endsAtMs }) => (nowMs < endsAtMs ? [value] : []));
    }

    #fetchOnce(): Promise<HeldToken> {
        // Many operations may wait for it: none of them pays for it alone.
        this.#fetching ??= asOneOperation(() => this.#fetchNow()).finally(() => {
            this.#fetching = undefined;
        });
        return this.#fetching;
    }

    async #fetchNow(): Promise<HeldToken> {
        if (this.#refusal !== undefined) {
            throw this.#refusal;
        }
        try {
            const { value, lifeMs } = await this.#fetch();
            const endsAtMs = this.#clock.nowMs() + lifeMs;
            const renewAtMs = endsAtMs - Math.min(MAX_RENEWAL_MARGIN_MS, lifeMs / 2);
            const held = { value, renewAtMs, endsAtMs };
            this.#given.push(held);
            return held;
        } catch (error) {
            // A wrong secret stays wrong, and Atlas counts the requests for tokens.
            if (hasErrorCode(error, "invalid_client", "access_denied")) {
                this.#refusal = error as Error;
            }
            throw error;
        }
    }
}

const TOKEN_PATH = "/api/oauth/token";
const REVOKE_PATH = "/api/oauth/revoke";
const DEFAULT_LIFE_SECONDS = 3_600;

export interface TokenEndpointOptions {
    readonly baseUrl: string;
    readonly credential: ServiceAccountCredential;
    readonly wire: Wire;
    readonly retries: Retries;
    readonly clock: Clock;
    readonly redact: Redact;
    readonly requestTimeoutMs: number;
    /** Hears of each token before anybody can use it. */
    readonly onToken: (token: string) => unknown;
}

/** What an answer must hold. Recorded, by MongoDB's own clients and documentation. */
const TOKEN = object({
    access_token: decides(text),
    /** Seconds. */
    expires_in: informs(positiveNumber),
});

/**
 * Where a service account gets its access tokens, and hands them back.
 *
 * https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class TokenEndpoint {
    readonly #options: TokenEndpointOptions;

    constructor(options: TokenEndpointOptions) {
        this.#options = options;
    }

    /** Gets a token; repeating that does no harm. Atlas allows 10 a minute, and 100 that live at a time. */
    fetch(): Promise<AccessToken> {
        const { retries, onToken } = this.#options;
        return retries.run({ kind: "tokenRequest" }, async (onSend) => {
            onSend();
            const form = { grant_type: "client_credentials" };
            const { access_token: value, expires_in: lifeSeconds = DEFAULT_LIFE_SECONDS } = await this.#post(
                TOKEN_PATH,
                form,
                TOKEN,
            );
            onToken(value);
            return { value, lifeMs: lifeSeconds * 1000 };
        });
    }

    /** Makes a token worthless. Tried once, as it ends by itself. */
    async revoke(token: string): Promise<void> {
        await this.#post(REVOKE_PATH, { token, token_type_hint: "access_token" });
    }

    async #post<T>(path: string, form: Readonly<Record<string, string>>, read?: Reader<T>): Promise<T> {
        const { baseUrl, credential, wire, clock, redact, requestTimeoutMs } = this.#options;
        const call = { method: "POST", path, kind: "tokenRequest" } as const;
        const reply = await wire.send({
            ...call,
            url: baseUrl + path,
            headers: {
                Accept: "application/json",
                Authorization: `Basic ${basicToken(credential)}`,
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": USER_AGENT,
            },
            body: new URLSearchParams(form).toString(),
            timeoutMs: requestTimeoutMs,
        });
        const caller = describeCaller(credential);
        return readReply(
            {
                ...call,
                origin: baseUrl,
                read,
                isChallengeable: false,
                caller,
                nowMs: clock.nowMs(),
                redact,
            },
            reply,
        ) as T;
    }
}
