import type { FrontCost, FrontResults } from "./frontResults";
import { FRONT_NAMES, FRONTS } from "./frontResults";
import { markdownTable } from "./markdownTable";

const ROWS: readonly (readonly [string, (cost: FrontCost) => string])[] = [
    ["start of the provider's process, seconds of CPU", (cost) => cost.startCpuSeconds.toFixed(2)],
    ["its memory then, MB", (cost) => cost.startMemoryMb.toFixed(0)],
    ["no-op `up`, seconds", (cost) => cost.noOpUpSeconds.toFixed(1)],
    ["no-op `up`, requests", (cost) => String(cost.noOpUpRequests)],
    ["`refresh`, seconds", (cost) => cost.refreshSeconds.toFixed(1)],
    ["`refresh`, requests", (cost) => String(cost.refreshRequests)],
];

/** What the same stack takes on each front. */
export function frontsTable({ entries, engine, costs }: FrontResults): string {
    const by = engine === "pulumi" ? "the Pulumi CLI" : "the testkit's engine";
    return markdownTable(
        [`a key and ${entries} single entries, by ${by}`, ...FRONTS.map((front) => FRONT_NAMES[front])],
        ROWS.map(([what, cell]) => [what, ...FRONTS.map((front) => cell(costs[front]))]),
    );
}
