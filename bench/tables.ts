import { markdownTable } from "./markdownTable";
import { OPERATIONS, WAY_NAMES, WAYS } from "./results";
import type { Budget, Measurement, Operation, Results, Way } from "./results";

/** A column for the no-op up would show nothing but zeros for most ways. */
const COUNTED: readonly Operation[] = ["up", "refresh", "destroy"];

/** Requests of each way, as Markdown that prettier leaves alone: the first table of docs/costs.md. */
export function requestsTable({ measurements }: Results): string {
    const firstMs = measurements[0]?.latencyMs ?? 0;
    const sizes = sizesOf(measurements);
    const rows = WAYS.filter((way) => way !== "floor" && way !== "stock").map((way) => [
        WAY_NAMES[way],
        ...sizes.map((entries) => {
            const costs = find(measurements, { way, entries, latencyMs: firstMs })?.costs;
            return COUNTED.map((operation) => grouped(costs?.[operation].requests)).join(" / ");
        }),
    ]);
    const head = [
        "create / refresh / destroy",
        ...sizes.map((entries) => `${grouped(entries)} ${entries === 1 ? "entry" : "entries"}`),
    ];
    return markdownTable(head, rows);
}

/** Wall time of each way of the most entries, as a multiple of the floor's: the second table of docs/costs.md. */
export function timesTable({ measurements }: Results): string {
    const entries = Math.max(...sizesOf(measurements));
    const floor = measurements.find((one) => one.way === "floor" && one.entries === entries);
    const rows = measurements
        .filter((one) => one.entries === entries && one.way !== "floor" && !one.way.startsWith("reference"))
        .map(({ way, latencyMs, costs }) => [
            way === "stock" ? WAY_NAMES[way] : `${WAY_NAMES[way]}, Atlas at ${latencyMs} ms`,
            ...OPERATIONS.map((operation) => {
                const floorMs = floor?.costs[operation].wallMs ?? NaN;
                return (costs[operation].wallMs / floorMs).toFixed(2);
            }),
        ]);
    return markdownTable([`wall time of ${grouped(entries)} entries, floor = 1`, ...OPERATIONS], rows);
}

/** Every cost of a measurement in one line, for people who watch the run. */
export function describeMeasurement({ way, entries, latencyMs, costs }: Measurement): string {
    const parts = OPERATIONS.map((operation) => {
        const { requests, providerMs, wallMs } = costs[operation];
        return `${operation}: ${requests} requests, ${Math.round(providerMs)} of ${Math.round(wallMs)} ms`;
    });
    return `${WAY_NAMES[way]}, ${entries} entries, ${latencyMs} ms: ${parts.join("; ")}`;
}

export function describeBudget({ what, measured, budget, floor, unit }: Budget): string {
    const verdict = measured <= budget ? "PASS" : "FAIL";
    const beside = floor === undefined ? "" : `; a provider that does nothing: ${floor.toFixed(1)} ${unit}`;
    return `${verdict} ${what}: ${measured.toFixed(1)} ${unit} (budget: ${budget} ${unit}${beside})`;
}

/** What had to stay within a budget, as a list: what was measured, the budget, and what a provider that does nothing takes. */
export function budgetsList({ budgets }: Results): string {
    return budgets
        .map(({ what, measured, budget, floor, unit }) => {
            const beside =
                floor === undefined
                    ? ""
                    : ` A provider that does nothing takes ${Math.round(floor)} ${unit}.`;
            return `- The ${what}: ${Math.round(measured)} ${unit}. The aim is ${budget} ${unit}.${beside}`;
        })
        .join("\n");
}

export function sizesOf(measurements: readonly Measurement[]): number[] {
    return [...new Set(measurements.map(({ entries }) => entries))];
}

function find(
    measurements: readonly Measurement[],
    wanted: { way: Way; entries: number; latencyMs: number },
): Measurement | undefined {
    return measurements.find(
        ({ way, entries, latencyMs }) =>
            way === wanted.way && entries === wanted.entries && latencyMs === wanted.latencyMs,
    );
}

function grouped(value: number | undefined): string {
    return value?.toLocaleString("en-US") ?? "";
}
