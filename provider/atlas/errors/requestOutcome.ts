/** What is known, after a call has failed, of what Atlas did about it. */
export type RequestOutcome =
    /** Nothing: it was not sent, Atlas has refused it, or it could change nothing. */
    | "notExecuted"
    /**
     * It may have been carried out, in whole or in part: its answer was lost, cannot be read, says that a server is in trouble
     * (5xx) or that a time is over (408), or is not Atlas's.
     */
    | "unknown"
    /** It was carried out; only its answer is of no use. */
    | "executed";

/** What a request is, as far as that counts once it has failed. */
export type RequestKind =
    /** Goes without credential, to hear for which digest the server asks. Changes nothing. */
    | "authProbe"
    /** Gets an access token, or hands one back. Changes nothing that a resource stands for. */
    | "tokenRequest"
    /** Does no harm when it is sent twice. */
    | "repeatable"
    /** Would do twice what is sent twice, such as make two API keys. */
    | "nonIdempotent";

/** Whether a request can change nothing at Atlas, whatever becomes of it. */
export function isQuestion(kind: RequestKind): boolean {
    return kind === "authProbe" || kind === "tokenRequest";
}

/** The outcome of a failed request, by what the failure would mean for a request that can change something. */
export function outcomeOf(kind: RequestKind, outcomeOfChange: RequestOutcome): RequestOutcome {
    return isQuestion(kind) ? "notExecuted" : outcomeOfChange;
}

/** What HTTP means by these is not "not now": the server cannot do such a thing at all, or not for this machine. */
export const LASTING_TROUBLE: readonly number[] = [501, 505, 506, 508, 510, 511];

/** Statuses below 500 by which a server, or a gateway before it, says "not now". 429 is a matter of its own. */
export const PASSING_REFUSALS: readonly number[] = [408, 425];

/**
 * Whether the status says that the same request may fare better in a moment. So do all of 500 and above, whatever number a
 * gateway has made up for its trouble, but those that have another meaning.
 *
 * https://www.iana.org/assignments/http-status-codes
 */
export function isPassingStatus(status: number): boolean {
    return PASSING_REFUSALS.includes(status) || (status >= 500 && !LASTING_TROUBLE.includes(status));
}

// What the codes of Node's errors say of a connection.

/** Whether an error of Node says that a certificate is not trusted. */
export function isCertificateProblem(code = ""): boolean {
    return /CERT|ERR_TLS|UNABLE_TO_VERIFY/.test(code) && !code.startsWith("ERR_SSL_");
}

/**
 * Whether an error of Node says that what came makes no sense: it is not TLS, or no TLS that Node speaks (EPROTO,
 * ERR_SSL_*); it is not HTTP (HPE_*); or a body is not compressed as its header says (zlib's, Brotli's and Zstandard's
 * codes). The same server would answer in the same way again.
 */
export function isProtocolProblem(code = ""): boolean {
    return /^(EPROTO$|ERR_SSL_|HPE_|Z_|ZSTD_|ERR_BROTLI_|ERR__ERROR_)/.test(code) && !isBroken(code);
}

/** What was understood, and then broke off: the next try may get to its end. */
function isBroken(code: string): boolean {
    return /ALERT_INTERNAL_ERROR|BAD_RECORD_MAC|UNEXPECTED_EOF|CLOSE_NOTIFY|Z_BUF_ERROR/.test(code);
}
