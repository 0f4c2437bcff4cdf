import type { EmulatedAtlas, FaultSpec, WrongServer } from "pulumi-atlas-org/testkit";
import type { FaultName } from "./expected";
import type { CallerKind } from "./hostPool";

/** How a fault is brought about. */
export interface FaultCase {
    /** How Atlas's clock goes meanwhile. Default 0: right. */
    readonly skewMs?: number;
    /** What calls. Default: an API key. */
    readonly caller?: CallerKind;
    /** What happens to the operation's main request, the first time and then every time. */
    readonly spec?: FaultSpec;
    /** Atlas does what it is asked for, although nobody hears of it. Default false. */
    readonly takesEffect?: boolean;
    /** Atlas asks to wait, in a Retry-After header for a moment by its own clock. */
    readonly retryAfter?: (nowMs: number) => RetryAfter;
    /** Instead of `spec`: what happens at Atlas before the main request. Strikes everybody who calls. */
    readonly upset?: (atlas: EmulatedAtlas) => void;
    /** Instead of `spec`: who answers in Atlas's place while the operation runs, to everybody who calls. */
    readonly wrongServer?: WrongServer;
}

export interface RetryAfter {
    readonly header: string;
    /** No request may come before this time, by Atlas's clock. */
    readonly untilMs: number;
}

const A_MINUTE_MS = 60_000;

function page(status: number, title: string) {
    return { status, body: `<html><head><title>${status} ${title}</title></head><body>nginx</body></html>` };
}

export const FAULT_CASES: Readonly<Record<FaultName, FaultCase>> = {
    "503 once": { spec: { status: 503 } },
    "503 for ever": { spec: { status: 503, times: Number.POSITIVE_INFINITY } },
    "500": { spec: { status: 500 } },
    "502, HTML": { spec: page(502, "Bad Gateway") },
    // A gateway has lost its patience, and Atlas works on.
    "408, HTML": { spec: { ...page(408, "Request Timeout"), takesEffect: true }, takesEffect: true },
    "429, Retry-After": {
        retryAfter: (nowMs) => ({ header: "1", untilMs: nowMs + 1_000 }),
    },
    "429": { spec: { status: 429, errorCode: "RATE_LIMITED" } },
    "lost before": { spec: { connection: "lost-before" } },
    "lost after": { spec: { connection: "lost-after" }, takesEffect: true },
    "no answer": { spec: { connection: "no-answer" } },
    "half the JSON": { spec: { truncated: true }, takesEffect: true },
    "stale nonce": { upset: (atlas) => atlas.forgetNonces() },
    "expired token": { upset: (atlas) => atlas.expireTokens(), caller: "account" },
    "clock ahead": { retryAfter: nextSecond, skewMs: A_MINUTE_MS },
    "clock behind": { retryAfter: nextSecond, skewMs: -A_MINUTE_MS },
    "wrong server": { wrongServer: "unchallenged" },
};

/** As a date, which says nothing to those who do not ask what time it is for Atlas. */
function nextSecond(nowMs: number): RetryAfter {
    const untilMs = Math.floor(nowMs / 1_000) * 1_000 + 1_000;
    return { header: new Date(untilMs).toUTCString(), untilMs };
}
