import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { median, timed } from "../measure";
import type { Budget } from "../results";

const BUDGET_MS = 30;
const PROGRAM_FOLDER = path.join(__dirname, "../program");
const PULUMI = 'require("@pulumi/pulumi");';
const PACKAGE = `${PULUMI} require("pulumi-atlas-org");`;

/** What the import of the package adds to a program that has imported Pulumi's SDK. */
export async function measureImport(repeats: number): Promise<Budget> {
    const aloneMs: number[] = [];
    const togetherMs: number[] = [];
    for (let round = 0; round < repeats; round += 1) {
        // In turn, so that whatever else the machine does strikes both.
        aloneMs.push(await timed(() => run(PULUMI)));
        togetherMs.push(await timed(() => run(PACKAGE)));
    }
    return {
        what: "import of the package, beside @pulumi/pulumi alone",
        measured: median(togetherMs) - median(aloneMs),
        budget: BUDGET_MS,
        unit: "ms",
    };
}

function run(script: string): Promise<unknown> {
    return promisify(execFile)(process.execPath, ["-e", script], { cwd: PROGRAM_FOLDER });
}
