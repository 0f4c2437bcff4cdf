import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { isOnPath } from "../support/commands";
import { REPOSITORY, readPage } from "./generated/markers";
import { PROGRAM_PAGES, programOf } from "./generated/programs";
import { kindsIn, problemsInSdkProgram, SDK_NAMES } from "./sdkProgram";
import { problemsInYaml } from "./yamlProgram";

/** How to have a program parsed where there is what can do it. The compiler of TypeScript has its own test. */
const PARSERS: Readonly<Record<string, { file: string; command: string; args: readonly string[] }>> = {
    python: {
        file: "__main__.py",
        command: "python3",
        args: ["-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())"],
    },
    go: { file: "main.go", command: "gofmt", args: ["-l"] },
    // Only parsed: the SDK is not there.
    java: { file: "App.java", command: "javac", args: ["-XDshould-stop.ifNoError=PARSE"] },
};

const EXAMPLES = "docs/examples";

describe("the programs for the plugin", () => {
    for (const [language, names] of Object.entries(SDK_NAMES)) {
        const page = PROGRAM_PAGES.find((each) => each.language === language)!;

        it(`name what the schema has: ${page.page}`, () => {
            const program = programOf(page);
            expect(kindsIn(program, names)).to.deep.equal([
                "Provider",
                "OrgApiKey",
                "OrgApiKeyAccessList",
                "LinkToken",
            ]);
            expect(problemsInSdkProgram(program, names)).to.deep.equal([]);
        });

        it(`are refused when a name is wrong: ${page.page}`, () => {
            const { kind, property } = { kind: "LinkToken", property: "accessListIps" };
            const name = names.name(kind, property);
            const wrong = programOf(page).replaceAll(name, `${name}X`);
            expect(problemsInSdkProgram(wrong, names)).to.deep.equal([`${kind} has no input ${name}X.`]);
        });
    }

    for (const page of PROGRAM_PAGES) {
        const parser = PARSERS[page.language];
        if (parser !== undefined && isOnPath(parser.command)) {
            it(`are parsed by ${parser.command}: ${page.page}`, () => {
                expect(parse(programOf(page), parser)).to.equal("");
                expect(parse(`${programOf(page)}\n(`, parser)).not.to.equal("");
            });
        }
    }

    it("name what the schema has: docs/plugin-yaml.md", () => {
        const program = programOf(PROGRAM_PAGES.find(({ language }) => language === "yaml")!);
        expect(problemsInYaml(program)).to.deep.equal([]);
    });

    for (const file of readdirSync(path.join(REPOSITORY, EXAMPLES))) {
        it(`name what the schema has: ${EXAMPLES}/${file}`, () => {
            expect(problemsInYaml(readPage(`${EXAMPLES}/${file}`), { isPart: true })).to.deep.equal([]);
        });
    }

    it("are refused when a name in YAML is wrong", () => {
        const wrong = [
            "resources:",
            "  ci: { type: atlas-org:OrgApiKey, properties: { orgID: x, description: '${org}', roles: [] } }",
            "  list: { type: atlas-org:NoList }",
            "  link: { type: atlas-org:LinkToken, properties: { orgId: x }, options: { deleteWith: '${ci.id}' } }",
            "outputs: { key: '${ci.secret}' }",
        ].join("\n");
        expect(problemsInYaml(wrong)).to.deep.equal([
            "ci has no input orgID.",
            "ci needs orgId.",
            "list is a atlas-org:NoList, which there is not.",
            "There is no option deleteWith.",
            "There is no org.",
            "ci has no output secret.",
        ]);
    });
});

/** What the parser says of it, or an empty text. */
function parse(program: string, { file, command, args }: (typeof PARSERS)[string]): string {
    const folder = mkdtempSync(path.join(tmpdir(), "atlas-program-"));
    try {
        writeFileSync(path.join(folder, file), program);
        const { stdout, stderr } = spawnSync(command, [...args, path.join(folder, file)], {
            cwd: folder,
            encoding: "utf8",
        });
        return stdout + stderr;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
