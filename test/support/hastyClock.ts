import type { Clock } from "#provider/atlas/clock";

/** A clock that is ahead by whatever somebody wants to sleep: nobody waits. */
export class HastyClock implements Clock {
    #nowMs = Date.UTC(2026, 0, 1);

    nowMs(): number {
        return this.#nowMs;
    }

    monotonicMs(): number {
        return this.#nowMs;
    }

    sleep(durationMs: number): Promise<void> {
        this.#nowMs += durationMs;
        return Promise.resolve();
    }
}
