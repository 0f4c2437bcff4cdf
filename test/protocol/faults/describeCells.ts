import { expect } from "chai";
import type { Cell, CellResult } from "./matrix";
import { expectedOf, tryAll } from "./matrix";

/** A test for each cell. */
export function describeCells(cells: readonly Cell[]): void {
    describe("the fault matrix", () => {
        let results: CellResult[];

        before(async () => {
            results = await tryAll(cells);
        });

        for (const cell of cells) {
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
}
