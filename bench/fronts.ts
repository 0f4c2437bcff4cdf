import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { EngineName } from "pulumi-atlas-org/testkit";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { Front, FrontCost, FrontResults } from "./frontResults";
import { FRONT_NAMES, FRONTS } from "./frontResults";
import { frontsTable } from "./frontsTable";
import { median } from "./measure";
import { measureStart } from "./scenarios/processStart";
import { BenchStack } from "./stack";

const RESULTS_FILE = path.join(__dirname, "front-results.json");

interface Options {
    readonly entries: number;
    readonly rounds: number;
    readonly isSaved: boolean;
}

async function main(): Promise<void> {
    const options = readOptions();
    const { entries, rounds } = options;
    const measured = new Map<Front, FrontCost[]>(FRONTS.map((front) => [front, []]));
    let engine: EngineName = "testkit";
    // Round by round, so that a busy machine slows both down, not one.
    for (let round = 0; round < rounds; round += 1) {
        for (const front of FRONTS) {
            const run = await costOf(front, entries);
            measured.get(front)?.push(run.cost);
            engine = run.engine;
            print(`${FRONT_NAMES[front]}, by ${engine}: ${JSON.stringify(run.cost)}`);
        }
    }
    const costs = Object.fromEntries([...measured].map(([front, each]) => [front, medianOf(each)]));
    const results = { entries, rounds, engine, costs } as FrontResults;
    print(`\n${frontsTable(results)}`);
    if (options.isSaved) {
        await writeFile(RESULTS_FILE, `${JSON.stringify(results, undefined, 2)}\n`);
        print("\n`npm run docs` puts this table into docs/costs.md.");
    }
}

function readOptions(): Options {
    const { values } = parseArgs({
        options: {
            entries: { type: "string", default: "50" },
            rounds: { type: "string", default: "5" },
            "dry-run": { type: "boolean", default: false },
        },
    });
    const { entries, rounds } = values;
    return { entries: Number(entries), rounds: Number(rounds), isSaved: !values["dry-run"] };
}

async function costOf(front: Front, entries: number): Promise<{ cost: FrontCost; engine: EngineName }> {
    const start = await measureStart(front);
    const atlas = await EmulatedAtlas.start();
    const stack = await BenchStack.open(atlas, "entries", entries, { front, engine: "auto" });
    try {
        await stack.run("up");
        const noOpUp = await stack.run("up");
        const refresh = await stack.run("refresh");
        const cost = {
            startCpuSeconds: start.cpuSeconds,
            startMemoryMb: start.memoryMb,
            noOpUpSeconds: noOpUp.wallMs / 1000,
            noOpUpRequests: noOpUp.requests,
            refreshSeconds: refresh.wallMs / 1000,
            refreshRequests: refresh.requests,
        };
        return { cost, engine: stack.engine };
    } finally {
        await stack.close();
        await atlas.close();
    }
}

function medianOf(costs: readonly FrontCost[]): FrontCost {
    const of = (part: keyof FrontCost) => hundredths(median(costs.map((cost) => cost[part])));
    return {
        startCpuSeconds: of("startCpuSeconds"),
        startMemoryMb: of("startMemoryMb"),
        noOpUpSeconds: of("noOpUpSeconds"),
        noOpUpRequests: of("noOpUpRequests"),
        refreshSeconds: of("refreshSeconds"),
        refreshRequests: of("refreshRequests"),
    };
}

function hundredths(value: number): number {
    return Math.round(value * 100) / 100;
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

void main();
