import type { HttpReply } from "./http";

/**
 * How long a server asks to wait, in milliseconds: by its Retry-After header, in seconds or as a date, or else by the
 * parameters of a token bucket's 429, which are [path, seconds, capacity, refill, window]. Undefined if it does not say.
 *
 * https://www.mongodb.com/docs/atlas/api/api-rate-limit/
 */
export function readRetryAfterMs(
    reply: Pick<HttpReply, "header">,
    parameters: readonly unknown[],
    nowMs: number,
): number | undefined {
    const header = reply.header("retry-after")?.trim() ?? "";
    if (/^\d+(\.\d+)?$/.test(header)) {
        return Number(header) * 1000;
    }
    const untilMs = Date.parse(header);
    if (!Number.isNaN(untilMs)) {
        // By the server's own clock, which need not go as ours does.
        const serverNowMs = Date.parse(reply.header("date") ?? "");
        return Math.max(0, untilMs - (Number.isNaN(serverNowMs) ? nowMs : serverNowMs));
    }
    const seconds = parameters.length === 5 ? parameters[1] : undefined;
    return typeof seconds === "number" && seconds >= 0 ? seconds * 1000 : undefined;
}
