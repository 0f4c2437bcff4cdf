import type { Clock } from "#provider/atlas/clock";

/** Real time without a request or a sleep, after which everybody is taken to be asleep. */
const QUIET_MS = 25;

interface Sleeper {
    readonly untilMs: number;
    readonly wake: () => void;
}

/**
 * A clock on which nobody waits: once all callers are asleep, it moves on to the first who wants to wake. Requests are
 * real meanwhile, so it has to be told of them: give `touch` to the client as its log.
 */
export class SimulatedClock implements Clock {
    #nowMs = Date.UTC(2026, 0, 1);
    #sleepers: Sleeper[] = [];
    #timer: NodeJS.Timeout | undefined;

    nowMs(): number {
        return this.#nowMs;
    }

    sleep(durationMs: number): Promise<void> {
        return new Promise((wake) => {
            this.#sleepers.push({ untilMs: this.#nowMs + durationMs, wake });
            this.touch();
        });
    }

    /** Somebody is awake. */
    readonly touch = (): void => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#moveOn(), QUIET_MS);
    };

    #moveOn(): void {
        if (this.#sleepers.length === 0) {
            return;
        }
        this.#nowMs = Math.max(this.#nowMs, Math.min(...this.#sleepers.map(({ untilMs }) => untilMs)));
        const awake = this.#sleepers.filter(({ untilMs }) => untilMs <= this.#nowMs);
        this.#sleepers = this.#sleepers.filter(({ untilMs }) => untilMs > this.#nowMs);
        awake.forEach(({ wake }) => wake());
        this.touch();
    }
}
