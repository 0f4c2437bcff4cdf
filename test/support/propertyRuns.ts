import * as fc from "fast-check";

const DEFAULT_SEED = 20_260_830;

/**
 * Runs a property on many made-up values, the same ones each time. FAST_CHECK_SEED chooses others; what fails is
 * reported with the seed that brings it back.
 */
export async function holds(
    property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>,
    numRuns: number,
): Promise<void> {
    const seed = Number(process.env["FAST_CHECK_SEED"] ?? DEFAULT_SEED);
    await fc.assert(property as fc.IAsyncProperty<unknown>, { seed, numRuns });
}

/** Counts what the runs of a property came to, so that a test can tell that it saw all of it. */
export class Tally<Outcome extends string> {
    readonly #counts = new Map<Outcome, number>();

    add(outcome: Outcome): void {
        this.#counts.set(outcome, this.count(outcome) + 1);
    }

    count(outcome: Outcome): number {
        return this.#counts.get(outcome) ?? 0;
    }
}
