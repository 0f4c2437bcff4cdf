import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Results } from "../../bench/results";
import { requestsTable, timesTable } from "../../bench/tables";

const repository = join(__dirname, "../..");

describe("the README's tables of what it costs", () => {
    it("say what the last run of the bench has measured", () => {
        const readme = readFileSync(join(repository, "README.md"), "utf8");
        const results = JSON.parse(readFileSync(join(repository, "bench/results.json"), "utf8")) as Results;

        expect(readme).to.contain(requestsTable(results));
        expect(readme).to.contain(timesTable(results));
    });
});
