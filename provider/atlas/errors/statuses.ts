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
