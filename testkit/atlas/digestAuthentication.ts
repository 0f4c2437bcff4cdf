import { createHash, randomBytes } from "node:crypto";

/** The realm of Atlas' challenges. */
export const REALM = "MMS Public API";

export interface DigestOptions {
    readonly clock: { nowMs(): number };
    /** A nonce count of this or more makes the nonce stale. */
    readonly nonceUses: number;
    /** Age in milliseconds from which on a nonce is forgotten. */
    readonly nonceLifeMs: number;
    /** Challenges carry no `qop`, and answers are those of RFC 2069. */
    readonly challengeWithoutQop: boolean;
}

export interface DigestRequest {
    readonly authorization: string | undefined;
    readonly method: string;
    /** The request target as it stood in the request line. */
    readonly target: string;
}

export type DigestVerdict =
    | { readonly isValid: true; readonly username: string }
    | { readonly isValid: false; readonly isStale: boolean };

interface Nonce {
    readonly issuedMs: number;
    readonly seenCounts: Set<number>;
    uses: number;
}

const REFUSED: DigestVerdict = { isValid: false, isStale: false };
const STALE: DigestVerdict = { isValid: false, isStale: true };

/**
 * HTTP digest as Jetty's DigestAuthenticator does it, which is what Atlas' challenges look like: a nonce lives a
 * minute and 1,024 counts, counts may come in any order but never twice, several nonces are good at a time.
 */
export class DigestAuthentication {
    readonly #options: DigestOptions;
    /** In the order of issue, so that the oldest come first. */
    readonly #nonces = new Map<string, Nonce>();

    constructor(options: DigestOptions) {
        this.#options = options;
    }

    /** The value of `WWW-Authenticate` with a fresh nonce. */
    challenge(isStale: boolean): string {
        const nonce = randomBytes(24).toString("base64");
        this.#nonces.set(nonce, { issuedMs: this.#options.clock.nowMs(), seenCounts: new Set(), uses: 0 });
        const qop = this.#options.challengeWithoutQop ? "" : ` qop="auth",`;
        return `Digest realm="${REALM}", domain="", nonce="${nonce}", algorithm=MD5,${qop} stale=${isStale}`;
    }

    /** Whether the request is signed by the holder of a key; `findPrivateKey` knows the keys that exist. */
    verify(request: DigestRequest, findPrivateKey: (username: string) => string | undefined): DigestVerdict {
        const fields = parseAuthorization(request.authorization);
        if (fields === undefined) {
            return REFUSED;
        }
        // Like Jetty, the nonce is used up before the password is looked at.
        const nonceVerdict = this.#useNonce(fields);
        if (nonceVerdict !== undefined) {
            return nonceVerdict;
        }
        const privateKey = findPrivateKey(fields["username"] ?? "");
        if (privateKey === undefined || fields["uri"] !== request.target || fields["realm"] !== REALM) {
            return REFUSED;
        }
        const isValid =
            fields["response"]?.toLowerCase() === expectedResponse(fields, request.method, privateKey);
        return isValid ? { isValid, username: fields["username"] ?? "" } : REFUSED;
    }

    /** Every nonce ever given out becomes unknown, as when a server restarts. */
    forgetNonces(): void {
        this.#nonces.clear();
    }

    #useNonce(fields: Record<string, string>): DigestVerdict | undefined {
        this.#forgetOldNonces();
        const nonce = this.#nonces.get(fields["nonce"] ?? "");
        if (nonce === undefined) {
            return STALE;
        }
        return this.#options.challengeWithoutQop
            ? this.#useWithoutCount(nonce, fields)
            : this.#useWithCount(nonce, fields);
    }

    #useWithCount(nonce: Nonce, fields: Record<string, string>): DigestVerdict | undefined {
        const nc = fields["nc"] ?? "";
        const isComplete =
            /^[0-9a-f]{8}$/i.test(nc) && fields["qop"] === "auth" && fields["cnonce"] !== undefined;
        const count = Number.parseInt(nc, 16);
        if (!isComplete || count === 0) {
            return REFUSED;
        }
        if (count >= this.#options.nonceUses) {
            return STALE;
        }
        if (nonce.seenCounts.has(count)) {
            return REFUSED;
        }
        nonce.seenCounts.add(count);
        return undefined;
    }

    /** RFC 2069 has no count; a server can only limit how often it takes the nonce. */
    #useWithoutCount(nonce: Nonce, fields: Record<string, string>): DigestVerdict | undefined {
        if (fields["qop"] !== undefined || fields["nc"] !== undefined) {
            return REFUSED;
        }
        nonce.uses += 1;
        return nonce.uses >= this.#options.nonceUses ? STALE : undefined;
    }

    #forgetOldNonces(): void {
        const oldestMs = this.#options.clock.nowMs() - this.#options.nonceLifeMs;
        for (const [value, nonce] of this.#nonces) {
            if (nonce.issuedMs >= oldestMs) {
                return;
            }
            this.#nonces.delete(value);
        }
    }
}

/** Name and value pairs of a Digest header; values are quoted strings or tokens. */
function parseAuthorization(header: string | undefined): Record<string, string> | undefined {
    const [scheme = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(header ?? "")?.slice(1) ?? [];
    if (scheme.toLowerCase() !== "digest") {
        return undefined;
    }
    const pairs = rest.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g);
    return Object.fromEntries(
        [...pairs].map(([, name = "", quoted, token]) => [
            name.toLowerCase(),
            token ?? (quoted ?? "").replace(/\\(.)/g, "$1"),
        ]),
    );
}

function expectedResponse(fields: Record<string, string>, method: string, privateKey: string): string {
    const secret = md5(`${fields["username"] ?? ""}:${REALM}:${privateKey}`);
    const request = md5(`${method}:${fields["uri"] ?? ""}`);
    const { nonce = "", nc, cnonce = "", qop = "" } = fields;
    return nc === undefined
        ? md5(`${secret}:${nonce}:${request}`)
        : md5(`${secret}:${nonce}:${nc}:${cnonce}:${qop}:${request}`);
}

function md5(text: string): string {
    return createHash("md5").update(text).digest("hex");
}
