import { expect } from "chai";
import { describeCells } from "./describeCells";
import { FAULT_NAMES, OPERATION_NAMES } from "./expected";
import { SOME_CELLS } from "./matrix";

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
