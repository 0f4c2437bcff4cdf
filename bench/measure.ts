import { performance } from "node:perf_hooks";

export function median(values: readonly number[]): number {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? NaN;
    return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
    const startMs = performance.now();
    await work();
    return performance.now() - startMs;
}

/** Addresses that no emulated Atlas has from the start: 10.0.0.1 and on. */
export function addresses(count: number): string[] {
    return Array.from({ length: count }, (_, index) => {
        const number = index + 1;
        return `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
    });
}
