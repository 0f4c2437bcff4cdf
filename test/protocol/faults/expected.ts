/** What a fault comes to. */
export type Outcome =
    /** The operation succeeded in the same run. */
    | "survived"
    /** It failed with an error, and the next `pulumi up` (of a deletion: `pulumi destroy`) puts everything right. */
    | "next up"
    /** It failed, and nobody can know what it has made: the error names what to look for, and how to go on. */
    | "named"
    /** The fault cannot happen to it. */
    | "-";

export const FAULT_NAMES = [
    "503 once",
    "503 for ever",
    "500",
    "502, HTML",
    "408, HTML",
    "429, Retry-After",
    "429",
    "lost before",
    "lost after",
    "no answer",
    "half the JSON",
    "stale nonce",
    "expired token",
    "clock ahead",
    "clock behind",
    "wrong server",
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];

export type Outcomes = Readonly<Record<FaultName, Outcome>>;

/** Doing it twice does no harm, or what became of it can be looked up: GET, PATCH, DELETE, and POST of an entry. */
const REPEATED: Outcomes = {
    "503 once": "survived",
    // Patience ends: the error says how often it was tried.
    "503 for ever": "next up",
    "500": "survived",
    "502, HTML": "survived",
    "408, HTML": "survived",
    "429, Retry-After": "survived",
    "429": "survived",
    "lost before": "survived",
    "lost after": "survived",
    "no answer": "survived",
    "half the JSON": "survived",
    "stale nonce": "survived",
    "expired token": "survived",
    "clock ahead": "survived",
    "clock behind": "survived",
    // Nothing is taken for gone, or for done.
    "wrong server": "next up",
};

/** What Atlas answers to a deletion has no body. */
const DELETED: Outcomes = { ...REPEATED, "half the JSON": "-" };

/** A POST that makes one more thing each time is not repeated once it may have been carried out; of 401 and 429 it was not. */
function postedOnce(outcome: "next up" | "named"): Outcomes {
    return {
        ...REPEATED,
        "503 once": outcome,
        "503 for ever": outcome,
        "500": outcome,
        "502, HTML": outcome,
        "408, HTML": outcome,
        "lost before": outcome,
        "lost after": outcome,
        "no answer": outcome,
        "half the JSON": outcome,
    };
}

/** Ops Manager and Cloud Manager take no service accounts. */
function ofApiKeys(outcomes: Outcomes): Outcomes {
    return { ...outcomes, "expired token": "-" };
}

/** By operation. The update of an entry or a link makes no call, so nothing can happen to it. */
export const EXPECTED = {
    // Its key is lost with the answer, and one organization must not become two.
    "Organization create": postedOnce("named"),
    "Organization read": REPEATED,
    "Organization update": REPEATED,
    "Organization delete": DELETED,
    // Its private key is lost with the answer.
    "OrgApiKey create": postedOnce("named"),
    "OrgApiKey read": REPEATED,
    "OrgApiKey update": REPEATED,
    "OrgApiKey delete": DELETED,
    "OrgApiKeyAccessListEntry create": REPEATED,
    "OrgApiKeyAccessListEntry read": REPEATED,
    "OrgApiKeyAccessListEntry delete": DELETED,
    "OrgApiKeyAccessList create": REPEATED,
    "OrgApiKeyAccessList read": REPEATED,
    "OrgApiKeyAccessList update": REPEATED,
    "OrgApiKeyAccessList delete": DELETED,
    // Its secret is lost with the answer.
    "OrgServiceAccount create": postedOnce("named"),
    "OrgServiceAccount read": REPEATED,
    "OrgServiceAccount update": REPEATED,
    "OrgServiceAccount delete": DELETED,
    // The next up replaces a secret whose value is lost, or makes the one that was not made.
    "OrgServiceAccountSecret create": postedOnce("next up"),
    "OrgServiceAccountSecret read": REPEATED,
    "OrgServiceAccountSecret delete": DELETED,
    "OrgServiceAccountAccessListEntry create": REPEATED,
    "OrgServiceAccountAccessListEntry read": REPEATED,
    "OrgServiceAccountAccessListEntry delete": DELETED,
    "OrgServiceAccountAccessList create": REPEATED,
    "OrgServiceAccountAccessList read": REPEATED,
    "OrgServiceAccountAccessList update": REPEATED,
    "OrgServiceAccountAccessList delete": DELETED,
    // Its token is lost with the answer, and a deletion might take somebody else's link. An answer that is cut off was one of Atlas.
    "LinkToken create": { ...postedOnce("named"), "half the JSON": "next up" },
    "LinkToken read": REPEATED,
    "LinkToken delete": DELETED,
    // The status tells what became of a connection.
    "MigrationLink create": ofApiKeys(REPEATED),
    "MigrationLink read": ofApiKeys(REPEATED),
    "MigrationLink delete": ofApiKeys(DELETED),
} as const satisfies Record<string, Outcomes>;

export type OperationName = keyof typeof EXPECTED;

export const OPERATION_NAMES = Object.keys(EXPECTED) as OperationName[];
