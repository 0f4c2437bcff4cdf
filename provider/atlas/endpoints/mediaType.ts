/** The version date of organizations, settings, API keys, their access lists and link tokens: they have no other. */
export const VERSION_2023_01_01 = "2023-01-01";

/** The version date of service accounts. */
export const VERSION_2024_08_05 = "2024-08-05";

/**
 * The media type that selects one version of an endpoint, for Accept and Content-Type.
 *
 * https://www.mongodb.com/docs/atlas/api/versioned-api-overview/
 */
export function mediaType(version: string): string {
    return `application/vnd.atlas.${version}+json`;
}
