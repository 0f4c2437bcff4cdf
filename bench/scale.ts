import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { ScaleResult, ScaleResults } from "./scaleResults";
import { scaleTable } from "./scaleTable";
import type { Outcome, Scenario } from "./scenarios/scaleSimulation";
import { simulate } from "./scenarios/scaleSimulation";

const ENTRIES_PER_STACK = 300;
const RESULTS_FILE = path.join(__dirname, "scale-results.json");
const STACK_COUNTS = [1, 10, 100];
/** For what fails with the default: as long as the bucket of one organization can take for all of it. */
const PATIENT_MS = 12 * 3_600_000;

const COLUMNS = [
    ["declared by", 11],
    ["stacks", 6],
    ["organizations", 13],
    ["may wait", 8],
    ["operation", 9],
    ["time", 12],
    ["requests", 8],
    ["refused", 7],
    ["failures", 8],
] as const;

async function main(): Promise<void> {
    const results: ScaleResult[] = [];
    const saved: ScaleResults = { entriesPerStack: ENTRIES_PER_STACK, results };
    printRow(COLUMNS.map(([title]) => title));
    const run = async (scenario: Scenario): Promise<boolean> => {
        const outcomes = await simulate(scenario);
        results.push({ scenario, outcomes });
        // Each time anew: the last ones take minutes, and who stops them keeps the others.
        await writeFile(RESULTS_FILE, `${JSON.stringify(saved, undefined, 2)}\n`);
        outcomes.forEach((outcome) => printRow(cellsOf(scenario, outcome)));
        return outcomes.every(({ failures }) => failures === 0);
    };
    for (const scenario of scenarios()) {
        if (!(await run(scenario))) {
            await run({ ...scenario, maxRateLimitWaitMs: PATIENT_MS });
        }
    }
    process.stdout.write(`\n${scaleTable(saved)}\n\n\`npm run docs\` puts this table into docs/costs.md.\n`);
}

/** Small ones first; one stack has one organization in any case. */
function scenarios(): Scenario[] {
    return STACK_COUNTS.flatMap((stackCount) =>
        (["list", "entries"] as const).flatMap((declaration) =>
            (["one", "one per stack"] as const)
                .filter((organizations) => stackCount > 1 || organizations === "one")
                .map((organizations) => ({
                    declaration,
                    stackCount,
                    organizations,
                    entriesPerStack: ENTRIES_PER_STACK,
                })),
        ),
    );
}

function cellsOf(scenario: Scenario, outcome: Outcome): string[] {
    const { declaration, stackCount, organizations, maxRateLimitWaitMs } = scenario;
    const { operation, durationMs, requests, refused, failures } = outcome;
    return [
        declaration,
        String(stackCount),
        organizations,
        maxRateLimitWaitMs === undefined ? "default" : `${maxRateLimitWaitMs / 3_600_000} h`,
        operation,
        describeTime(durationMs),
        ...[requests, refused, failures].map(String),
    ];
}

function describeTime(durationMs: number): string {
    return durationMs < 60_000
        ? `${(durationMs / 1000).toFixed(1)} s`
        : `${(durationMs / 60_000).toFixed(1)} min`;
}

function printRow(cells: readonly string[]): void {
    const padded = COLUMNS.map(([, width], index) => (cells[index] ?? "").padEnd(width));
    process.stdout.write(`| ${padded.join(" | ")} |\n`);
}

void main();
