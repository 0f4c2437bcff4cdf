/** How a 429 says when to come again; Atlas may leave it out. */
export type RetryAfterStyle = "seconds" | "date" | "none";

export function retryAfterHeaders(
    style: RetryAfterStyle,
    seconds: number,
    nowMs: number,
): Record<string, string> {
    if (style === "none") {
        return {};
    }
    return { "retry-after": style === "seconds" ? String(seconds) : dateIn(seconds, nowMs) };
}

/** HTTP dates have whole seconds; one that is cut off would be too early. */
function dateIn(seconds: number, nowMs: number): string {
    return new Date(Math.ceil(nowMs / 1000 + seconds) * 1000).toUTCString();
}
