import type { Ipv6Spelling } from "./addresses";
import type { Caller } from "./auth/caller";
import type { RateLimitSet } from "./rateLimits";
import type { AtlasStore } from "./store/store";
import type { StoredOrganization } from "./store/storedOrganization";

/** Behaviour that is not confirmed of Atlas, chosen by the test, with defaults filled in. */
export interface AtlasBehaviour {
    readonly secondLinkToken: "created" | "conflict";
    readonly deletedLink: DeletedLink;
    readonly accessListNeedsListedCaller: boolean;
    readonly unknownApiKeyStatus: 400 | 404;
    readonly newOrganizationsRequireAccessList: boolean;
    readonly ipv6InReplies: Ipv6Spelling;
    readonly namesRefusedAddress: boolean;
    readonly impliedOrgMember: boolean;
}

export type DeletedLink = "oldest" | "newest" | ((count: number) => number);

/** What an endpoint works on. */
export interface Call {
    readonly store: AtlasStore;
    readonly behaviour: AtlasBehaviour;
    /** ISO 8601, from the clock of the emulated Atlas. */
    readonly now: string;
    /** Origin of `links`. */
    readonly origin: string;
    /** Path as sent, without the query. */
    readonly path: string;
    readonly caller: Caller;
    readonly callerAddress: string;
    /** Decoded once. */
    readonly params: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
    /** The organization in the path, else the caller's own. */
    readonly organization: StoredOrganization;
}

export interface Answer {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the API. */
export interface Endpoint {
    readonly method: "GET" | "POST" | "PATCH" | "DELETE";
    /** Before the path. Default: that of the Admin API. */
    readonly prefix?: string;
    /** As the API's documentation spells it: "/orgs/{orgId}/apiKeys". */
    readonly path: string;
    readonly rateLimit: RateLimitSet;
    /** The version that it has in media types; null for plain JSON. Default 2023-01-01. */
    readonly version?: string | null;
    /** Refused with 401 NOT_ORG_OWNER to callers without that role. Default: any caller of the organization. */
    readonly needsOwner?: boolean;
    /** The caller's address may have to be on the caller's access list, even an empty one; not confirmed of Atlas. */
    readonly mayNeedListedCaller?: boolean;
    readonly handle: (call: Call) => Answer;
}

/** What a server answers. */
export interface ServedApi {
    readonly endpoints: readonly Endpoint[];
    /** Other paths that answer, with credentials of their own. */
    readonly oauthPaths: readonly string[];
    /** What tests may leave out before a path. */
    readonly usualPrefix: string;
}

/** The version of nearly all endpoints of Atlas. */
export const COMMON_VERSION = "2023-01-01";

/** The version of everything about service accounts. */
export const SERVICE_ACCOUNTS_VERSION = "2024-08-05";

export const PATH_PREFIX = "/api/atlas/v2";

/** Of the public API of Ops Manager and Cloud Manager. */
export const PUBLIC_PREFIX = "/api/public/v1.0";

export function fullPath({ prefix = PATH_PREFIX, path }: Endpoint): string {
    return prefix + path;
}

/** Undefined for plain JSON. */
export function versionOf({ version = COMMON_VERSION }: Endpoint): string | undefined {
    return version ?? undefined;
}

export function selfLinks(call: Call, path: string): { href: string; rel: string }[] {
    return [{ href: `${call.origin}${PATH_PREFIX}${path}`, rel: "self" }];
}
