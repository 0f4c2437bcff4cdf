import { expect } from "chai";
import type { CellResult } from "./matrix";
import { CELLS, expectedOf, tryAll } from "./matrix";

describe("the fault matrix", () => {
    let results: CellResult[];

    before(async () => {
        results = await tryAll();
    });

    for (const cell of CELLS) {
        const { operation, fault } = cell;
        const expected = expectedOf(cell);
        it(`${operation}, ${fault}: ${expected}`, () => {
            const result = results.find((each) => each.operation === operation && each.fault === fault);
            if (result?.problem !== undefined) {
                throw result.problem;
            }
            expect(result?.outcome).to.equal(expected);
        });
    }
});
