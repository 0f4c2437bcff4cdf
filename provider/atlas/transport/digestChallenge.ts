/** A challenge of a kind that this package can answer. */
export interface DigestChallenge {
    readonly realm: string;
    readonly nonce: string;
    readonly opaque: string | undefined;
    /** As the server spelled it, for the answer; undefined if the challenge names none. */
    readonly algorithm: string | undefined;
    /** Node's name of the algorithm. */
    readonly hash: string;
    /** False for a server that knows RFC 2069 only. */
    readonly hasQop: boolean;
}

const HASHES = new Map([
    ["MD5", "md5"],
    ["SHA-256", "sha256"],
]);

/** The first digest in a `WWW-Authenticate` header that this package can answer: servers put the best one first. */
export function findServedDigest(wwwAuthenticate: string | undefined): DigestChallenge | undefined {
    return digestsIn(wwwAuthenticate)
        .map(toServedDigest)
        .find((challenge) => challenge !== undefined);
}

/**
 * The digests that a `WWW-Authenticate` header offers, for people; undefined if it offers none, or one that this
 * package can answer.
 */
export function describeUnservedDigests(wwwAuthenticate: string | undefined): string | undefined {
    const digests = digestsIn(wwwAuthenticate);
    const isServed = digests.some((digest) => toServedDigest(digest) !== undefined);
    return isServed || digests.length === 0 ? undefined : [...new Set(digests.map(describe))].join(", or ");
}

function digestsIn(wwwAuthenticate = ""): Challenge["parameters"][] {
    return parseChallenges(wwwAuthenticate)
        .filter(({ scheme }) => scheme.toLowerCase() === "digest")
        .map(({ parameters }) => parameters);
}

function toServedDigest(parameters: Challenge["parameters"]): DigestChallenge | undefined {
    const { realm = "", nonce, opaque, algorithm, qop } = parameters;
    const hash = HASHES.get((algorithm ?? "MD5").toUpperCase());
    const qualities = listOf(qop);
    const isAuth = qualities.length === 0 || qualities.includes("auth");
    if (nonce === undefined || hash === undefined || !isAuth) {
        return undefined;
    }
    return { realm, nonce, opaque, algorithm, hash, hasQop: qualities.length > 0 };
}

function describe({ nonce, algorithm = "MD5", qop }: Challenge["parameters"]): string {
    const qualities = listOf(qop);
    return [
        algorithm,
        ...(qualities.length === 0 ? [] : [` with qop ${qualities.join(" or ")}`]),
        ...(nonce === undefined ? [", but without a nonce"] : []),
    ].join("");
}

function listOf(qop = ""): string[] {
    return qop
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((quality) => quality !== "");
}

/** One way to authenticate that a server offers, such as `Digest realm="a", nonce="b"`. */
export interface Challenge {
    /** As the server spelled it; capitals mean nothing. */
    readonly scheme: string;
    /** By name in lower case; the values are without quotes and escapes. */
    readonly parameters: Readonly<Partial<Record<string, string>>>;
}

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const PARAMETER = `(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]*))`;
/** Some schemes, such as Negotiate, have one text instead of parameters. */
const SCHEME = `(${TOKEN})(?=[\\s,]|$)(?!\\s*=)(?:\\s+[\\w.~+/-]+=*(?=\\s*(?:,|$)))?`;
const PART = new RegExp(`[\\s,]*(?:${PARAMETER}|${SCHEME})`, "gsy");

/**
 * The challenges of a `WWW-Authenticate` or `Proxy-Authenticate` header, in its order. Where the header makes no sense
 * any more, the rest of it is left out.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenges(header: string): Challenge[] {
    const challenges: { scheme: string; parameters: Partial<Record<string, string>> }[] = [];
    for (const [, name, quotedValue, token = "", scheme] of header.matchAll(PART)) {
        if (scheme !== undefined) {
            challenges.push({ scheme, parameters: {} });
        } else if (name !== undefined) {
            const value = quotedValue?.replace(/\\(.)/gs, "$1") ?? token;
            Object.assign(challenges.at(-1)?.parameters ?? {}, { [name.toLowerCase()]: value });
        }
    }
    return challenges;
}
