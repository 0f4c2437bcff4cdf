/** What is known, after a call has failed, of what Atlas did about it. */
export type Fate =
    /** Nothing: it was not sent, Atlas has refused it, or it could change nothing. */
    | "nothingDone"
    /**
     * It may have been carried out, in whole or in part: its answer was lost, cannot be read, says that a server is in trouble
     * (5xx) or that a time is over (408), or is not Atlas's.
     */
    | "unknown"
    /** It was carried out; only its answer is of no use. */
    | "done";

/** What a request is, as far as that counts once it has failed. */
export type RequestKind =
    /** Goes without credential, to hear for which digest the server asks. Changes nothing. */
    | "nonceQuestion"
    /** Gets an access token, or hands one back. Changes nothing that a resource stands for. */
    | "tokenQuestion"
    /** Does no harm when it is sent twice. */
    | "repeatable"
    /** Would do twice what is sent twice, such as make two API keys. */
    | "once";

/** Whether a request can change nothing at Atlas, whatever becomes of it. */
export function isQuestion(kind: RequestKind): boolean {
    return kind === "nonceQuestion" || kind === "tokenQuestion";
}

/** The fate of a failed request, by what the failure would mean for a request that can change something. */
export function fateOf(kind: RequestKind, fateOfChange: Fate): Fate {
    return isQuestion(kind) ? "nothingDone" : fateOfChange;
}
