import type { HttpReply } from "./http";

/**
 * How long a server asks to wait, in milliseconds: by its Retry-After header, in seconds or as a date, or else by the
 * parameters of a token bucket's 429, which are [path, seconds, capacity, refill, window]. Undefined if it asks for no time,
 * or for one that no server means.
 *
 * https://www.mongodb.com/docs/atlas/api/api-rate-limit/
 */
export function readRetryAfterMs(
    reply: Pick<HttpReply, "header">,
    parameters: readonly unknown[],
    nowMs: number,
): number | undefined {
    const header = reply.header("retry-after")?.trim() ?? "";
    // By the server's own clock, which need not go as ours does.
    const serverNowMs = timeOf(reply.header("date") ?? "") ?? nowMs;
    const seconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) : undefined;
    return [
        inMs(seconds),
        (timeOf(header) ?? serverNowMs) - serverNowMs,
        inMs(parameters.length === 5 ? parameters[1] : undefined),
    ].find((askedMs) => askedMs > 0 && askedMs <= LONGEST_MEANT_MS);
}

/** What stands before Atlas may send any number; a wait of more than a day is no wait. */
const LONGEST_MEANT_MS = 24 * 60 * 60_000;

function inMs(seconds: unknown): number {
    return typeof seconds === "number" ? seconds * 1000 : 0;
}

/** A date of HTTP has a time of the day; of "-1" or "60 seconds", Date.parse makes a date as well. */
function timeOf(text: string): number | undefined {
    const timeMs = /\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(timeMs) ? undefined : timeMs;
}
