import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ERROR_CODES } from "#provider/atlas/errorCodes";
import { errorTable } from "./errorTable";

const repository = join(__dirname, "../..");

describe("the documents' tables of error codes", () => {
    it("say in the README what the errors themselves say", () => {
        expect(readFileSync(join(repository, "README.md"), "utf8")).to.contain(errorTable());
    });

    it("have every code of the README in the design, too", () => {
        const design = readFileSync(join(repository, "DESIGN.md"), "utf8");
        const missing = ERROR_CODES.flatMap(({ codes }) => codes).filter(
            (code) => !design.includes(`\`${code}\``),
        );

        expect(missing).to.be.empty;
    });
});
