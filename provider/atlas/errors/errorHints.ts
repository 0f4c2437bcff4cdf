import type { Advice, AdviceContext } from "./errorCodes";
import { ADVICE_BY_STATUS, ERROR_CODES, NO_TOKENS, TRY_LATER } from "./errorCodes";
import { canonicalErrorCode } from "./errorPredicates";
import type { RequestKind } from "./requestOutcome";
import { isPassingStatus } from "./requestOutcome";

/** What a hint may depend on. */
export interface HintContext extends AdviceContext {
    readonly status: number;
    readonly errorCode: string | undefined;
    /** Whether the body is an ApiError, which no gateway sends. */
    readonly isApiError: boolean;
    /** A question for a nonce, if the server asked for no digest, so that no credential was sent. */
    readonly kind: RequestKind;
    /** The digests that a 401 asks for, if this package can do none of them. */
    readonly unservedDigests: string | undefined;
}

/** How errors name a caller that sends an access token which it was given. */
export const GIVEN_TOKEN = "the access token";

const ADVICE_BY_CODE = new Map(
    ERROR_CODES.flatMap(({ codes, advice }) => codes.map((code) => [code, advice] as const)),
);

/** What to do about an answer of Atlas: by its code, else by its status; undefined if its own sentence must do. */
export function errorHint(context: HintContext): string | undefined {
    const advice =
        adviceAboutServer(context) ??
        ADVICE_BY_CODE.get(canonicalErrorCode(context.errorCode ?? "")) ??
        adviceByStatus(context);
    return typeof advice === "function" ? advice(context) : advice;
}

/** What to do when somebody else than Atlas has answered. */
export const NO_ATLAS =
    "Nobody asked for a credential, so this is no answer of Atlas: check baseUrl, and what stands before it.";

/** Advice for answers that Atlas does not give, whatever their code. */
function adviceAboutServer(context: HintContext): Advice | undefined {
    const { status, path, kind, unservedDigests } = context;
    if (status === 401 && unservedDigests !== undefined) {
        return `The server offers only digest with ${unservedDigests}; this package does MD5 and SHA-256 with qop auth. Check that baseUrl is the one of an Atlas Admin API.`;
    }
    if (path.startsWith("/api/oauth/")) {
        return [404, 405, 406, 410].includes(status) ? NO_TOKENS : undefined;
    }
    if (kind !== "authProbe" || status < 400 || status === 429 || isPassingStatus(status)) {
        return undefined;
    }
    return status === 401
        ? "The server asked for no digest authentication: check that baseUrl is the one of an Atlas Admin API."
        : NO_ATLAS;
}

function adviceByStatus({ status, caller, errorCode, isApiError }: HintContext): Advice | undefined {
    if (status >= 300 && status < 400) {
        return "Credentials do not follow redirects: set baseUrl to where Atlas really is.";
    }
    // What stands before Atlas says so in its place.
    if (isPassingStatus(status)) {
        return TRY_LATER;
    }
    // Of 401 and 429, the status and headers say enough.
    if (!isApiError && errorCode === undefined && ![401, 429].includes(status)) {
        return "No error of Atlas has this form: check baseUrl, and what stands before it.";
    }
    if (status === 401 && caller === GIVEN_TOKEN) {
        return "Atlas did not accept the access token, which ends an hour after it was made: get another, or set clientId and clientSecret of a service account, which gets its own.";
    }
    if (status === 401) {
        return `Atlas did not accept ${caller}: it may be wrong, revoked or ended, belong to another organization, or the organization is gone.`;
    }
    return ADVICE_BY_STATUS[status];
}
