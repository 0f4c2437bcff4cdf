/** Lets so many through at a time, in the order in which they came, and nobody once the signal is aborted. */
export class Semaphore {
    readonly #signal: AbortSignal;
    readonly #waiting: ((isFree: boolean) => void)[] = [];
    #free: number;

    constructor(size: number, signal: AbortSignal) {
        this.#free = size;
        this.#signal = signal;
        signal.addEventListener("abort", () => {
            for (const wake of this.#waiting.splice(0)) wake(false);
        });
    }

    /** Returns false when the signal is aborted. Whoever gets true has to release. */
    async acquire(): Promise<boolean> {
        if (this.#signal.aborted) return false;
        if (this.#free > 0) {
            this.#free -= 1;
            return true;
        }
        return new Promise((resolve) => this.#waiting.push(resolve));
    }

    release(): void {
        const next = this.#waiting.shift();
        if (next) next(true);
        else this.#free += 1;
    }
}
