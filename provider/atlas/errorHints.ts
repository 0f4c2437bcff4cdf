import { canonicalErrorCode } from "./errorPredicates";

/** What a hint may depend on. */
export interface HintContext {
    readonly status: number;
    readonly errorCode: string | undefined;
    readonly parameters: readonly unknown[];
    /** How to name the calling API key: its public key, or "the API key". */
    readonly caller: string;
    /** False if the server asked for no digest, so that no credential was sent. */
    readonly isAuthenticated: boolean;
}

type Hint = string | ((context: HintContext) => string);

/** What to do about an answer of Atlas: by its code, else by its status; undefined if its own sentence must do. */
export function errorHint(context: HintContext): string | undefined {
    const code = canonicalErrorCode(context.errorCode ?? "");
    const hint = Object.hasOwn(HINTS_BY_CODE, code) ? HINTS_BY_CODE[code] : HINTS_BY_STATUS[context.status];
    return typeof hint === "function" ? hint(context) : hint;
}

const MISSING_ROLE: Hint = ({ caller }) =>
    `Give ${caller} the role that this call needs: ORG_OWNER to change anything, ORG_MEMBER to read.`;
const UNPAID = "Settle the organization's payment in the Atlas UI (Billing), then run this again.";
const WRONG_VERSION =
    "Atlas does not serve this version of the endpoint (any more): update pulumi-atlas-org.";
const WRONG_ADDRESS = 'Give an IP address such as "192.0.2.1" or a CIDR block such as "192.0.2.0/24".';
const TRY_AGAIN = "The trouble is on the side of Atlas: try again later.";

const RATE_LIMITED: Hint = ({ parameters }) => {
    // The token bucket says [path, seconds, capacity, refill, window]; the older limiter [path, limit, minutes].
    const seconds = parameters.length === 5 ? parameters[1] : undefined;
    const wait = typeof seconds === "number" ? `${seconds} seconds` : "a minute";
    return `Atlas limits calls per organization: wait ${wait}, or run with less parallelism.`;
};

/** The caller's address, which is the only parameter of the access-list errors. */
function callerAddress({ parameters }: HintContext): string {
    return typeof parameters[0] === "string" ? `the address ${parameters[0]}` : "the address of this machine";
}

// https://www.mongodb.com/docs/atlas/reference/api-errors/
const HINTS_BY_CODE: Readonly<Record<string, Hint>> = {
    // organizations
    API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG:
        "Create organizations with an API key of a paying organization: one that has a payment method, or is linked to one that has.",
    API_KEY_CANNOT_CREATE_ORG: "Create organizations with an ORG_OWNER key of the paying organization.",
    INVALID_ORG_NAME:
        "An organization's name has 1 to 64 letters, digits, spaces or characters of -_.(),:&@+'",
    MAX_ORGS_PER_USER_EXCEEDED:
        "The owner is in as many organizations as a user can be: name another orgOwnerId.",
    USER_NOT_FOUND:
        "Give as orgOwnerId the id of a user in the organization that the calling API key belongs to.",
    ORG_NOT_EMPTY: "Delete the organization's projects first.",
    CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK:
        "Finish (cut over) or cancel the live migrations of the projects that Atlas names, then run this again.",
    NO_PAYMENT_INFORMATION_FOUND:
        "Add a payment method to the paying organization in the Atlas UI (Billing).",
    ACCOUNT_SUSPENDED: UNPAID,
    CANNOT_DELETE_ORG_FAILED_PAYMENTS: UNPAID,
    FAILED_TO_DELETE_ORG_CHARGE_FAILED: UNPAID,
    CANNOT_DEMOTE_LAST_ORG_OWNER:
        "Give another user or key ORG_OWNER first: an organization keeps one owner.",

    // API keys
    API_KEY_NOT_FOUND: "The API key does not exist in this organization (any more).",
    INVALID_ROLE_FOR_ORG: "Give organization roles only (ORG_OWNER, ORG_MEMBER, ORG_READ_ONLY and the like).",
    MAX_API_KEYS_PER_ORG_EXCEEDED: "Delete API keys that nobody uses: an organization can have 500.",
    PATH_PARAM_PARSE_ERROR:
        "Ids are 24 hexadecimal digits; for an API key that is its id, not its public key.",

    // access lists of API keys
    INVALID_CIDR_BLOCK: WRONG_ADDRESS,
    INVALID_IP_ADDRESS_OR_CIDR_NOTATION: WRONG_ADDRESS,
    CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST:
        "Atlas takes no such address on an access list: name a routable one.",
    ADDRESS_ALREADY_IN_ACCESS_LIST: "The key's access list has this address already.",
    CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST:
        "Atlas does not let a key remove the address it is calling from: use another API key, or call from another address.",

    // who may call, and from where
    USER_UNAUTHORIZED: MISSING_ROLE,
    NOT_ORG_OWNER: ({ caller }) => `Give ${caller} the role ORG_OWNER.`,
    NOT_ORG_GROUP_CREATOR: ({ caller }) => `Give ${caller} the role ORG_GROUP_CREATOR or ORG_OWNER.`,
    USER_CANNOT_ACCESS_ORG: ({ caller }) =>
        `Use an API key of this organization: ${caller} belongs to another, or lacks a role in it.`,
    NOT_API_KEY_ADMIN: ({ caller }) => `Give ${caller} the role ORG_OWNER: only owners manage API keys.`,
    NO_CURRENT_USER: MISSING_ROLE,
    API_KEY_ACCESS_LIST_ACCESS_DENIED: ({ caller }) =>
        `Give ${caller} a role that may read access lists: ORG_OWNER, or at least ORG_MEMBER; ORG_READ_ONLY does not do.`,
    IP_ADDRESS_NOT_ON_ACCESS_LIST: (context) =>
        `Add ${callerAddress(context)} to the access list of ${context.caller}, or run from an address that is on it.`,
    ORG_REQUIRES_ACCESS_LIST: (context) =>
        `The organization lets no API key in without an access list: put ${callerAddress(context)} on the one of ${context.caller}.`,
    RESOURCE_REQUIRES_ACCESS_LIST: (context) =>
        `Atlas takes this call only from a listed address: put ${callerAddress(context)} on the access list of ${context.caller}.`,

    // the service itself
    INVALID_VERSION_DATE: WRONG_VERSION,
    VERSION_GONE: WRONG_VERSION,
    WRITES_NOT_ALLOWED_DURING_APP_UPGRADES:
        "Atlas is being upgraded and takes no changes: try again in some minutes.",
    RATE_LIMITED,
    RATE_LIMITED_TOKEN_BUCKET: RATE_LIMITED,
};

const REDIRECTED = "Credentials do not follow redirects: set baseUrl to where Atlas really is.";

const HINTS_BY_STATUS: Readonly<Record<number, Hint>> = {
    301: REDIRECTED,
    302: REDIRECTED,
    303: REDIRECTED,
    307: REDIRECTED,
    308: REDIRECTED,
    401: ({ caller, isAuthenticated }) =>
        isAuthenticated
            ? `Atlas did not accept ${caller}: the key may be wrong or revoked, belong to another organization, or the organization is gone.`
            : "The server asked for no digest authentication: check that baseUrl is the one of an Atlas Admin API.",
    402: UNPAID,
    403: MISSING_ROLE,
    406: WRONG_VERSION,
    407: "The proxy wants a credential: put it into HTTPS_PROXY (http://user:password@host:port).",
    410: WRONG_VERSION,
    429: RATE_LIMITED,
    500: TRY_AGAIN,
    502: TRY_AGAIN,
    503: TRY_AGAIN,
    504: TRY_AGAIN,
};
