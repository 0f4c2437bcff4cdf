import { AsyncLocalStorage } from "node:async_hooks";

/** How much time an operation has lost to failures, in milliseconds. */
export interface LostTime {
    /** To failed requests and to the waits between them. */
    retryMs: number;
    /** To waits that Atlas's rate limits asked for. */
    rateLimitWaitMs: number;
}

const operations = new AsyncLocalStorage<LostTime>();

/**
 * Runs something that makes several requests, so that limits on lost time hold for all of them together.
 *
 * @param lostBefore counts as lost already: what is less urgent gets less time.
 */
export function asOneOperation<T>(run: () => T, lostBefore: Partial<LostTime> = {}): T {
    return operations.run({ ...noLostTime(), ...lostBefore }, run);
}

/** What the running operation has lost so far; outside of one, every request counts for itself. */
export function lostTimeOfOperation(): LostTime {
    return operations.getStore() ?? noLostTime();
}

function noLostTime(): LostTime {
    return { retryMs: 0, rateLimitWaitMs: 0 };
}
