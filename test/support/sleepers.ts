interface Sleeper {
    readonly untilMs: number;
    readonly wake: () => void;
}

/** Those who sleep on a clock on which nobody waits. */
export class Sleepers {
    #all: Sleeper[] = [];

    get areAny(): boolean {
        return this.#all.length > 0;
    }

    sleepUntil(untilMs: number): Promise<void> {
        return new Promise((wake) => this.#all.push({ untilMs, wake }));
    }

    /** Wakes who wants to wake first, and all who want to by then; returns when that is, but never a time before now. */
    wakeFirst(nowMs: number): number {
        const firstMs = this.#all.reduce(
            (earliestMs, { untilMs }) => Math.min(earliestMs, untilMs),
            Number.POSITIVE_INFINITY,
        );
        const thenMs = Math.max(nowMs, firstMs);
        const awake = this.#all.filter(({ untilMs }) => untilMs <= thenMs);
        this.#all = this.#all.filter(({ untilMs }) => untilMs > thenMs);
        awake.forEach(({ wake }) => wake());
        return thenMs;
    }
}
