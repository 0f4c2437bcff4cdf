import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { median } from "../measure";
import type { Budget, Way } from "../results";
import { BenchStack } from "../stack";

const ENTRIES = 200;
const BUDGET_PERCENT = 5;

/** How much longer `up` takes than for as many resources that do nothing behind the same loader. */
export async function measureUpOverFloor(repeats: number): Promise<Budget> {
    const ratios: number[] = [];
    for (let round = 0; round < repeats; round += 1) {
        const floorMs = await upMs("floor");
        ratios.push((await upMs("entries")) / floorMs);
    }
    return {
        what: `up of ${ENTRIES} entries, over as many resources that do nothing`,
        measured: (median(ratios) - 1) * 100,
        budget: BUDGET_PERCENT,
        unit: "%",
    };
}

async function upMs(way: Way): Promise<number> {
    const atlas = await EmulatedAtlas.start();
    const stack = await BenchStack.open(atlas, way, ENTRIES);
    try {
        return (await stack.run("up")).wallMs;
    } finally {
        await stack.close();
        await atlas.close();
    }
}
