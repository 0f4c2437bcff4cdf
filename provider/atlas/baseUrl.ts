import { AtlasConfigError } from "./errors";
import { quoted } from "./secretShapes";

/** Where Atlas is for everybody but its government customers and its makers. */
export const DEFAULT_BASE_URL = "https://cloud.mongodb.com";

/**
 * A base URL in the one form the client uses: lower-case origin, no trailing slash.
 *
 * @throws AtlasConfigError if the text is no URL, holds what no base URL has, or would send a credential in the clear.
 */
export function parseBaseUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    // "cloud.mongodb.com:443" parses, too: as a URL of a protocol of that name.
    if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
        throw new AtlasConfigError(
            `baseUrl ${quote(text)} is not a URL. Use one such as "${DEFAULT_BASE_URL}".`,
        );
    }
    if (url.username !== "" || url.password !== "") {
        throw new AtlasConfigError(
            `baseUrl for ${url.host} holds a user name or password. Leave them out: the API key is a setting of its own.`,
        );
    }
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopbackUrl(text))) {
        throw new AtlasConfigError(
            `baseUrl ${quote(text)} is not https. Credentials go over https only (loopback addresses excepted): ` +
                `use "https://${url.host}".`,
        );
    }
    const path = url.pathname.replace(/\/+$/, "");
    if (url.search !== "" || url.hash !== "" || /\/api\/atlas(\/|$)/.test(path)) {
        throw new AtlasConfigError(
            `baseUrl ${quote(text)} says too much: leave out the API path, query and fragment ("${url.origin}").`,
        );
    }
    return url.origin + path;
}

/** Whether a URL names this machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopbackUrl(text: string): boolean {
    // The URL parser has turned every spelling of an IPv4 address (127.1, 0x7f000001) into four decimal parts.
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(text).hostname);
}

function quote(text: string): string {
    return quoted(text.replace(/^([a-z]+:\/\/)?.*@/i, "$1"));
}
