import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { BenchOptions } from "../options";
import { OPERATIONS } from "../results";
import type { Cost, Measurement, Operation, Way } from "../results";
import { BenchStack } from "../stack";
import { ONE_CALL, READING, ReferenceClient } from "./referenceClient";

const REACHING_ATLAS: readonly Way[] = ["list", "entries", "reference"];
/** For these the latency of Atlas changes nothing, or nothing that the others do not show. */
const ONCE: readonly Way[] = ["floor", "stock", "reference-reading"];

/** Every way of having N addresses on an access list, at each number of entries and latency. */
export async function compareWays(
    { sizes, latenciesMs }: BenchOptions,
    onMeasured: (measurement: Measurement) => Promise<void>,
): Promise<void> {
    for (const [index, latencyMs] of latenciesMs.entries()) {
        const ways = index === 0 ? [...ONCE, ...REACHING_ATLAS] : REACHING_ATLAS;
        for (const entries of sizes) {
            for (const way of ways) {
                const costs = await measureWay(way, entries, latencyMs);
                await onMeasured({ way, entries, latencyMs, costs });
            }
        }
    }
}

async function measureWay(way: Way, entries: number, latencyMs: number): Promise<Record<Operation, Cost>> {
    const atlas = await EmulatedAtlas.start({ latencyMs });
    try {
        return await (way === "reference" || way === "reference-reading"
            ? measureReference(atlas, way, entries)
            : measureStack(atlas, way, entries));
    } finally {
        await atlas.close();
    }
}

function measureReference(
    atlas: EmulatedAtlas,
    way: "reference" | "reference-reading",
    entries: number,
): Promise<Record<Operation, Cost>> {
    const client = new ReferenceClient(atlas, way === "reference" ? ONE_CALL : READING, entries);
    return measureEach((operation) => client.run(operation));
}

async function measureStack(
    atlas: EmulatedAtlas,
    way: Way,
    entries: number,
): Promise<Record<Operation, Cost>> {
    const stack = await BenchStack.open(atlas, way, entries);
    try {
        return await measureEach((operation) => stack.run(operation === "no-op up" ? "up" : operation));
    } finally {
        await stack.close();
    }
}

async function measureEach(run: (operation: Operation) => Promise<Cost>): Promise<Record<Operation, Cost>> {
    const costs: [Operation, Cost][] = [];
    for (const operation of OPERATIONS) costs.push([operation, await run(operation)]);
    return Object.fromEntries(costs) as Record<Operation, Cost>;
}
