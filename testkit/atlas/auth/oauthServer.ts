import { atlasDate } from "../dates";
import { randomBytes } from "node:crypto";

import type { Answer } from "../endpoint";
import { RateLimited } from "../errors";
import type { AtlasStore } from "../store/store";
import type { StoredServiceAccount } from "../store/storedServiceAccount";
import { OauthFailure, invalidClient, invalidRequest } from "./oauthFailure";
import { RequestWindow } from "./requestWindow";

const TOKEN_PATH = "/api/oauth/token";
const REVOKE_PATH = "/api/oauth/revoke";

/** Both are reached by POST alone. */
export const OAUTH_PATHS: readonly string[] = [TOKEN_PATH, REVOKE_PATH];

export const TOKEN_ENDPOINT = `POST ${TOKEN_PATH}`;

export function isOauthRequest({ method, path }: { method: string; path: string }): boolean {
    return method === "POST" && OAUTH_PATHS.includes(path);
}

export interface OauthOptions {
    readonly store: AtlasStore;
    readonly clock: { nowMs(): number };
    readonly tokenLifeMs: number;
    readonly tokenRequestLimit: { readonly requests: number; readonly windowMs: number };
    /** For each service account. */
    readonly maxLiveTokens: number;
}

/** All access tokens of Atlas begin alike, as the header of a JWT says how it is signed. */
const JWT_HEADER = Buffer.from('{"alg":"ES512","typ":"JWT"}').toString("base64url");

/** OAuth 2.0 client credentials for service accounts (atlas-api.md of the project, section 7). */
export class OauthServer {
    readonly #options: OauthOptions;
    readonly #window: RequestWindow;

    constructor(options: OauthOptions) {
        this.#options = options;
        this.#window = new RequestWindow(options.tokenRequestLimit, options.clock);
    }

    /** The service account whose secret the request carries. Throws invalid_client; an expired secret is a wrong one. */
    authenticate(authorization: string | undefined): StoredServiceAccount {
        const [clientId, secret] = basicCredential(authorization);
        const account = this.#options.store.serviceAccounts.get(clientId);
        const known = account?.secrets.find((candidate) => candidate.secret === secret);
        const nowMs = this.#options.clock.nowMs();
        if (account === undefined || known === undefined || Date.parse(known.expiresAt) <= nowMs) {
            throw invalidClient();
        }
        known.lastUsedAt = atlasDate(nowMs);
        return account;
    }

    /** Does what a request to one of OAUTH_PATHS asks for. */
    answer(path: string, account: StoredServiceAccount, body: unknown): Answer {
        return path === TOKEN_PATH ? this.#createToken(account, body) : this.#revokeToken(account, body);
    }

    /** The service account that a token was given to; undefined if the token is not good, or not any more. */
    findTokenHolder(token: string): StoredServiceAccount | undefined {
        const { store, clock } = this.#options;
        const holder = store.accessTokens.get(token);
        const isLive = holder !== undefined && holder.expiresMs > clock.nowMs();
        return isLive ? store.serviceAccounts.get(holder.clientId) : undefined;
    }

    /** Only requests of known service accounts count; what else Atlas counts is not confirmed. */
    #createToken({ clientId }: StoredServiceAccount, body: unknown): Answer {
        this.#refuseTooMany(clientId);
        const { grant_type: grantType } = formFields(body);
        if (grantType === undefined) {
            throw invalidRequest("The request has no grant_type.");
        }
        if (grantType !== "client_credentials") {
            throw new OauthFailure(400, "unsupported_grant_type", `Unsupported grant_type ${grantType}.`);
        }
        const { store, clock, tokenLifeMs, maxLiveTokens } = this.#options;
        if (this.#countLiveTokens(clientId) >= maxLiveTokens) {
            throw new OauthFailure(403, "access_denied", "Access Token limit reached.");
        }
        const token = newToken();
        store.accessTokens.set(token, { clientId, expiresMs: clock.nowMs() + tokenLifeMs });
        return {
            status: 200,
            body: {
                access_token: token,
                expires_in: Math.floor(tokenLifeMs / 1000),
                token_type: "Bearer",
            },
        };
    }

    /** As RFC 7009 says, a token that is unknown is no error; one of another service account is left alone. */
    #revokeToken({ clientId }: StoredServiceAccount, body: unknown): Answer {
        const { token } = formFields(body);
        if (token === undefined) {
            throw invalidRequest("The request has no token.");
        }
        const { accessTokens } = this.#options.store;
        if (accessTokens.get(token)?.clientId === clientId) {
            accessTokens.delete(token);
        }
        return { status: 200 };
    }

    #refuseTooMany(clientId: string): void {
        const retryAfterSeconds = this.#window.take(clientId);
        if (retryAfterSeconds === undefined) {
            return;
        }
        const { requests, windowMs } = this.#options.tokenRequestLimit;
        const minutes = windowMs / 60_000;
        throw new RateLimited({
            errorCode: "RATE_LIMITED",
            detail: `Resource ${TOKEN_PATH} is limited to ${requests} requests every ${minutes} minutes.`,
            parameters: [TOKEN_PATH, requests, minutes],
            retryAfterSeconds,
        });
    }

    #countLiveTokens(clientId: string): number {
        const nowMs = this.#options.clock.nowMs();
        const tokens = [...this.#options.store.accessTokens.values()];
        return tokens.filter((token) => token.clientId === clientId && token.expiresMs > nowMs).length;
    }
}

function newToken(): string {
    const parts = [randomBytes(96), randomBytes(64)].map((bytes) => bytes.toString("base64url"));
    return [JWT_HEADER, ...parts].join(".");
}

function basicCredential(authorization: string | undefined): [clientId: string, secret: string] {
    const [, encoded = ""] = /^Basic\s+(\S+)$/i.exec(authorization ?? "") ?? [];
    const [clientId = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(/:(.*)/s);
    return [clientId, secret];
}

/** The server has read the body already; it leaves alone whatever is no form. */
function formFields(body: unknown): Partial<Record<string, string>> {
    if (typeof body !== "object" || body === null) {
        throw invalidRequest("The request body must be of type application/x-www-form-urlencoded.");
    }
    return body;
}
