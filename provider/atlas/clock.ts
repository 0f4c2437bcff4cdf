/** Where time comes from: a parameter wherever something waits or ages, so that no test has to sleep. */
export interface Clock {
    /** Milliseconds since the Unix epoch. */
    nowMs(): number;
    /** Resolves after `ms` milliseconds. */
    sleep(ms: number): Promise<void>;
}

/** The real clock. */
export const systemClock: Clock = {
    nowMs: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
