import type { AtlasApiError, AtlasCallError } from "./errors";

// All of these go by `name`, not by instanceof: two installed copies of this package have two sets of classes.

/**
 * The error is Atlas's answer that what was asked for, or what that is in, does not exist: a 404, or of an API key also 400
 * with a code of its own. Whether that is to be believed, `confirmGone` finds out.
 */
export function isNotFound(error: unknown): error is AtlasApiError {
    return isOfAtlas(error) && (error.status === 404 || hasErrorCode(error, "API_KEY_NOT_FOUND"));
}

/** The error is a 400 of Atlas about the values in the request. */
export function isBadRequest(error: unknown): error is AtlasApiError {
    return isOfAtlas(error) && error.status === 400 && !isNotFound(error);
}

/** The error is Atlas's 409: what it holds does not allow the call. */
export function isConflict(error: unknown): boolean {
    return isOfAtlas(error) && error.status === 409;
}

/**
 * The error is a 401 because the credential is wrong or revoked, or its organization is gone. Of a credential that is
 * good but lacks a role Atlas also says 401, with a code of its own.
 */
export function isCredentialRefused(error: unknown): boolean {
    if (!isAtlasApiError(error)) {
        return false;
    }
    // The token endpoint says so of a service account that is gone, or whose secret is wrong or has ended.
    const isClientRefused = error.status === 401 && error.errorCode === "invalid_client";
    // A deletion counts as done on the strength of this, so no code that nobody knows is enough.
    const isSure = [undefined, "UNEXPECTED_ERROR", "invalid_token"].includes(error.errorCode);
    return isClientRefused || (error.asksForCredential && isSure);
}

/** Whether the settings themselves are wrong, so that nothing was sent. */
export function isConfigError(error: unknown): error is Error {
    return nameOf(error) === "AtlasConfigError";
}

const SETTINGS_ERRORS: readonly unknown[] = [
    "AtlasConfigError",
    "AtlasNetworkError",
    "AtlasTimeoutError",
    "AtlasResponseError",
    "NotConfirmedGoneError",
];

/**
 * Whether other settings might mend the error: another credential, base URL or time limit. That is so where nobody has
 * answered, where somebody else than Atlas has, and where Atlas does not let this caller in or lets it wait.
 */
export function dependsOnSettings(error: unknown): boolean {
    if (!isAtlasApiError(error)) {
        return SETTINGS_ERRORS.includes(nameOf(error));
    }
    const { isOfAtlas, status, errorCode } = error;
    return (
        !isOfAtlas ||
        status === 429 ||
        (status === 401 && !meansMissingRole(errorCode)) ||
        hasErrorCode(error, "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")
    );
}

const MISSING_ROLE_CODES: readonly string[] = [
    "USER_UNAUTHORIZED",
    "NO_CURRENT_USER",
    "ACCESS_FORBIDDEN",
    "USER_CANNOT_ACCESS_ORG",
    "USER_NOT_IN_ORG",
    "API_KEY_ACCESS_LIST_ACCESS_DENIED",
];

/** Whether the code of a 401 says that a role is missing, so that the credential itself is good: NOT_ORG_OWNER and the like. */
export function meansMissingRole(errorCode: string | undefined): boolean {
    const code = canonicalErrorCode(errorCode ?? "");
    return code.startsWith("NOT_") || MISSING_ROLE_CODES.includes(code);
}

/** The error is an answer of Atlas with one of these codes; WHITELIST and ACCESS_LIST spellings are the same code. */
export function hasErrorCode(error: unknown, ...codes: readonly string[]): boolean {
    if (!isAtlasApiError(error) || error.errorCode === undefined) {
        return false;
    }
    const actual = canonicalErrorCode(error.errorCode);
    return codes.some((code) => canonicalErrorCode(code) === actual);
}

/**
 * Whether a request that failed this way may have been carried out all the same: its answer was lost or unusable, was a
 * 5xx, or was not Atlas's. A creating request must not be repeated blindly then.
 */
export function isOutcomeUnknown(error: unknown): boolean {
    return isCallError(error) && error.outcome !== "notExecuted";
}

/** Whether a request that failed this way was carried out: only its answer is of no use. */
export function isCarriedOut(error: unknown): boolean {
    return isCallError(error) && error.outcome === "executed";
}

/** The error is that Atlas has listed fewer objects than it says there are. */
export function isIncompleteList(error: unknown): boolean {
    return nameOf(error) === "AtlasListError";
}

/** The error is an answer of Atlas that was not 2xx. */
export function isAtlasApiError(error: unknown): error is AtlasApiError {
    return nameOf(error) === "AtlasApiError";
}

/** The spelling that live replies use; Atlas's documentation still prints the older WHITELIST names. */
export function canonicalErrorCode(code: string): string {
    const spelled = code.replace("WHITELIST", "ACCESS_LIST");
    return spelled === "API_KEY_ACCESS_LIST_NOT_FOUND" ? "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND" : spelled;
}

const CALL_ERRORS: readonly unknown[] = [
    "AtlasApiError",
    "AtlasNetworkError",
    "AtlasTimeoutError",
    "AtlasResponseError",
];

function isCallError(error: unknown): error is AtlasCallError {
    return CALL_ERRORS.includes(nameOf(error));
}

function isOfAtlas(error: unknown): error is AtlasApiError {
    return isAtlasApiError(error) && error.isOfAtlas;
}

function nameOf(error: unknown): unknown {
    return typeof error === "object" && error !== null && "name" in error ? error.name : undefined;
}
