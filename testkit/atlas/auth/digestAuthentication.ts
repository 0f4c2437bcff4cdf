import { createHash, randomBytes } from "node:crypto";

/** The realm of Atlas' challenges. */
export const REALM = "MMS Public API";

/** How challenges are written; what is left out is as Atlas writes it. */
export interface DigestForm {
    /** Without quotes and escapes. Default "MMS Public API". */
    readonly realm?: string;
    /** "MD5", "SHA-256", or another one, which nobody is let in with. Default "MD5". */
    readonly algorithm?: string;
    /** Default "auth". */
    readonly qop?: string;
    /** Whether there are blanks around each `=`. Default false. */
    readonly isSpaced?: boolean;
}

export interface DigestOptions {
    readonly clock: { nowMs(): number };
    /** A nonce count of this or more makes the nonce stale. */
    readonly nonceUses: number;
    /** Age in milliseconds from which on a nonce is forgotten. */
    readonly nonceLifeMs: number;
    /** Challenges carry no `qop`, and answers are those of RFC 2069. */
    readonly challengeWithoutQop: boolean;
    readonly form: DigestForm;
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

/** Node's names of the algorithms of RFC 7616. */
const HASHES: Readonly<Record<string, string>> = { MD5: "md5", "SHA-256": "sha256" };

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
        const { challengeWithoutQop, form } = this.#options;
        const { algorithm = "MD5", qop = "auth", isSpaced = false } = form;
        const fields = {
            realm: `"${this.#realm.replace(/["\\]/g, "\\$&")}"`,
            domain: '""',
            nonce: `"${nonce}"`,
            algorithm,
            ...(challengeWithoutQop ? {} : { qop: `"${qop}"` }),
            stale: isStale,
        };
        const pairs = Object.entries(fields).map((pair) => pair.join(isSpaced ? " = " : "="));
        return `Digest ${pairs.join(", ")}`;
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
        if (privateKey === undefined || fields["uri"] !== request.target || fields["realm"] !== this.#realm) {
            return REFUSED;
        }
        const expected = this.#expectedResponse(fields, request.method, privateKey);
        const isValid = fields["response"]?.toLowerCase() === expected;
        return isValid ? { isValid, username: fields["username"] ?? "" } : REFUSED;
    }

    /** Every nonce ever given out becomes unknown, as when a server restarts. */
    forgetNonces(): void {
        this.#nonces.clear();
    }

    get #realm(): string {
        return this.#options.form.realm ?? REALM;
    }

    /** Undefined for an algorithm that is not known here. */
    #expectedResponse(
        fields: Record<string, string>,
        method: string,
        privateKey: string,
    ): string | undefined {
        const algorithm = HASHES[this.#options.form.algorithm ?? "MD5"];
        if (algorithm === undefined) {
            return undefined;
        }
        const hash = (...parts: string[]): string =>
            createHash(algorithm).update(parts.join(":")).digest("hex");
        const { username = "", uri = "", nonce = "", nc, cnonce = "", qop = "" } = fields;
        const secret = hash(username, this.#realm, privateKey);
        const request = hash(method, uri);
        return nc === undefined
            ? hash(secret, nonce, request)
            : hash(secret, nonce, nc, cnonce, qop, request);
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
