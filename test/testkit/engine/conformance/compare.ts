import { expect } from "chai";
import { availableParallelism } from "node:os";
import { openTestkitStack } from "#testkit/engine/testkitStack";
import { readGolden } from "./golden";
import type { Observation } from "./normalize";
import { leaks, normalize } from "./normalize";
import type { OpenStack } from "./observe";
import { observe } from "./observe";
import { inPool } from "./pool";
import { loadScenario } from "./scenario";

interface Comparison {
    observed: Observation[];
    leaked: string[];
}

/** Tests of what the testkit's engine does; where values are shown or stored that the scenarios name as secrets, too. */
export function compareTestkit(names: readonly string[]): void {
    describe("the testkit's engine does what the Pulumi CLI was recorded to do with", () => {
        const comparisons = compareScenarios(openTestkitStack, names);

        it("secrets, which it shows nowhere and stores encrypted", async () => {
            const leaked = [...comparisons().values()].map(async (comparison) => (await comparison).leaked);
            expect((await Promise.all(leaked)).flat()).to.deep.equal([]);
        });
    });
}

/** Tests of what an engine does with scenarios, against what was recorded. */
export function compareScenarios(
    openStack: OpenStack,
    names: readonly string[],
): () => Map<string, Promise<Comparison>> {
    let comparisons: Map<string, Promise<Comparison>>;

    before("start all scenarios", () => {
        comparisons = inPool(availableParallelism(), names, async (name) => {
            const scenario = await loadScenario(name);
            const runs = await observe(scenario, openStack);
            return { observed: normalize(scenario, runs), leaked: leaks(runs, scenario) };
        });
    });

    for (const name of names) {
        it(name, async function () {
            this.timeout(300_000);
            const golden = await readGolden(name);
            const { observed } = await comparisons.get(name)!;
            for (const [index, expected] of golden.entries()) compareRun(index, expected, observed[index]!);
            expect(observed).to.have.lengthOf(golden.length);
        });
    }
    return () => comparisons;
}

/** Compares part by part, as a difference in the calls explains the others. */
function compareRun(index: number, expected: Observation, observed: Observation): void {
    const title = `run ${index + 1}, ${JSON.stringify(expected.run)}`;
    const { run, ...parts } = expected;
    expect(observed.run, `${title}: the golden file is of another scenario`).to.deep.equal(run);
    for (const part of Object.keys({ ...parts, ...observed }) as (keyof Observation)[]) {
        expect(observed[part], `${title}: ${part}`).to.deep.equal(expected[part]);
    }
}
