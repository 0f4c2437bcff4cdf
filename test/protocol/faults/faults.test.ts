import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { CellResult } from "./matrix";
import { CELLS, expectedOf, tryAll } from "./matrix";
import { formatTable } from "./table";

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

describe("the README's table of faults", () => {
    it("is what the fault matrix holds the package to", () => {
        const readme = readFileSync(path.join(__dirname, "../../../README.md"), "utf8");
        expect(readme).to.contain(`\n\n${formatTable(expectedOf)}\n\n`);
    });
});
