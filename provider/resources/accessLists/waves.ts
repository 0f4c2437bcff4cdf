/** This long after the last creation has joined, those that are there go out, where nobody knows better. */
const QUIET_MS = 10;
/** As long as nobody knows how many to expect, no creation waits longer than this. */
const LONGEST_WAIT_OF_FIRST_MS = 50;
/** What an engine with a large state to write may need to start the next creation of a wave. */
const PATIENCE_MS = 100;
/** In this time Atlas's rate limit gives back two calls: who waits longer for company saves none. */
const LONGEST_WAIT_MS = 500;
/** After so many waves in a row that were as large as expected, the next one goes as soon as it is that large. */
const WHOLE_WAVES = 2;

/**
 * Tells how long creations wait for others. An engine has a fixed number of workers, each of which starts its next
 * creation once the last one is answered. So creations come in waves of one size, and those of a wave one after the
 * other, as the engine writes its state before each: as many as were under way together before are worth waiting for.
 */
export class Waves {
    #underWay = 0;
    #mostUnderWay = 0;
    #expected = 1;
    #sentBatches = 0;
    #wholeInARow = 0;
    #lastChangeMs = 0;

    joined(nowMs: number): void {
        this.#lastChangeMs = nowMs;
        this.#underWay += 1;
        this.#mostUnderWay = Math.max(this.#mostUnderWay, this.#underWay);
    }

    /** A batch goes out. */
    sent(): void {
        this.#wholeInARow = this.#mostUnderWay === this.#expected ? this.#wholeInARow + 1 : 0;
        // One fewer each time: workers that have turned to other resources are not waited for again and again.
        this.#expected = Math.max(this.#mostUnderWay, this.#expected - 1);
        this.#mostUnderWay = this.#underWay;
        this.#sentBatches += 1;
    }

    answered(count: number, nowMs: number): void {
        this.#lastChangeMs = nowMs;
        this.#underWay -= count;
    }

    /** How long until a batch that was opened then goes out if nobody joins; none is left if not positive. */
    waitMs(openedMs: number, nowMs: number): number {
        const [patienceMs, longestWaitMs] = this.#limitsMs();
        return Math.min(this.#lastChangeMs + patienceMs, openedMs + longestWaitMs) - nowMs;
    }

    #limitsMs(): [number, number] {
        if (this.#sentBatches === 0) {
            return [QUIET_MS, LONGEST_WAIT_OF_FIRST_MS];
        }
        if (this.#expectsMore()) {
            return [PATIENCE_MS, LONGEST_WAIT_MS];
        }
        // All are there, it seems. One alone may be the first of several at any time.
        const isSure = this.#expected > 1 && this.#wholeInARow >= WHOLE_WAVES;
        return [isSure ? 0 : QUIET_MS, LONGEST_WAIT_MS];
    }

    #expectsMore(): boolean {
        // One that went alone may have had an engine behind it that is slow to start the others: the second wave tells.
        return this.#underWay < this.#expected || (this.#sentBatches === 1 && this.#expected === 1);
    }
}
