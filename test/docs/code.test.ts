import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { REPOSITORY, readPage } from "./generated/markers";
import { pages } from "./pages";

const WRONG = `import * as atlas from "pulumi-atlas-org"; new atlas.LinkToken("x", { orgID: "1" });`;

describe("the code in the docs", () => {
    let problems: ReadonlyMap<string, readonly string[]>;

    before(() => {
        const blocks = pages().map((page) => [page, codeBlocks(page)] as const);
        problems = compile(new Map([...blocks, ["a wrong one", [WRONG]]]));
    });

    for (const page of pages()) {
        it(`compiles: ${page}`, () => {
            expect(problems.get(page) ?? []).to.deep.equal([]);
        });
    }

    it("is found by this very check", () => {
        expect(codeBlocks("docs/testing.md")).to.have.lengthOf(2);
        // Indented, in a numbered list.
        expect(codeBlocks("docs/live-migration.md")).to.have.lengthOf(2);
    });

    it("is refused by this very check when it is wrong", () => {
        expect(problems.get("a wrong one")).to.have.lengthOf(1).and.to.match(/orgID/);
    });

    it("has in the README, for an organization that exists, a key, a list of three blocks and a link token", () => {
        const blocks = codeBlocks("README.md");
        expect(blocks).to.have.lengthOf(1);
        expect(blocks[0]).to.match(
            /new atlas\.OrgApiKey\(.*new atlas\.OrgApiKeyAccessList\(.*new atlas\.LinkToken\(/su,
        );
        expect(blocks[0]?.match(/\/\d+"/gu)).to.have.lengthOf(3);
    });

    it("is on the page of organizations the program that the quickstart runs", () => {
        const [program = ""] = codeBlocks("docs/organization.md");
        const quickstart = readFileSync(join(REPOSITORY, "examples/quickstart/index.ts"), "utf8");
        expect(withoutLayout(program)).to.equal(withoutLayout(quickstart));
    });
});

function codeBlocks(page: string): string[] {
    return [...readPage(page).matchAll(/^ *```(?:ts|typescript)\n(.*?)^ *```$/gms)].map(
        ([, code]) => code ?? "",
    );
}

/**
 * What the compiler says of the blocks of each page. Each block is compiled as a file in the repository's folder, so
 * that it imports the package by name; nothing is written. One program for all, as the types of Pulumi take seconds.
 */
function compile(blocks: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
    const pageOf = new Map<string, string>();
    const sources = new Map<string, string>();
    for (const [page, texts] of blocks) {
        for (const text of texts) {
            const file = join(REPOSITORY, `document-${sources.size}.ts`);
            sources.set(file, text);
            pageOf.set(file, page);
        }
    }
    const problems = new Map<string, string[]>();
    for (const { file, messageText } of ts.getPreEmitDiagnostics(programOf(sources))) {
        const page = pageOf.get(file?.fileName ?? "") ?? "";
        const message = ts.flattenDiagnosticMessageText(messageText, "\n");
        problems.set(page, [...(problems.get(page) ?? []), message]);
    }
    return problems;
}

function programOf(sources: ReadonlyMap<string, string>): ts.Program {
    const { config } = ts.readConfigFile(join(REPOSITORY, "tsconfig.base.json"), (path) =>
        ts.sys.readFile(path),
    ) as { config: { compilerOptions: object } };
    const { options } = ts.convertCompilerOptionsFromJson(
        { ...config.compilerOptions, noEmit: true, noUnusedLocals: false },
        REPOSITORY,
    );
    const host = ts.createCompilerHost(options);
    const onDisk = { ...host };
    host.fileExists = (path) => sources.has(path) || onDisk.fileExists(path);
    host.readFile = (path) => sources.get(path) ?? onDisk.readFile(path);
    host.getSourceFile = (path, target, ...rest) => {
        const text = sources.get(path);
        return text === undefined
            ? onDisk.getSourceFile(path, target, ...rest)
            : ts.createSourceFile(path, text, target);
    };
    return ts.createProgram([...sources.keys()], options, host);
}

function withoutLayout(code: string): string {
    return code.replaceAll(/\s+/g, "").replaceAll(/,(?=[)}\]])/g, "");
}
