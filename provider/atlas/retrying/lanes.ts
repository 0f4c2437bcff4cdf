/**
 * A fixed number of lanes, each carrying one task at a time. Tasks that find no lane free wait in the order in which
 * they came.
 */
export class Lanes<Lane extends { readonly isWarm: boolean }> {
    readonly #idle: Lane[];
    readonly #waiting: ((lane: Lane) => void)[] = [];

    constructor(lanes: readonly Lane[]) {
        this.#idle = [...lanes];
    }

    /** Runs `task` on a lane as soon as there is one; warm lanes first, as a cold one costs a request more. */
    async run<T>(task: (lane: Lane) => Promise<T>): Promise<T> {
        const lane = await this.#acquire();
        try {
            return await task(lane);
        } finally {
            this.#release(lane);
        }
    }

    #acquire(): Lane | Promise<Lane> {
        // The warm lane used last has the best chance that its nonce is still good.
        const warm = this.#idle.findLastIndex((lane) => lane.isWarm);
        const [lane] = this.#idle.splice(warm === -1 ? 0 : warm, 1);
        return lane ?? new Promise((resolve) => this.#waiting.push(resolve));
    }

    #release(lane: Lane): void {
        const next = this.#waiting.shift();
        if (next === undefined) {
            this.#idle.push(lane);
        } else {
            next(lane);
        }
    }
}
