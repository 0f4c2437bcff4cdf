import { AtlasConfigError } from "../errors/errors";

/**
 * Tag for the path of an endpoint: encodes what is put in, once, so that `/` in an address becomes `%2F`.
 *
 * @example path`/orgs/${orgId}/apiKeys/${apiKeyId}/accessList/${"192.0.2.0/24"}`
 * @throws AtlasConfigError if a part is empty or dots: such a path would name something else.
 */
export function path(texts: TemplateStringsArray, ...values: readonly string[]): string {
    return String.raw({ raw: texts }, ...values.map(encodeSegment));
}

function encodeSegment(value: string): string {
    if (/^\.{0,2}$/.test(value)) {
        throw new AtlasConfigError(
            `${JSON.stringify(value)} cannot stand in a path of the Atlas API as an id or address.`,
        );
    }
    // A colon is allowed in a path segment, and Atlas's pattern of an IPv6 address has it as it is.
    return encodeURIComponent(value).replaceAll("%3A", ":");
}

/** The version date of organizations, settings, API keys, their access lists and link tokens: they have no other. */
export const VERSION_2023_01_01 = "2023-01-01";

/** The version date of service accounts. */
export const VERSION_2024_08_05 = "2024-08-05";
