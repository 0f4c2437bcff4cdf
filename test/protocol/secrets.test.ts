import { expect } from "chai";
import { spellingsOf } from "../support/stackSecrets";
import { CALLERS, collect, describeCaller, secretsOf } from "./secretsShown";

describe("secrets, whatever Atlas answers to whatever operation", () => {
    describe("of an API key", () => describeCaller("an API key"));

    describe("of a search that must find something", () => {
        const config = CALLERS["an API key"]!;
        const shown = collect(config, { places: ["the detail"] });

        it("fails for each of them, in any spelling, wherever it stands in what was collected", () => {
            for (const spelling of secretsOf(config).flatMap(spellingsOf)) {
                expect(() => shown().expectNone("the detail", `any ${spelling} any`)).to.throw(
                    "secrets in clear",
                );
            }
        });
    });
});
