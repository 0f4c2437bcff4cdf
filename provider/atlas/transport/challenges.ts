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
