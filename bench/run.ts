import { writeFile } from "node:fs/promises";
import path from "node:path";
import { drawChart } from "./chart";
import { readOptions } from "./options";
import { watchProviderCalls } from "./providerClock";
import { PARALLEL } from "./results";
import type { Budget, Measurement, Results } from "./results";
import { measureHostMemory } from "./scenarios/hostMemory";
import { measureImport } from "./scenarios/importTime";
import { measureUpOverFloor } from "./scenarios/upOverFloor";
import { compareWays } from "./scenarios/waysCompared";
import { describeBudget, describeMeasurement, requestsTable, timesTable } from "./tables";

async function main(): Promise<void> {
    const options = readOptions();
    watchProviderCalls();
    const budgets = options.measuresBudgets ? await measureBudgets(options.repeats) : [];
    print(
        "\nRequests; time with provider calls under way, of wall time (the reference client has no other):",
    );
    const measurements: Measurement[] = [];
    const results: Results = {
        date: new Date().toISOString().slice(0, 10),
        node: process.version,
        parallel: PARALLEL,
        measurements,
        budgets,
    };
    await compareWays(options, async (one) => {
        print(describeMeasurement(one));
        measurements.push(one);
        // Each time anew: who stops a run of many entries keeps what it has measured.
        if (options.isSaved) await save(results);
    });
    print(`\n${requestsTable(results)}\n\n${timesTable(results)}`);
    if (options.isSaved) print("\n`npm run docs` puts these tables into docs/costs.md.");
}

async function measureBudgets(repeats: number): Promise<Budget[]> {
    return [
        report(await measureImport(3 * repeats)),
        report(await measureUpOverFloor(repeats)),
        report(await measureHostMemory()),
    ];
}

function report(budget: Budget): Budget {
    print(describeBudget(budget));
    return budget;
}

async function save(results: Results): Promise<void> {
    await writeFile(path.join(__dirname, "results.json"), `${JSON.stringify(results, rounded, 2)}\n`);
    await writeFile(path.join(__dirname, "requests.svg"), drawChart(results));
}

/** No run is good for more than a tenth of a millisecond. */
function rounded(_key: string, value: unknown): unknown {
    return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

void main();
