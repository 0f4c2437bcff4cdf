import { expect } from "chai";
import { memoriesIn } from "../../scripts/measure/memories";

const namesIn = (text: string) => memoriesIn("made-up.ts", text).map(({ name }) => name);

describe("the memories that `npm run measure` counts", () => {
    for (const [what, text] of [
        ["a collection of the module", "const seen = new Map<string, number>();"],
        ["a weak one", "const seen = new WeakSet<object>();"],
        ["a variable of the module", "let seen = 0;"],
        ["what a helper makes for each provider instance", "const seen = perInstance(() => new Map());"],
        ["a list of the module that is added to", "const seen = []; function see() { seen.push(1); }"],
        ["a table that is written to", "const seen = new Map([[1, 2]]); function see() { seen.set(2, 3); }"],
        ["a field of what lives as long as a run", "class ListOfRun { readonly #seen = new Set<string>(); }"],
        ["a field that is given another value", "class ListOfRun { seen: number | undefined; }"],
        [
            "what a provider instance closes over",
            "function createProviderInstance() { let seen; return {}; }",
        ],
    ] as const) {
        it(`are: ${what}`, () => {
            expect(namesIn(text)).to.have.length(1);
            expect(namesIn(text)[0]).to.contain("een");
        });
    }

    for (const [what, text] of [
        ["a table", `const NAMES = new Map([["a", "b"]]);`],
        ["a constant list", `const NAMES = ["a", "b"];`],
        ["a local variable", "function see() { let seen = 0; const all = new Map(); return [seen, all]; }"],
        ["a field that is set once", "class ListOfRun { readonly owner: string; }"],
        [
            "a field of what a call makes and drops",
            "class Removal { readonly #removed = new Set<string>(); }",
        ],
    ] as const) {
        it(`are not: ${what}`, () => {
            expect(namesIn(text)).to.deep.equal([]);
        });
    }
});
