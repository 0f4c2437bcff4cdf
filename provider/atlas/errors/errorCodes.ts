import { LASTING_TROUBLE } from "./requestOutcome";

/** What advice may depend on. */
export interface AdviceContext {
    readonly path: string;
    readonly parameters: readonly unknown[];
    readonly retryAfterMs: number | undefined;
    /** How to name the caller: "API key abcdefgh", or "the API key". */
    readonly caller: string;
}

export type Advice = string | ((context: AdviceContext) => string);

/** Codes that mean the same to the user of a resource. */
export interface ErrorCodes {
    /** In the spelling of live replies; Atlas's documentation still prints WHITELIST for ACCESS_LIST. */
    readonly codes: readonly string[];
    /** What Atlas means by them here, for the documentation. */
    readonly meaning: string;
    /** What to do: the end of every error message with one of these codes. */
    readonly advice: Advice;
}

const CREATE_AS_PAYING_OWNER =
    "Create organizations with an ORG_OWNER credential of a paying organization: one that has a payment method, or is linked to one that has.";
const MISSING_ROLE: Advice = ({ caller }) =>
    `Give ${caller} the role that this call needs: ORG_OWNER to change anything, ORG_MEMBER to read.`;
const LEAVES_STATE =
    "What is gone leaves the state with `pulumi refresh`, and the next `pulumi up` makes it again.";
const PAY = "Settle the organization's payment in the Atlas UI (Billing), then run this again.";
export const TRY_LATER = "The trouble is on the side of Atlas: if it lasts, try again later.";
export const NO_TOKENS =
    "This server gives the service account no access token: check that baseUrl is that of the Atlas where the account was made, or use an API key.";
const CANNOT_SERVE =
    "The server says that it does not serve such a call at all, so the next try would get the same: check baseUrl, and what stands before it.";
const UPDATE_PACKAGE =
    "Atlas does not serve this version of the endpoint (any more): update pulumi-atlas-org.";

/** The caller's address, which is the only parameter of the access-list errors. */
function callerAddress({ parameters }: AdviceContext): string {
    return typeof parameters[0] === "string" ? `the address ${parameters[0]}` : "the address of this machine";
}

const WAIT: Advice = ({ path, retryAfterMs }) => {
    const wait = retryAfterMs === undefined ? "a minute" : `${Math.ceil(retryAfterMs / 1000)} seconds`;
    const limit = path.startsWith("/api/oauth/")
        ? "requests for access tokens, by address and service account"
        : "calls, by organization";
    return `Atlas limits ${limit}: wait ${wait}, run less at a time, or raise mongodbatlas:maxRateLimitWaitMs.`;
};

/** Advice for answers whose code is missing or unknown; where the status is a passing one, it is TRY_LATER. */
export const ADVICE_BY_STATUS: Readonly<Record<number, Advice>> = {
    400: "Correct the value that Atlas names.",
    402: PAY,
    403: MISSING_ROLE,
    404: "What was asked for, or what it is in, does not exist (any more): check the ids. If no Atlas has answered, check baseUrl.",
    405: "No Atlas that this package knows refuses that: check baseUrl.",
    406: UPDATE_PACKAGE,
    409: "What Atlas holds does not allow this: change what it names, then run this again.",
    410: UPDATE_PACKAGE,
    429: WAIT,
    ...Object.fromEntries(LASTING_TROUBLE.map((status) => [status, CANNOT_SERVE])),
};

/**
 * The codes that the resources of this package can meet.
 *
 * https://www.mongodb.com/docs/atlas/reference/api-errors/
 */
