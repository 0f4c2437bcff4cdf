import { expect } from "chai";
import { existsSync } from "node:fs";
import path from "node:path";
import {
    ADDRESS_SETTINGS,
    CREDENTIAL_SETTINGS,
    TIME_SETTINGS,
    fullName,
} from "#provider/configuration/names";
import { REPOSITORY, readPage } from "./generated/markers";
import { anchorsOf, linksOf, pages } from "./pages";

const README_MAX_BYTES = 8_192;
/** What a laptop shows without scrolling. */
const TABLE_MAX_WIDTH = 120;

describe("the pages of the docs", () => {
    for (const page of [...pages(), "DESIGN.md", "CONTRIBUTING.md", "examples/README.md"]) {
        it(`lead to files and headings that exist: ${page}`, () => {
            const lost = linksOf(page).filter(
                ({ target, anchor }) =>
                    !existsSync(path.join(REPOSITORY, target)) ||
                    (anchor !== undefined && !anchorsOf(target).includes(anchor)),
            );
            expect(lost).to.deep.equal([]);
        });
    }

    for (const page of [...pages(), "DESIGN.md"]) {
        it(`have tables that fit on a laptop's screen: ${page}`, () => {
            const rows = readPage(page)
                .split("\n")
                .filter((line) => line.startsWith("|"));
            expect(rows.filter((row) => row.length > TABLE_MAX_WIDTH)).to.deep.equal([]);
        });
    }

    it("can all be reached from the README, in two steps", () => {
        const first = targetsOf("README.md");
        const reached = [...first, ...targetsOf("docs/README.md")];
        expect(first).to.include("docs/README.md");
        expect(reached).to.include.members(pages().filter((page) => page !== "README.md"));
    });
});

describe("the README", () => {
    it("is short", () => {
        expect(Buffer.byteLength(readPage("README.md"))).to.be.at.most(README_MAX_BYTES);
    });
});

describe("the page of settings", () => {
    it("names every setting of the stack's configuration", () => {
        const settings = [...CREDENTIAL_SETTINGS, ...Object.keys(TIME_SETTINGS), ...ADDRESS_SETTINGS];
        const page = readPage("docs/settings.md");
        // One of the two spellings of the flag will do.
        const missing = settings.filter(
            (setting) => setting !== "isMongodbgovCloud" && !page.includes(`\`${fullName(setting)}\``),
        );
        expect(missing).to.deep.equal([]);
    });
});

function targetsOf(page: string): string[] {
    return linksOf(page).map(({ target }) => target);
}
