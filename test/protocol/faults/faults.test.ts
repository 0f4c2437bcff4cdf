import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { describeCells } from "./describeCells";
import { FAULT_NAMES, OPERATION_NAMES } from "./expected";
import { SOME_CELLS, expectedOf } from "./matrix";
import { formatTable } from "./table";

describeCells(SOME_CELLS);

describe("the cells of the fault matrix that stand for all", () => {
    it("have each operation at least three times, and each fault twice", () => {
        const times = (isOne: (cell: (typeof SOME_CELLS)[number]) => boolean) =>
            SOME_CELLS.filter(isOne).length;

        for (const operation of OPERATION_NAMES) {
            expect(
                times((cell) => cell.operation === operation),
                operation,
            ).to.be.at.least(3);
        }
        for (const fault of FAULT_NAMES) {
            expect(
                times((cell) => cell.fault === fault),
                fault,
            ).to.be.at.least(2);
        }
    });
});

describe("the README's table of faults", () => {
    it("is what the fault matrix holds the package to", () => {
        const readme = readFileSync(path.join(__dirname, "../../../README.md"), "utf8");
        expect(readme).to.contain(`\n\n${formatTable(expectedOf)}\n\n`);
    });
});
