import { randomBytes } from "node:crypto";
import { DigestClient } from "digest-fetch";
import type { ApiKeyCredential } from "./credential";
import type { HttpReply } from "./http";
import type { RequestSigner } from "./signer";

/**
 * Digest authentication with one nonce at a time. Requests must not overlap: a server may refuse counts that arrive
 * out of order, so every lane of the client has one of these to itself.
 *
 * https://www.rfc-editor.org/rfc/rfc2617#section-3
 */
export class DigestSession implements RequestSigner {
    readonly #client: CountingDigestClient;
    readonly #secrets: Set<string>;
    #signature = "";

    /** @param secrets always holds the latest signature, which an answer may echo. */
    constructor(credential: ApiKeyCredential, secrets = new Set<string>()) {
        this.#secrets = secrets;
        this.#client = new CountingDigestClient(credential.publicKey, credential.privateKey);
    }

    /** Whether a nonce is there, so that the next request can be authenticated without asking for one first. */
    get isWarm(): boolean {
        return this.#client.hasAuth;
    }

    /** The Authorization header for the next request, which uses up one count of the nonce; undefined while cold. */
    authorize(method: string, url: string): string | undefined {
        const { Authorization: authorization } = this.#client.addAuth(url, { method, headers: {} }).headers;
        this.#secrets.delete(this.#signature);
        this.#signature = /\bresponse="([^"]*)"/.exec(authorization ?? "")?.[1] ?? "";
        this.#secrets.add(this.#signature);
        return authorization;
    }

    /** The same 401 means "no nonce", "nonce too old" and "wrong key": with a fresh nonce, the request is tried again. */
    observe({ status, header }: Pick<HttpReply, "status" | "header">): boolean {
        return status === 401 && this.learn(header("www-authenticate"));
    }

    /** Takes the nonce out of the `WWW-Authenticate` header of a 401; false if it offers no digest that we can do. */
    learn(wwwAuthenticate: string | undefined): boolean {
        const challenge = findDigestChallenge(wwwAuthenticate ?? "");
        if (challenge === undefined) {
            return false;
        }
        this.#client.parseAuth(challenge);
        return true;
    }
}

interface DigestOptions {
    readonly method: string;
    readonly headers: { Authorization?: string };
}

/**
 * digest-fetch 3.1.1 writes the nonce count in decimal, though servers read it as hexadecimal, never starts it again
 * for a new nonce, and takes its client nonce from Math.random; a Jetty server refuses every call from the 400th on.
 */
class CountingDigestClient extends DigestClient {
    #uses = 0;

    override parseAuth(challenge: string): void {
        super.parseAuth(challenge);
        this.#uses = 0;
    }

    override addAuth(url: string, options: DigestOptions): DigestOptions {
        this.#uses += 1;
        Object.assign(this.digest, { nc: this.#uses.toString(16) });
        const { headers } = super.addAuth(url, options) as DigestOptions;
        const { qop } = this.digest as { qop?: string | null };
        return { ...options, headers: qop ? headers : withoutClientNonce(headers) };
    }

    override makeNonce(): string {
        return randomBytes(16).toString("hex");
    }
}

/** "MUST NOT be specified if the server did not send a qop directive", says RFC 2617 of `cnonce` and `nc`. */
function withoutClientNonce(headers: DigestOptions["headers"]): DigestOptions["headers"] {
    const authorization = headers.Authorization?.replace(/,nc=[0-9a-f]+,cnonce="[0-9a-f]*"$/, "");
    return authorization === undefined ? {} : { Authorization: authorization };
}

/** The digest part of a header that may offer several schemes and algorithms, each `Scheme name=value, name=value`. */
function findDigestChallenge(header: string): string | undefined {
    return header
        .split(/,\s*(?=[a-z]+\s+[\w-]+=)/i)
        .find((challenge) => /^\s*Digest\s/i.test(challenge) && isMd5(challenge))
        ?.trim();
}

function isMd5(challenge: string): boolean {
    const algorithm = /\balgorithm="?([\w-]+)/i.exec(challenge)?.[1];
    return algorithm === undefined || algorithm.toUpperCase() === "MD5";
}
