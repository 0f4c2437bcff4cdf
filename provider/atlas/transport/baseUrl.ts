import { AtlasConfigError } from "../errors/errors";
import { quoted, withoutSecrets } from "../secrets";
import type { Service } from "../errors/errors";

/** Where Atlas is for everybody but its government customers and its makers. */
export const DEFAULT_BASE_URL = "https://cloud.mongodb.com";

/** Where Atlas for Government is. */
export const GOVERNMENT_BASE_URL = "https://cloud.mongodbgov.com";

/** A scheme, a host and perhaps a port, as a person writes them; the URL parser would also take much that nobody means. */
const ORIGIN = /^https?:\/\/(\[[\d.:a-f]+\]|[\w-]+(\.[\w-]+)*)(:\d+)?\/?$/i;

/**
 * A base URL in the one form the client uses: lower-case origin, no trailing slash. The client puts the path of the API
 * behind it: with any other path in between, a server answers 404 to all that is asked for.
 *
 * @param setting is the name of the setting that holds the text, for errors.
 * @param allowHttp lets plain http through, to whatever machine. @default false
 * @throws AtlasConfigError if the text is more or less than a scheme, a host and a port, or would send a credential in
 *     the clear.
 */
export function parseBaseUrl(text: string, setting = "baseUrl", allowHttp = false): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    // "cloud.mongodb.com:443" parses, too: as a URL of a protocol of that name.
    if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
        throw new AtlasConfigError(
            `${setting} ${quote(text)} is not a URL. Use one such as "${intendedOrigin(text)}".`,
        );
    }
    if (url.username !== "" || url.password !== "") {
        throw new AtlasConfigError(
            `${setting} for ${withoutSecrets(url.host)} holds a user name or password. Leave them out: the credential is a setting of its own. Use "${intendedOrigin(text)}".`,
        );
    }
    if (url.protocol !== "https:" && !allowHttp && !isLoopbackUrl(text)) {
        throw new AtlasConfigError(
            `${setting} ${quote(text)} is not https. Credentials go over https only (loopback addresses excepted): ` +
                `use "${intendedOrigin(text)}". For an Ops Manager that has no https, allowHttp permits it for one provider.`,
        );
    }
    if (!ORIGIN.test(text)) {
        throw new AtlasConfigError(
            `${setting} ${quote(text)} holds more than a scheme, a host and a port: leave out the rest, and use "${intendedOrigin(text)}". The path of the API is added to it.`,
        );
    }
    return url.origin;
}

/**
 * What goes out as it is must not go in clear, also where plain http is permitted: of an API key, a digest shows nothing.
 *
 * @throws AtlasConfigError if this credential may not go to that base URL.
 */
export function refuseInClear(credential: object, baseUrl: string): void {
    if (!("publicKey" in credential) && baseUrl.startsWith("http:") && !isLoopbackUrl(baseUrl)) {
        throw new AtlasConfigError(
            `baseUrl ${quote(baseUrl)} is not https. allowHttp permits that for an API key only: a service account's secret and an access token would go in clear. Use an API key, or "${intendedOrigin(baseUrl)}".`,
        );
    }
}

/** Whether a URL names this machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopbackUrl(text: string): boolean {
    // The URL parser has turned every spelling of an IPv4 address (127.1, 0x7f000001) into four decimal parts.
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(text).hostname);
}

/** The base URL that somebody most likely means who wrote something else; Atlas's own where nobody can tell. */
function intendedOrigin(text: string): string {
    const [, scheme, rest] = /^[\s"'`<]*(?:(https?):)?[\\/]*(.*)$/is.exec(text) ?? [];
    const candidate = `https://${rest ?? ""}`;
    // Of what may be a secret, nothing is repeated.
    if (!URL.canParse(candidate) || withoutSecrets(text) !== text) {
        return DEFAULT_BASE_URL;
    }
    const host = new URL(candidate).host.replace(/[."'`>]+(?=:\d|$)/, "");
    const http = `http://${host}`;
    const origin = scheme?.toLowerCase() === "http" && isLoopbackUrl(http) ? http : `https://${host}`;
    // A single word is more likely anything else than a host.
    const isHost = scheme !== undefined || /[.:]|^localhost/.test(host);
    return isHost && ORIGIN.test(origin) ? origin : DEFAULT_BASE_URL;
}

/** Without what may be a secret: a user's name and password, a query, a fragment. */
function quote(text: string): string {
    return quoted(
        text.replace(/^([a-z]+:\/\/)?[^?#]*@/i, "$1…@").replace(/[?#].*/s, (rest) => `${rest[0]}…`),
    );
}

/** Cloud Manager has the same address as Atlas. */
export function serviceAt(baseUrl: string, isPublicApi: boolean): Service {
    return !isPublicApi ? "Atlas" : baseUrl === DEFAULT_BASE_URL ? "Cloud Manager" : "Ops Manager";
}
