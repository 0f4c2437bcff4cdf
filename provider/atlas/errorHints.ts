import type { Advice, AdviceContext } from "./errorCodes";
import { ADVICE_BY_STATUS, ERROR_CODES } from "./errorCodes";
import { GIVEN_TOKEN } from "./credential";
import { canonicalErrorCode } from "./errorPredicates";

/** What a hint may depend on. */
export interface HintContext extends AdviceContext {
    readonly status: number;
    readonly errorCode: string | undefined;
    /** False if the server asked for no digest, so that no credential was sent. */
    readonly isAuthenticated: boolean;
    /** The digests that a 401 asks for, if this package can do none of them. */
    readonly unservedDigests: string | undefined;
}

const ADVICE_BY_CODE = new Map(
    ERROR_CODES.flatMap(({ codes, advice }) => codes.map((code) => [code, advice] as const)),
);

/** What to do about an answer of Atlas: by its code, else by its status; undefined if its own sentence must do. */
export function errorHint(context: HintContext): string | undefined {
    const { status, unservedDigests } = context;
    if (status === 401 && unservedDigests !== undefined) {
        return `The server offers only digest with ${unservedDigests}; this package does MD5 and SHA-256 with qop auth. Check that baseUrl is the one of an Atlas Admin API.`;
    }
    const advice = ADVICE_BY_CODE.get(canonicalErrorCode(context.errorCode ?? "")) ?? adviceByStatus(context);
    return typeof advice === "function" ? advice(context) : advice;
}

function adviceByStatus({ status, caller, isAuthenticated }: HintContext): Advice | undefined {
    if (status >= 300 && status < 400) {
        return "Credentials do not follow redirects: set baseUrl to where Atlas really is.";
    }
    if (status === 401 && caller === GIVEN_TOKEN) {
        return "Atlas did not accept the access token, which ends an hour after it was made: get another, or set clientId and clientSecret of a service account, which gets its own.";
    }
    if (status === 401) {
        return isAuthenticated
            ? `Atlas did not accept ${caller}: it may be wrong, revoked or ended, belong to another organization, or the organization is gone.`
            : "The server asked for no digest authentication: check that baseUrl is the one of an Atlas Admin API.";
    }
    return ADVICE_BY_STATUS[status];
}
