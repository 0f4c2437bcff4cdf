import { ApiFailure } from "../errors";

/** Every version date that Atlas has published, oldest first. */
export const PUBLISHED_VERSIONS: readonly string[] = [
    "2023-01-01",
    "2023-02-01",
    "2023-10-01",
    "2023-11-15",
    "2024-05-30",
    "2024-08-05",
    "2024-10-23",
    "2024-11-13",
    "2025-02-19",
    "2025-03-12",
];

const VERSIONED_JSON = /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/i;

/**
 * The version a reply has: that of the resource, asked for by its own date or any later published one.
 * Throws 406 INVALID_VERSION_DATE for anything else.
 */
export function resolveVersion(accept: string | undefined, resourceVersion: string): string {
    const asked = mediaTypesOf(accept).map((type) => VERSIONED_JSON.exec(type)?.[1]);
    const isKnown = asked.some(
        (date) => date !== undefined && date >= resourceVersion && PUBLISHED_VERSIONS.includes(date),
    );
    if (!isKnown) {
        throw new ApiFailure({
            status: 406,
            errorCode: "INVALID_VERSION_DATE",
            detail: `Invalid accept header or version date: ${accept ?? "none"}.`,
            parameters: [accept ?? ""],
        });
    }
    return resourceVersion;
}

/** Bodies may come as plain JSON or as any published version of Atlas' own type. */
export function isJsonMediaType(contentType: string | undefined): boolean {
    const [type = ""] = mediaTypesOf(contentType);
    const date = VERSIONED_JSON.exec(type)?.[1];
    return (
        type.toLowerCase() === "application/json" || (date !== undefined && PUBLISHED_VERSIONS.includes(date))
    );
}

export function isFormMediaType(contentType: string | undefined): boolean {
    return mediaTypesOf(contentType)[0]?.toLowerCase() === "application/x-www-form-urlencoded";
}

export function versionedContentType(version: string): string {
    return `application/vnd.atlas.${version}+json;charset=utf-8`;
}

function mediaTypesOf(header: string | undefined): string[] {
    return (header ?? "").split(",").map((part) => (part.split(";")[0] ?? "").trim());
}
