import { availableParallelism } from "node:os";
import { openPulumiStack } from "#testkit/engine/pulumiStack";
import { writeGolden } from "./golden";
import { normalize } from "./normalize";
import { observe } from "./observe";
import { inPool } from "./pool";
import { loadScenario, scenarioNames } from "./scenario";

/**
 * Records what the `pulumi` of the PATH does with the scenarios named on the command line, or with all:
 * `npx tsx test/testkit/engine/conformance/record.ts [name...]`, after a build.
 */
async function record(names: string[]): Promise<void> {
    const recordings = inPool(availableParallelism(), names, async (name) => {
        const scenario = await loadScenario(name);
        await writeGolden(name, normalize(scenario, await observe(scenario, openPulumiStack)));
        process.stdout.write(`${name}\n`);
    });
    for (const [name, recording] of recordings) {
        await recording.catch((error: unknown) => {
            process.exitCode = 1;
            process.stderr.write(`${name}: ${String(error)}\n`);
        });
    }
}

const named = process.argv.slice(2);
void record(named.length > 0 ? named : scenarioNames);
