import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { DeleteResults, DeletingWay } from "./deleteResults";
import { DELETING_NAMES, DELETING_WAYS } from "./deleteResults";
import { deletesTable } from "./deletesTable";
import { median } from "./measure";
import type { Cost } from "./results";
import { costOfDeleting } from "./scenarios/manyDeletes";

const RESULTS_FILE = path.join(__dirname, "delete-results.json");

async function main(): Promise<void> {
    const { entries, latencyMs, rounds, isSaved } = readOptions();
    const measured = new Map<DeletingWay, Cost[]>(DELETING_WAYS.map((way) => [way, []]));
    // Round by round, so that a busy machine slows all ways down, not one.
    for (let round = 0; round < rounds; round += 1) {
        for (const way of DELETING_WAYS) {
            const cost = await costOfDeleting(way, { entries, latencyMs });
            measured.get(way)?.push(cost);
            print(`${DELETING_NAMES[way]}: ${Math.round(cost.wallMs)} ms, ${cost.requests} requests`);
        }
    }
    const costs = Object.fromEntries([...measured].map(([way, each]) => [way, medianOf(each)]));
    const results = { entries, latencyMs, rounds, costs } as DeleteResults;
    print(`\n${deletesTable(results)}`);
    if (isSaved) {
        await writeFile(RESULTS_FILE, `${JSON.stringify(results, undefined, 2)}\n`);
        print("\n`npm run docs` puts this table into docs/costs.md.");
    }
}

function readOptions(): { entries: number; latencyMs: number; rounds: number; isSaved: boolean } {
    const { values } = parseArgs({
        options: {
            entries: { type: "string", default: "300" },
            latency: { type: "string", default: "50" },
            rounds: { type: "string", default: "5" },
            "dry-run": { type: "boolean", default: false },
        },
    });
    return {
        entries: Number(values.entries),
        latencyMs: Number(values.latency),
        rounds: Number(values.rounds),
        isSaved: !values["dry-run"],
    };
}

function medianOf(costs: readonly Cost[]): Cost {
    const of = (part: keyof Cost) => Math.round(median(costs.map((cost) => cost[part])));
    return { requests: of("requests"), providerMs: of("providerMs"), wallMs: of("wallMs") };
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

void main();
