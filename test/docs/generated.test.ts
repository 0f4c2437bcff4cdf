import { expect } from "chai";
import { ERROR_CODES } from "#provider/atlas/errors/errorCodes";
import { KINDS } from "../support/kinds";
import { propertiesOf } from "./generated/declarations";
import { readPage, writtenPart } from "./generated/markers";
import { generatedParts } from "./generated/parts";
import { pages } from "./pages";

describe("what a command writes in the docs", () => {
    for (const part of generatedParts()) {
        it(`is what \`npm run docs\` would write now: ${part.page}, ${part.name}`, () => {
            expect(writtenPart(part)).to.equal(part.text);
        });
    }

    it("has marks in the pages for nothing else", () => {
        const marked = pages().flatMap((page) =>
            [...readPage(page).matchAll(/<!-- npm run docs: (.*) -->/g)].map(
                ([, name]) => `${page}: ${name}`,
            ),
        );
        expect(marked).to.have.members(generatedParts().map(({ page, name }) => `${page}: ${name}`));
    });
});

describe("the lists of inputs and outputs", () => {
    it("show types as a program thinks of them, and docs in one line", () => {
        expect(propertiesOf("OrgApiKeyAccessListArgs")).to.deep.include({
            name: "allowLockout",
            type: "boolean",
            isOptional: true,
            docs: "Allows the first entries on the list of the very key or service account that the provider calls with. Such entries cut off every address that is not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.",
        });
        const [entries] = propertiesOf("OrgApiKeyAccessListArgs").filter(({ name }) => name === "entries");
        expect(entries).to.include({ type: "string[]", isOptional: false });
    });

    it("are there for every kind of resource", () => {
        expect(generatedParts().map(({ name }) => name)).to.include.members(
            KINDS.map((kind) => `inputs of ${kind}`),
        );
    });

    it("say something of every property", () => {
        const silent = generatedParts().flatMap(({ name, text }) =>
            text
                .split("\n")
                .filter((line) => /^- .*`(?:, [a-z ]+)?\)\.\s*$/.test(line))
                .map((line) => `${name}: ${line}`),
        );
        expect(silent).to.deep.equal([]);
    });
});

describe("the list of codes among the rules", () => {
    it("names no code that docs/errors.md does not explain", () => {
        const [, section = ""] =
            /### Which code becomes what\n(.*?)\n##/s.exec(readPage("docs/rules.md")) ?? [];
        const named = [...section.matchAll(/`([A-Z_]{10,}|[a-z]+_[a-z]+)`/g)].map(([, code]) => code);

        expect(named).to.have.length.above(5);
        const explained = [...ERROR_CODES.flatMap(({ codes }) => codes), "UNEXPECTED_ERROR", "invalid_token"];
        expect(explained).to.include.members(named);
    });
});
