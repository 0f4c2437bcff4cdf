import { isConflict, isOutcomeUnknown } from "../atlas/errors/errorPredicates";

// What is known of an object after an attempt to make it. State records what Atlas has shown, and no more: of what is not
// known, it records that. All resources go by these functions, which remember nothing and ask nobody.

/**
 * - `made`: by this attempt.
 * - `stood`: it was there before.
 * - `refused`: this attempt has not made it, and it is not there.
 * - `unknown`: nothing of the above is sure, as Atlas's answer was lost, and what it holds could not be read since.
 */
export type Evidence = "made" | "stood" | "refused" | "unknown";

/** An attempt to make an object, of one or several tries. */
export interface Attempt {
    /** The error of the last try. Undefined if Atlas has taken it. */
    readonly error?: unknown;
    /** Whether a try may have been carried out although it failed. */
    readonly isInDoubt: boolean;
    /** When the first such try went out, by Atlas's time; ISO 8601, UTC, in whole seconds. Undefined if no answer has told. */
    readonly attemptedAt?: string | undefined;
}

/** What Atlas shows of an object, asked after the last try of an attempt. */
export type Shown = "notRead" | "absent" | Present;

/** An object that Atlas shows. */
export interface Present {
    /** When it was made; ISO 8601, UTC. Undefined if Atlas does not say. */
    readonly createdAt?: string | undefined;
}

/** What became of an object that somebody has tried to make. */
export function evidenceOf({ error, isInDoubt, attemptedAt }: Attempt, shown: Shown): Evidence {
    if (error === undefined) {
        return "made";
    }
    if (!isInDoubt && !isOutcomeUnknown(error)) {
        // Atlas has answered the only try, so it has made nothing.
        return isConflict(error) ? "stood" : "refused";
    }
    if (shown === "notRead") {
        return "unknown";
    }
    return shown === "absent" ? "refused" : evidenceOfPresence(attemptedAt, shown);
}

/**
 * Whether an object that is there was made by an attempt of which nobody knows the outcome. Atlas dates objects in whole
 * seconds: what it has made in the second of the attempt counts as made by it. Without a date, or a time of the attempt,
 * it counts as somebody else's, as nothing of anybody else may be deleted.
 */
export function evidenceOfPresence(
    attemptedAt: string | undefined,
    { createdAt }: Present,
): "made" | "stood" {
    return secondOf(createdAt) >= secondOf(attemptedAt) ? "made" : "stood";
}

/** Whether dates decide. If not, an object that counts as somebody else's may have been left behind. */
export function isDated(attemptedAt: string | undefined, { createdAt }: Present): boolean {
    return !Number.isNaN(secondOf(createdAt)) && !Number.isNaN(secondOf(attemptedAt));
}

/** A moment in the form that Atlas's dates have, for state. @param timeMs undefined if nobody knows it. */
export function inWholeSeconds(timeMs: number | undefined): string | undefined {
    return timeMs === undefined ? undefined : `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** Seconds since 1970; not a number if there is no date. */
function secondOf(date: string | undefined): number {
    return Math.floor(Date.parse(date ?? "") / 1000);
}
