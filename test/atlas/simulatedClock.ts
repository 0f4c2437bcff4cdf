import type { Clock } from "#provider/atlas/clock";
import { Sleepers } from "../support/sleepers";

/** Real time without a request or a sleep, after which everybody is taken to be asleep. */
const QUIET_MS = 25;

/**
 * A clock on which nobody waits: once all callers are asleep, it moves on to the first who wants to wake. Requests are
 * real meanwhile, so it has to be told of them: give `touch` to the client as its log.
 */
export class SimulatedClock implements Clock {
    #nowMs = Date.UTC(2026, 0, 1);
    readonly #sleepers = new Sleepers();
    #timer: NodeJS.Timeout | undefined;

    nowMs(): number {
        return this.#nowMs;
    }

    monotonicMs(): number {
        return this.#nowMs;
    }

    sleep(durationMs: number): Promise<void> {
        const slept = this.#sleepers.sleepUntil(this.#nowMs + durationMs);
        this.touch();
        return slept;
    }

    /** Somebody is awake. */
    readonly touch = (): void => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#moveOn(), QUIET_MS);
    };

    #moveOn(): void {
        if (this.#sleepers.areAny) {
            this.#nowMs = this.#sleepers.wakeFirst(this.#nowMs);
            this.touch();
        }
    }
}
