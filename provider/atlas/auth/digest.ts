import { createHash, randomBytes } from "node:crypto";
import type { ApiKeyCredential, RequestSigner } from "./credential";
import { findServedDigest } from "../transport/digestChallenge";
import type { DigestChallenge } from "../transport/digestChallenge";
import type { HttpReply } from "../transport/http";

/** A nonce of the server, and how often it was used. */
interface UsedNonce {
    readonly challenge: DigestChallenge;
    readonly clientNonce: string;
    count: number;
}

/**
 * Digest authentication with one nonce at a time. Requests must not overlap: a server may refuse counts that arrive
 * out of order, so every lane of the client has one of these to itself.
 *
 * https://www.rfc-editor.org/rfc/rfc7616#section-3
 */
export class DigestSession implements RequestSigner {
    readonly #credential: ApiKeyCredential;
    readonly #makeClientNonce: () => string;
    readonly #secrets: Set<string>;
    #nonce: UsedNonce | undefined;
    #signature = "";

    /**
     * @param secrets always holds the latest signature, which an answer may echo.
     * @param makeClientNonce is random, but in tests.
     */
    constructor(
        credential: ApiKeyCredential,
        secrets = new Set<string>(),
        makeClientNonce = () => randomBytes(16).toString("hex"),
    ) {
        this.#credential = credential;
        this.#secrets = secrets;
        this.#makeClientNonce = makeClientNonce;
    }

    /** Whether a nonce is there, so that the next request can be authenticated without asking for one first. */
    get isWarm(): boolean {
        return this.#nonce !== undefined;
    }

    /** The Authorization header for the next request, which uses up one count of the nonce; undefined while cold. */
    authorize(method: string, url: string): string | undefined {
        if (this.#nonce === undefined) {
            return undefined;
        }
        this.#nonce.count += 1;
        const { pathname, search } = new URL(url);
        const call = { method, uri: pathname + search };
        const signature = sign(call, this.#credential, this.#nonce);
        this.#secrets.delete(this.#signature);
        this.#secrets.add(signature);
        this.#signature = signature;
        return headerOf(call.uri, signature, this.#credential.publicKey, this.#nonce);
    }

    /** The same 401 means "no nonce", "nonce too old" and "wrong key": with a fresh nonce, the request is tried again. */
    observe({ status, header }: Pick<HttpReply, "status" | "header">): boolean {
        return status === 401 && this.learn(header("www-authenticate"));
    }

    /** Takes the nonce out of the `WWW-Authenticate` header of a 401; false if it offers no digest that we can do. */
    learn(wwwAuthenticate: string | undefined): boolean {
        const challenge = findServedDigest(wwwAuthenticate);
        if (challenge === undefined) {
            return false;
        }
        this.#nonce = { challenge, clientNonce: this.#makeClientNonce(), count: 0 };
        return true;
    }
}

interface Call {
    readonly method: string;
    /** Path and query as they stand in the request line. */
    readonly uri: string;
}

/** https://www.rfc-editor.org/rfc/rfc7616#section-3.4.1 */
function sign({ method, uri }: Call, credential: ApiKeyCredential, nonce: UsedNonce): string {
    const { challenge, clientNonce } = nonce;
    const hash = (...parts: string[]): string =>
        createHash(challenge.hash)
            .update(bytesOf(parts.join(":")))
            .digest("hex");
    const secret = hash(utf8(credential.publicKey), challenge.realm, utf8(credential.privateKey));
    const request = hash(method, uri);
    return challenge.hasQop
        ? hash(secret, challenge.nonce, countOf(nonce), clientNonce, "auth", request)
        : hash(secret, challenge.nonce, request);
}

function headerOf(uri: string, signature: string, username: string, nonce: UsedNonce): string {
    const { realm, nonce: serverNonce, algorithm, opaque, hasQop } = nonce.challenge;
    return [
        `Digest username=${quotedString(utf8(username))}`,
        `realm=${quotedString(realm)}`,
        `nonce=${quotedString(serverNonce)}`,
        `uri=${quotedString(uri)}`,
        `response="${signature}"`,
        ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
        ...(opaque === undefined ? [] : [`opaque=${quotedString(opaque)}`]),
        // RFC 2617 forbids these where the server has sent no qop.
        ...(hasQop ? [`qop=auth`, `nc=${countOf(nonce)}`, `cnonce="${nonce.clientNonce}"`] : []),
    ].join(", ");
}

/** Node gives the bytes of a header as characters: the server hashes the bytes. */
function bytesOf(text: string): Buffer {
    return Buffer.from(text, "latin1");
}

/** The bytes of a text in UTF-8, as characters. */
function utf8(text: string): string {
    return Buffer.from(text).toString("latin1");
}

function countOf({ count }: UsedNonce): string {
    return count.toString(16).padStart(8, "0");
}

function quotedString(text: string): string {
    return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
