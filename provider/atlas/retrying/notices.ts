import type { Clock } from "../clock";
import type { AtlasCallError, AtlasNetworkError } from "../errors/errors";
import { isAtlasApiError } from "../errors/errorPredicates";

/** Waits shorter than this are nobody's business. */
const SHORTEST_SAID_MS = 2_000;

/** Says that a wait begins, once for all requests that wait for the same reason at the same time. */
export class Notices {
    readonly #clock: Clock;
    readonly #say: (line: string) => void;
    readonly #saidUntilMs = new Map<string, number>();

    constructor(clock: Clock, say: (line: string) => void) {
        this.#clock = clock;
        this.#say = say;
    }

    /** @param reason is a whole sentence, and stands for all waits that have the same. */
    waiting(reason: string, waitMs: number): void {
        const untilMs = this.#clock.nowMs() + waitMs;
        const saidUntilMs = this.#saidUntilMs.get(reason) ?? 0;
        if (waitMs <= SHORTEST_SAID_MS || untilMs <= saidUntilMs + SHORTEST_SAID_MS) {
            return;
        }
        this.#saidUntilMs.set(reason, untilMs);
        const time = new Date(untilMs).toISOString().slice(11, 19);
        this.#say(`${reason} Going on at ${time} UTC, in ${Math.ceil(waitMs / 1000)} s.`);
    }
}

/** A failure in a few words, the same for all calls that fail in the same way. */
export function briefly(error: AtlasCallError): string {
    if (isAtlasApiError(error)) {
        return [error.status, error.errorCode].filter((part) => part !== undefined).join(" ");
    }
    if (error.name === "AtlasResponseError") {
        return "an answer that cannot be used";
    }
    const { proxy } = error as AtlasNetworkError;
    if (proxy !== undefined) {
        return `no connection through the proxy ${proxy.address}`;
    }
    return error.name === "AtlasTimeoutError" ? "no answer in time" : "no connection";
}
