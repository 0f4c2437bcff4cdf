import type { AccessToken } from "./accessTokens";
import type { ServiceAccountCredential } from "./credential";
import { basicToken, describeCaller } from "./credential";
import type { Reader } from "../transport/answerReaders";
import { decides, informs, object, positiveNumber, text } from "../transport/answerReaders";
import { readReply } from "../transport/reply";
import type { Redact } from "../secrets/redaction";
import type { Retries } from "../retrying/retries";
import { USER_AGENT } from "../transport/userAgent";
import type { Wire } from "../transport/wire";
import type { Clock } from "../clock";

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
        return retries.run({ kind: "tokenQuestion" }, async (onSend) => {
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
        const call = { method: "POST", path, kind: "tokenQuestion" } as const;
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