export const ERROR_CODES: readonly ErrorCodes[] = [
    // organizations
    {
        codes: [
            "API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG",
            "API_KEY_CANNOT_CREATE_ORG",
            "CANNOT_CREATE_ATLAS_ORG",
        ],
        meaning: "the credential may not create organizations",
        advice: CREATE_AS_PAYING_OWNER,
    },
    {
        codes: ["USER_NOT_FOUND"],
        meaning: "there is no such owner",
        advice: "Give as orgOwnerId the id of a user in the organization that the calling credential belongs to.",
    },
    {
        codes: ["MAX_ORGS_PER_USER_EXCEEDED", "USER_ORGS_RESTRICTED"],
        meaning: "the owner cannot have another organization",
        advice: "The owner is in as many organizations as a user can be, or may be in no other: name another orgOwnerId.",
    },
    {
        codes: ["INVALID_ORG_NAME"],
        meaning: "Atlas does not take the name",
        advice: "An organization's name has 1 to 64 letters, digits, spaces or characters of -_.(),:&@+'",
    },
    {
        codes: ["ORG_ALREADY_ASSOCIATED_WITH_FEDERATION"],
        meaning: "the organization is in a federation already",
        advice: "Remove federationSettingsId, or take the organization out of its federation in the Atlas UI first.",
    },
    {
        codes: ["ORG_NOT_EMPTY"],
        meaning: "the organization has projects",
        advice: "Delete the organization's projects first.",
    },
    {
        codes: ["CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK"],
        meaning: "a live migration uses the link",
        advice: "Finish (cut over) or cancel the live migrations of the projects that Atlas names, then run this again.",
    },
    {
        codes: ["NO_PAYMENT_INFORMATION_FOUND"],
        meaning: "the paying organization cannot pay",
        advice: "Add a payment method to the paying organization in the Atlas UI (Billing).",
    },
    {
        codes: [
            "ACCOUNT_SUSPENDED",
            "CANNOT_DELETE_ORG_FAILED_PAYMENTS",
            "FAILED_TO_DELETE_ORG_CHARGE_FAILED",
        ],
        meaning: "the organization has not paid",
        advice: PAY,
    },
    {
        codes: ["CANNOT_DEMOTE_LAST_ORG_OWNER", "CANNOT_DELETE_LAST_ADMIN"],
        meaning: "the organization would have no owner left",
        advice: "Give another user or credential ORG_OWNER first: an organization keeps one owner.",
    },
    {
        codes: ["INACTIVE_ORG", "NOT_ATLAS_ORG"],
        meaning: "the organization cannot be managed with this API",
        advice: "The organization is closed, or is none of Atlas: if it was managed here, let go of it, and of what is in it, with `pulumi state delete --target-dependents`.",
    },
    {
        codes: ["ORG_NOT_FOUND", "INVALID_ORG_ID", "RESOURCE_NOT_FOUND", "GROUP_NOT_FOUND"],
        meaning: "what was asked for, or what it is in, does not exist",
        advice: `Check the ids. ${LEAVES_STATE}`,
    },

    // API keys
    {
        codes: ["API_KEY_NOT_FOUND"],
        meaning: "the API key is gone",
        advice: `The API key does not exist in this organization (any more): check the ids. ${LEAVES_STATE}`,
    },
    {
        codes: ["API_KEY_REQUIRES_DESCRIPTION", "INVALID_API_KEY_DESC"],
        meaning: "Atlas does not take the description",
        advice: "Give a description of 1 to 250 characters.",
    },
    {
        codes: ["MISSING_API_KEY_ROLES", "INVALID_ROLE_FOR_ORG"],
        meaning: "Atlas does not take the roles",
        advice: "Give organization roles only (ORG_OWNER, ORG_MEMBER, ORG_READ_ONLY and the like).",
    },
    {
        codes: ["MAX_API_KEYS_PER_ORG_EXCEEDED", "MAX_PUBLIC_API_KEY_REACHED"],
        meaning: "the organization has as many keys as it can",
        advice: "Delete API keys that nobody uses: an organization can have 500.",
    },
    {
        codes: ["API_KEY_CAN_ONLY_BELONG_TO_ONE_ORG"],
        meaning: "the key belongs to another organization",
        advice: "Make a key in this organization: none can belong to two.",
    },
    {
        codes: ["PATH_PARAM_PARSE_ERROR", "INVALID_PATH_PARAMETER"],
        meaning: "an id is malformed",
        advice: "Ids are 24 hexadecimal digits; for an API key that is its id, not its public key.",
    },

    // access lists
    {
        codes: ["INVALID_CIDR_BLOCK", "INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
        meaning: "Atlas does not take the address",
        advice: 'Give an IP address such as "192.0.2.1" or a CIDR block such as "192.0.2.0/24".',
    },
    {
        codes: ["CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST"],
        meaning: "such an address cannot be on an access list",
        advice: "Atlas takes no such address on an access list: name a routable one.",
    },
    {
        codes: ["ADDRESS_ALREADY_IN_ACCESS_LIST"],
        meaning: 'the entry exists; `onConflict: "adopt"` takes it over',
        advice: "The key's access list has this address already.",
    },
    {
        codes: ["DUPLICATE_ADDRESSES_IN_INPUT", "BAD_ACCESS_LIST_ADD_REQUEST"],
        meaning: "the request names an address twice, perhaps in two spellings",
        advice: "Name each address once, either as ipAddress or as cidrBlock.",
    },
    {
        codes: ["API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND"],
        meaning: "the entry is gone",
        advice: "The key's access list does not have this address (any more).",
    },
    {
        codes: ["CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST"],
        meaning: "the entry is for the address that this run calls from",
        advice: "Atlas does not let a key remove the address it is calling from: use another API key, or call from another address.",
    },

    // who may call, and from where
    {
        codes: ["USER_UNAUTHORIZED", "NO_CURRENT_USER", "ACCESS_FORBIDDEN"],
        meaning: "a role is missing",
        advice: MISSING_ROLE,
    },
    {
        codes: ["NOT_ORG_OWNER", "NOT_API_KEY_ADMIN"],
        meaning: "only a credential with the role ORG_OWNER may do this",
        advice: ({ caller }) => `Give ${caller} the role ORG_OWNER.`,
    },
    {
        codes: ["NOT_ORG_GROUP_CREATOR"],
        meaning: "a role is missing",
        advice: ({ caller }) => `Give ${caller} the role ORG_GROUP_CREATOR or ORG_OWNER.`,
    },
    {
        codes: ["USER_CANNOT_ACCESS_ORG", "USER_NOT_IN_ORG"],
        meaning: "the credential belongs to another organization",
        advice: ({ caller }) =>
            `Use a credential of this organization: ${caller} belongs to another, or lacks a role in it.`,
    },
    {
        codes: ["API_KEY_ACCESS_LIST_ACCESS_DENIED"],
        meaning: "the credential may not read access lists",
        advice: ({ caller }) =>
            `Give ${caller} a role that may read access lists: ORG_OWNER, or at least ORG_MEMBER; ORG_READ_ONLY does not do.`,
    },
    {
        codes: ["IP_ADDRESS_NOT_ON_ACCESS_LIST"],
        meaning: "the credential's access list does not let this machine in",
        advice: (context) =>
            `Add ${callerAddress(context)} to the access list of ${context.caller}, or run from an address that is on it.`,
    },
    {
        codes: ["ORG_REQUIRES_ACCESS_LIST", "RESOURCE_REQUIRES_ACCESS_LIST"],
        meaning: "the credential has no access list, and needs one",
        advice: (context) =>
            `Atlas takes this call only from a listed address: put ${callerAddress(context)} on the access list of ${context.caller}.`,
    },
    {
        codes: ["FEATURE_UNSUPPORTED"],
        meaning: "this Atlas does not have the feature",
        advice: "This organization, or this Atlas (as the one for governments), does not have the feature: remove it from the program.",
    },

    // service accounts
    {
        codes: ["invalid_client"],
        meaning: "the service account's secret is wrong or has ended, or the account is gone",
        advice: "The service account's secret is wrong or has ended, or the account is gone: make a new secret in Atlas and set clientSecret; for an organization's own account, pass both as credentials.",
    },
    {
        codes: ["access_denied"],
        meaning: "the service account has 100 access tokens that have not ended",
        advice: "A service account has at most 100 access tokens at a time, and each ends after an hour at the latest: run with fewer processes, or wait.",
    },
    {
        codes: ["unsupported_grant_type", "unauthorized_client"],
        meaning: "this Atlas gives the service account no access token",
        advice: NO_TOKENS,
    },

    // values
    {
        codes: [
            "VALIDATION_ERROR",
            "INVALID_ATTRIBUTE",
            "MISSING_ATTRIBUTE",
            "MISSING_ATTRIBUTES",
            "MISSING_ONE_OF_ATTRIBUTES",
            "ATTRIBUTE_READ_ONLY",
            "INVALID_ENUM_VALUE",
            "INVALID_JSON",
            "MALFORMED_JSON",
            "INVALID_QUERY_PARAMETER",
        ],
        meaning: "Atlas does not take a value that the checks of this package let through",
        advice: "Correct the value that Atlas names; if there is none to correct, please report this sentence as a bug of pulumi-atlas-org.",
    },

    // the service itself
    {
        codes: ["RATE_LIMITED_TOKEN_BUCKET", "RATE_LIMITED"],
        meaning: "too many calls, for longer than maxRateLimitWaitMs allows to wait",
        advice: WAIT,
    },
    {
        codes: ["WRITES_NOT_ALLOWED_DURING_APP_UPGRADES"],
        meaning: "Atlas is being upgraded",
        advice: "Atlas takes no changes while it is being upgraded: try again in some minutes.",
    },
    {
        codes: ["SERVICE_UNAVAILABLE", "server_error"],
        meaning: "Atlas has a problem, for longer than maxRetryMs allows to try",
        advice: TRY_LATER,
    },
    {
        codes: ["INVALID_VERSION_DATE", "VERSION_GONE"],
        meaning: "Atlas has dropped this version of its API",
        advice: UPDATE_PACKAGE,
    },
];
