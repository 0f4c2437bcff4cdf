/** Lets each name through a number of times within a window of time; what it refuses does not count. */
export class RequestWindow {
    readonly #clock: { nowMs(): number };
    readonly #limit: { readonly requests: number; readonly windowMs: number };
    readonly #timesMs = new Map<string, number[]>();

    constructor(limit: { readonly requests: number; readonly windowMs: number }, clock: { nowMs(): number }) {
        this.#limit = limit;
        this.#clock = clock;
    }

    /** Returns undefined when it lets the request through, else the whole seconds until there is room. */
    take(name: string): number | undefined {
        const { requests, windowMs } = this.#limit;
        const nowMs = this.#clock.nowMs();
        const timesMs = (this.#timesMs.get(name) ?? []).filter((timeMs) => timeMs + windowMs > nowMs);
        this.#timesMs.set(name, timesMs);
        if (timesMs.length < requests) {
            timesMs.push(nowMs);
            return undefined;
        }
        const roomMs = (timesMs.at(-requests) ?? nowMs) + windowMs;
        return Math.max(1, Math.ceil((roomMs - nowMs) / 1000));
    }
}
