import { expect } from "chai";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const repository = join(__dirname, "../..");

describe("the code in the docs", () => {
    for (const page of ["README.md", ...pages()]) {
        it(`compiles: ${page}`, () => {
            expect(compile(codeBlocks(page))).to.deep.equal([]);
        });
    }

    it("is found by this very check", () => {
        expect(codeBlocks("docs/testing.md")).to.have.lengthOf(2);
    });
});

describe("the README's code", () => {
    it("is the program and the how-tos", () => {
        expect(codeBlocks("README.md")).to.have.length.greaterThan(4);
    });

    it("starts with the program that the quickstart runs", () => {
        const [program = ""] = codeBlocks("README.md");
        const quickstart = readFileSync(join(repository, "examples/quickstart/index.ts"), "utf8");
        expect(withoutLayout(program)).to.equal(withoutLayout(quickstart));
    });

    it("is refused by this very check when it is wrong", () => {
        const wrong = `import * as atlas from "pulumi-atlas-org"; new atlas.LinkToken("x", { orgID: "1" });`;
        expect(compile([wrong]))
            .to.have.lengthOf(1)
            .and.to.match(/orgID/);
    });
});

function pages(): string[] {
    return readdirSync(join(repository, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`);
}

function codeBlocks(page: string): string[] {
    const text = readFileSync(join(repository, page), "utf8");
    return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
}

/** Compiles each text as a file in the repository's folder, so that it imports the package by name; nothing is written. */
function compile(texts: readonly string[]): string[] {
    const sources = new Map(texts.map((text, index) => [join(repository, `document-${index}.ts`), text]));
    const { config } = ts.readConfigFile(join(repository, "tsconfig.base.json"), (path) =>
        ts.sys.readFile(path),
    ) as {
        config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(
        { ...config.compilerOptions, noEmit: true, noUnusedLocals: false },
        repository,
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
    const program = ts.createProgram([...sources.keys()], options, host);
    return ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

function withoutLayout(code: string): string {
    return code.replaceAll(/\s+/g, "").replaceAll(/,(?=[)}\]])/g, "");
}
