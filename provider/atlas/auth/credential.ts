import { GIVEN_TOKEN } from "../errors/errorHints";
import type { HttpReply } from "../transport/http";

/** An API key: calls are signed with HTTP digest. */
export interface ApiKeyCredential {
    readonly publicKey: string;
    readonly privateKey: string;
}

/** A service account: calls carry an access token that it gets for its secret. */
export interface ServiceAccountCredential {
    readonly clientId: string;
    readonly clientSecret: string;
}

/** An access token that somebody else got; it ends after an hour. */
export interface AccessTokenCredential {
    readonly accessToken: string;
}

/** As whom to call Atlas. */
export type AtlasCredential = ApiKeyCredential | ServiceAccountCredential | AccessTokenCredential;

/** How to name the caller to people: never with what might be a secret. */
export function describeCaller(credential: AtlasCredential): string {
    if ("publicKey" in credential) {
        return named("API key", credential.publicKey, /^\w{1,16}$/);
    }
    return "clientId" in credential
        ? named("service account", credential.clientId, /^mdb_sa_id_\w{1,32}$/)
        : GIVEN_TOKEN;
}

/** What must never be shown. */
export function secretsOf(credential: AtlasCredential): string[] {
    if ("publicKey" in credential) {
        return [credential.privateKey];
    }
    return "clientId" in credential
        ? [credential.clientSecret, basicToken(credential)]
        : [credential.accessToken];
}

/** Id and secret of a service account as HTTP's Basic scheme has them. */
export function basicToken({ clientId, clientSecret }: ServiceAccountCredential): string {
    return Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
}

/** A name that does not look like one is not printed: it may be the secret, swapped. */
function named(kind: string, name: string, pattern: RegExp): string {
    return pattern.test(name) ? `${kind} ${name}` : `the ${kind}`;
}

/** Puts the credential on the requests of one lane, which never overlap. */
export interface RequestSigner {
    /** Whether the next request can be authenticated without asking the server for something first. */
    readonly isWarm: boolean;
    /** The Authorization header of the next request; undefined if the server has to be asked what it should be. */
    authorize(method: string, url: string): Promise<string | undefined> | string | undefined;
    /** Takes note of an answer. True if the same request should go out once more, authorized anew. */
    observe(reply: HttpReply): Promise<boolean> | boolean;
}
