import type { Service } from "../errors/errors";
import type { RequestKind } from "../errors/requestOutcome";
import type { BeforeRepeat, ResolveUnknownOutcome } from "../retrying/retries";
import { serviceAt } from "./baseUrl";
import type { Reader } from "./answerReaders";
import { PACKAGE_VERSION } from "../../packageFile";

/** What the client calls itself. */
export const USER_AGENT = `pulumi-atlas-org/${PACKAGE_VERSION} (node/${process.versions.node})`;

/** In the place of a version: the public API of Ops Manager and Cloud Manager, which has no dates. */
export const PUBLIC_API_V1 = "v1.0";

/** One call of the Admin API, or of the public API. */
export interface AtlasRequest<T = unknown> {
    method: "GET" | "POST" | "PATCH" | "DELETE";
    /** Path below `/api/atlas/v2`, or below `/api/public/v1.0`, encoded already (see `path`). */
    path: string;
    query?: Readonly<Record<string, string | number | boolean>>;
    /** Sent as JSON. */
    body?: unknown;
    /** Version date of the endpoint, such as "2023-01-01"; or PUBLIC_API_V1. */
    version: string;
    /** Time for this request, if the client's requestTimeoutMs is shorter. @default 0 */
    leastTimeoutMs?: number;
    /** Finds out what became of it when nobody knows. With it, a request that did nothing is repeated, too. */
    lookUp?: ResolveUnknownOutcome<T> | undefined;
    /** Hears of each failure after which it is to be sent again, and lets it wait. @default nobody */
    beforeRepeat?: BeforeRepeat | undefined;
    /** Reads what is used of the answer. @default the parsed body as it is */
    read?: Reader<T>;
}

/** A request as it goes out, but for its signature. */
export interface OutgoingRequest {
    readonly method: string;
    readonly path: string;
    /** Sent, and signed, exactly like this. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
    readonly timeoutMs: number;
    readonly kind: RequestKind;
    readonly read: Reader<unknown> | undefined;
    /** What it is for. */
    readonly service: Service;
}

export function toOutgoing(
    request: Omit<AtlasRequest, "lookUp" | "beforeRepeat">,
    defaults: { baseUrl: string; requestTimeoutMs: number },
): OutgoingRequest {
    const { method, path, query = {}, body, version } = request;
    const isPublic = version === PUBLIC_API_V1;
    const url = new URL(`${defaults.baseUrl}${isPublic ? "/api/public/v1.0" : "/api/atlas/v2"}${path}`);
    for (const [name, value] of Object.entries(query)) {
        url.searchParams.set(name, String(value));
    }
    const type = isPublic ? "application/json" : mediaType(version);
    const headers = { Accept: type, "User-Agent": USER_AGENT };
    return {
        method,
        path,
        url: url.href,
        headers: body === undefined ? headers : { ...headers, "Content-Type": type },
        body: body === undefined ? undefined : JSON.stringify(body),
        timeoutMs: Math.max(request.leastTimeoutMs ?? 0, defaults.requestTimeoutMs),
        kind: method === "POST" ? "nonIdempotent" : "repeatable",
        read: request.read,
        service: serviceAt(defaults.baseUrl, isPublic),
    };
}

/**
 * The media type that selects one version of an endpoint, for Accept and Content-Type.
 *
 * https://www.mongodb.com/docs/atlas/api/versioned-api-overview/
 */
function mediaType(version: string): string {
    return `application/vnd.atlas.${version}+json`;
}
