import type { DigestForm } from "./auth/digestAuthentication";
import type { DeletedLink } from "./endpoint";
import type { RateLimitOption } from "./rateLimits";
import type { RetryAfterStyle } from "./http/retryAfter";

/** How the emulated Atlas behaves; the defaults are what Atlas does, or most likely does. */
export interface EmulatedAtlasOptions {
    /** Time for nonces, tokens, rate limits, `created`, `lastUsed` and the `Date` of replies. Default: the system's. */
    readonly clock?: { nowMs(): number };
    /**
     * How many milliseconds the clock for the `Date` of replies runs ahead of the one for `created`, as they may be clocks
     * of two machines; negative for behind. Not known of Atlas. Default 0.
     */
    readonly replyClockAheadMs?: number;
    /** How long every request is held before anything is made of it, challenges included, in milliseconds. Default 0. */
    readonly latencyMs?: number;
    /** A second POST of a link token: 201 or 409; not confirmed of Atlas. Default "created". */
    readonly secondLinkToken?: "created" | "conflict";
    /**
     * Which link DELETE takes where an organization has several, in the order in which they were made; a function gets
     * their number and returns the place of one, from 0. Not known of Atlas. Default "oldest".
     */
    readonly deletedLink?: DeletedLink;
    /**
     * POST, GET one and DELETE of access-list entries want the caller's key to have an access list, else 403
     * RESOURCE_REQUIRES_ACCESS_LIST; not confirmed of Atlas. Default false.
     */
    readonly accessListNeedsListedCaller?: boolean;
    /** Status of a write to an access list while another one to it is under way; not known of Atlas. Default: it is taken. */
    readonly secondListWrite?: 409 | 429 | 503;
    /** Status for an API key that does not exist, API_KEY_NOT_FOUND in both cases. Default 404. */
    readonly unknownApiKeyStatus?: 400 | 404;
    /** Organizations made through the API start with `apiAccessListRequired`; not confirmed of Atlas. Default false. */
    readonly newOrganizationsRequireAccessList?: boolean;
    /** IPv6 in replies: eight groups without leading zeros, or RFC 5952; not confirmed of Atlas. Default "groups". */
    readonly ipv6InReplies?: "groups" | "compressed";
    /** A refusal of a bad entry names its address in `parameters`; not confirmed of Atlas. Default true. */
    readonly namesRefusedAddress?: boolean;
    /** Keys show ORG_MEMBER among their roles whether they were given it or not; Atlas may. Default true. */
    readonly impliedOrgMember?: boolean;
    /** Challenges without `qop`, answered as RFC 2069 says. Default false. */
    readonly challengeWithoutQop?: boolean;
    /** How challenges are written, for servers that are stricter or looser than Atlas. Default: as Atlas does. */
    readonly challenge?: DigestForm;
    /** From this nonce count on a nonce is stale. Default 1,024. */
    readonly nonceUses?: number;
    /** Age in milliseconds beyond which a nonce is stale. Default 60,000. */
    readonly nonceLifeMs?: number;
    /** How long an access token works, in milliseconds. Default 3,600,000. */
    readonly tokenLifeMs?: number;
    /**
     * How many requests for a token each service account may make within a time in milliseconds, before 429
     * RATE_LIMITED. Default 10 within 60,000.
     */
    readonly tokenRequestLimit?: { readonly requests: number; readonly windowMs: number };
    /** How many tokens of a service account may work at a time, before 403 access_denied. Default 100. */
    readonly maxLiveTokens?: number;
    /**
     * Token buckets: those that Atlas documents, or buckets for some sets of endpoints and none for the others. An
     * empty one is 429 RATE_LIMITED_TOKEN_BUCKET. Default "off": nothing is refused, and replies show full buckets.
     */
    readonly rateLimits?: RateLimitOption;
    /** How a 429 of a rate limit says when to come again. Default "seconds". */
    readonly retryAfter?: RetryAfterStyle;
}
