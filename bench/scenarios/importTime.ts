import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { median } from "../measure";
import type { Budget } from "../results";

const BUDGET_MS = 30;
const PROGRAM_FOLDER = path.join(__dirname, "../program");
const TIMED_IMPORT = `
require("@pulumi/pulumi");
const startedMs = performance.now();
require("pulumi-atlas-org");
console.log(performance.now() - startedMs);`;

/** What the import of the package takes in a program that has imported Pulumi's SDK, each time in a process of its own. */
export async function measureImport(repeats: number): Promise<Budget> {
    const importsMs: number[] = [];
    for (let round = 0; round < repeats; round += 1) {
        const { stdout } = await promisify(execFile)(process.execPath, ["-e", TIMED_IMPORT], {
            cwd: PROGRAM_FOLDER,
        });
        importsMs.push(Number(stdout));
    }
    return {
        what: "import of the package, beside @pulumi/pulumi alone",
        measured: median(importsMs),
        budget: BUDGET_MS,
        unit: "ms",
    };
}
