import type { AtlasApiError, AtlasNetworkError, AtlasResponseError } from "./errors";

// All of these go by `name`, not by instanceof: two installed copies of this package have two sets of classes.

/** The error is a 404 of Atlas, not of a gateway: what was asked for, or its parent, does not exist. */
export function isNotFound(error: unknown): boolean {
    return hasStatus(error, 404) && error.isOfAtlas;
}

/** The error is a 409: Atlas's state does not allow the call. */
export function isConflict(error: unknown): boolean {
    return hasStatus(error, 409);
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
    return isClientRefused || (error.asksForCredential && meansBadCredential(error.errorCode));
}

/** Whether the code of a 401 is about the credential: of a role that is missing Atlas says 401 as well. */
export function meansBadCredential(errorCode: string | undefined): boolean {
    return [undefined, "UNEXPECTED_ERROR", "invalid_token"].includes(errorCode);
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
 * Whether a request that failed this way may have been carried out all the same: its answer was lost or unusable, or
 * was a 5xx. A creating request must not be repeated blindly then.
 */
export function isOutcomeUnknown(error: unknown): boolean {
    switch (nameOf(error)) {
        case "AtlasResponseError":
        case "AtlasApiError":
        case "AtlasNetworkError":
        case "AtlasTimeoutError":
            return (error as AtlasApiError | AtlasNetworkError | AtlasResponseError).mayHaveTakenEffect;
        default:
            return false;
    }
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

/** The error says that an API key is gone: Atlas says 404, or 400 with this very code. */
export function isApiKeyGone(error: unknown): boolean {
    return isNotFound(error) || hasErrorCode(error, "API_KEY_NOT_FOUND");
}

function hasStatus(error: unknown, status: number): error is AtlasApiError {
    return isAtlasApiError(error) && error.status === status;
}

function nameOf(error: unknown): unknown {
    return typeof error === "object" && error !== null && "name" in error ? error.name : undefined;
}
