import { setTimeout } from "node:timers/promises";

/** Time as the client sees it. */
export interface Clock {
    /** Milliseconds since 1970, UTC. */
    nowMs(): number;
    /** Milliseconds since any moment: it never jumps, whoever sets the time of the machine. */
    monotonicMs(): number;
    /** Resolves when the time is over, or at once when the signal comes. */
    sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    sleep: (durationMs, signal) =>
        setTimeout(durationMs, undefined, { signal }).catch((error: unknown) => {
            if (signal?.aborted !== true) {
                throw error;
            }
        }),
};
