import { parseArgs } from "node:util";

export interface BenchOptions {
    readonly sizes: readonly number[];
    readonly latenciesMs: readonly number[];
    /** Programs, pairs of runs or refreshes that a median is taken of. */
    readonly repeats: number;
    /** The sections with a budget take the most time. */
    readonly measuresBudgets: boolean;
    /** Whether results.json and the chart are written. */
    readonly isSaved: boolean;
}

export function readOptions(): BenchOptions {
    const { values } = parseArgs({
        options: {
            sizes: { type: "string", default: "1,50,300,1000" },
            latencies: { type: "string", default: "0,50" },
            repeats: { type: "string", default: "7" },
            "without-budgets": { type: "boolean", default: false },
            "dry-run": { type: "boolean", default: false },
        },
    });
    return {
        sizes: numbers(values.sizes),
        latenciesMs: numbers(values.latencies),
        repeats: Number(values.repeats),
        measuresBudgets: !values["without-budgets"],
        isSaved: !values["dry-run"],
    };
}

function numbers(list: string): number[] {
    return list.split(",").map(Number);
}
