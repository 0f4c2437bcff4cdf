import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ERROR_CODES } from "#provider/atlas/errors/errorCodes";
import { errorTable } from "./errorTable";

const repository = join(__dirname, "../..");

describe("the documents' tables of error codes", () => {
    it("say in the README what the errors themselves say", () => {
        expect(readFileSync(join(repository, "README.md"), "utf8")).to.contain(errorTable());
    });

    it("name in the design no code that the README does not explain", () => {
        const design = readFileSync(join(repository, "DESIGN.md"), "utf8");
        const [, section = ""] = /### Which code becomes what\n(.*?)\n## /s.exec(design) ?? [];
        const named = [...section.matchAll(/`([A-Z_]{10,}|[a-z]+_[a-z]+)`/g)].map(([, code]) => code);

        expect(named).to.have.length.above(5);
        const explained = [...ERROR_CODES.flatMap(({ codes }) => codes), "UNEXPECTED_ERROR", "invalid_token"];
        expect(explained).to.include.members(named);
    });
});
