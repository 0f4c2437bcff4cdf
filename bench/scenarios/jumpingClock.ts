import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "#provider/atlas/clock";
import { Sleepers } from "../../test/support/sleepers";

/** What Node tells of each HTTP request of this process, once it is handed to its socket. */
const REQUEST_STARTS = "http.client.request.start";

/** Turns of the event loop between an answer and the request that follows from it, and some to spare. */
const QUIET_TURNS = 6;

/**
 * A clock on which nobody waits: when no request is under way and everybody is asleep, it jumps to the first who wants
 * to wake. It counts requests instead of waiting for silence, as a run of hours has ten thousands of jumps.
 */
export class JumpingClock implements Clock {
    #nowMs = Date.UTC(2026, 0, 1);
    readonly #sleepers = new Sleepers();
    #requestsUnderWay = 0;
    readonly #requestStarted = () => (this.#requestsUnderWay += 1);

    constructor() {
        subscribe(REQUEST_STARTS, this.#requestStarted);
    }

    nowMs(): number {
        return this.#nowMs;
    }

    monotonicMs(): number {
        return this.#nowMs;
    }

    sleep(durationMs: number): Promise<void> {
        return this.#sleepers.sleepUntil(this.#nowMs + durationMs);
    }

    /** Give it to every client as its log, which hears of each request when its answer is there. */
    readonly requestEnded = (): void => {
        this.#requestsUnderWay -= 1;
    };

    /** Lets time pass until the work is done. */
    async during<T>(work: Promise<T>): Promise<T> {
        const done = new AbortController();
        const end = () => done.abort();
        work.then(end, end);
        for (let quietTurns = 0; !done.signal.aborted; quietTurns += 1) {
            if (this.#requestsUnderWay > 0) {
                quietTurns = 0;
            }
            if (quietTurns >= QUIET_TURNS && this.#sleepers.areAny) {
                this.#nowMs = this.#sleepers.wakeFirst(this.#nowMs);
                quietTurns = 0;
            }
            await setImmediate();
        }
        return work;
    }

    close(): void {
        unsubscribe(REQUEST_STARTS, this.#requestStarted);
    }
}
