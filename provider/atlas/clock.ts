import { setTimeout } from "node:timers/promises";

/** Time as the client sees it. */
export interface Clock {
    /** Milliseconds since 1970, UTC. */
    nowMs(): number;
    sleep(durationMs: number): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
    nowMs: () => Date.now(),
    sleep: (durationMs) => setTimeout(durationMs),
};
