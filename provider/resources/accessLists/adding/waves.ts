/** So long a post waits for company that nobody expects. */
const QUIET_MS = 10;
/** The longest wait of the first post, as nobody knows how many to expect. */
const LONGEST_WAIT_OF_FIRST_MS = 50;
/** What an engine with a large state to write may need to start the next creation of a wave. */
const PATIENCE_MS = 100;
/** In this time Atlas's rate limit gives back two calls: who waits longer for company saves none. */
const LONGEST_WAIT_MS = 500;

/**
 * Tells when a post of creations goes out. An engine has a fixed number of workers, and each starts its next creation once
 * the last one is answered: as many creations as were under way together at the last post are expected again. Once they
 * are there, the post goes after 10 ms in which nobody joined. If some are missing, it goes after 100 ms in which nobody
 * joined, or 500 ms after it was opened, and the next one expects one fewer: a worker may be late once, or have turned to
 * other resources. The first post expects nobody, and goes 50 ms after it was opened at the latest. The second waits as
 * if somebody was missing: the first may have gone alone because the engine is slow.
 */
export class Waves {
    #underWay = 0;
    #mostUnderWay = 0;
    #expected = 0;
    #sentPosts = 0;
    #lastChangeMs = 0;
    #wakeWaiters: (() => void)[] = [];

    joined(nowMs: number): void {
        this.#lastChangeMs = nowMs;
        this.#underWay += 1;
        this.#mostUnderWay = Math.max(this.#mostUnderWay, this.#underWay);
        this.#wakeWaiters.splice(0).forEach((wake) => wake());
    }

    /** Resolves when the next creation joins. */
    nextJoin(): Promise<void> {
        return new Promise((wake) => this.#wakeWaiters.push(wake));
    }

    /** A post goes out. */
    sent(): void {
        this.#expected = Math.max(this.#mostUnderWay, this.#expected - 1);
        this.#mostUnderWay = this.#underWay;
        this.#sentPosts += 1;
    }

    answered(count: number, nowMs: number): void {
        this.#lastChangeMs = nowMs;
        this.#underWay -= count;
    }

    /** How long until a post that was opened then goes out if nobody joins. Not positive: it goes now. */
    waitMs(openedMs: number, nowMs: number): number {
        const longestWaitMs = this.#sentPosts === 0 ? LONGEST_WAIT_OF_FIRST_MS : LONGEST_WAIT_MS;
        return Math.min(this.#lastChangeMs + this.#patienceMs(), openedMs + longestWaitMs) - nowMs;
    }

    #patienceMs(): number {
        const isSomebodyMissing = this.#sentPosts === 1 || this.#underWay < this.#expected;
        return isSomebodyMissing ? PATIENCE_MS : QUIET_MS;
    }
}
