import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { memoriesIn } from "./memories";

// Prints how large a checkout is, and what of it a reader has to hold in mind. `--root <folder>` is another checkout.

const SMALL_FILE_LINES = 40;

const [, root = path.join(__dirname, "../..")] = /^--root=?(.*)$/.exec(process.argv[2] ?? "") ?? [];
const folder = path.resolve(root === "" ? (process.argv[3] ?? ".") : root);

interface SourceFile {
    readonly name: string;
    readonly text: string;
    readonly lines: number;
}

function filesOf(part: string): SourceFile[] {
    return readdirSync(path.join(folder, part), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => {
            const text = readFileSync(path.join(folder, part, name), "utf8");
            return { name: `${part}/${name}`, text, lines: text.split("\n").length - 1 };
        });
}

function sizeOf(files: readonly SourceFile[]): string {
    return `${files.reduce((sum, { lines }) => sum + lines, 0)} lines in ${files.length} files`;
}

function membersOf(interfaceName: string, files: readonly SourceFile[]): string[] {
    for (const { name, text } of files) {
        const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
        const found = source.statements
            .filter(ts.isInterfaceDeclaration)
            .find((each) => each.name.text === interfaceName);
        if (found !== undefined) {
            const inherited = (found.heritageClauses ?? []).flatMap(({ types }) =>
                types.flatMap(({ expression }) => membersOf(expression.getText(), files)),
            );
            return [...found.members.map(({ name: member }) => member?.getText() ?? ""), ...inherited];
        }
    }
    return [];
}

function entryPath(): string[] {
    const script = path.join(__dirname, "entryPath.mjs");
    return existsSync(path.join(folder, "dist"))
        ? (JSON.parse(execFileSync(process.execPath, [script, folder], { encoding: "utf8" })) as string[])
        : [];
}

const provider = filesOf("provider");
const test = filesOf("test");
const isSuite = ({ name }: SourceFile) => /\.(test|full)\.ts$/.test(name);
const memories = provider.flatMap(({ name, text }) =>
    memoriesIn(name, text).map((memory) => `${name}: ${memory.name} (${memory.where})`),
);
const { dependencies = {}, peerDependencies = {} } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
) as Partial<Record<"dependencies" | "peerDependencies", object>>;
const entryFiles = entryPath();

const report = [
    `provider: ${sizeOf(provider)}, ${provider.filter(({ lines }) => lines < SMALL_FILE_LINES).length} of them under ${SMALL_FILE_LINES} lines`,
    `testkit: ${sizeOf(filesOf("testkit"))}`,
    `test: ${sizeOf(test)}; of them helpers: ${sizeOf(test.filter((file) => !isSuite(file)))}`,
    `members of Lifecycle: ${membersOf("Lifecycle", provider).length}, of ResourceDefinition: ${membersOf("ResourceDefinition", provider).length}`,
    `dependencies: ${Object.keys(dependencies).join(", ")}; of peers: ${Object.keys(peerDependencies).join(", ")}`,
    `files that an entry passes through in one check and create: ${entryFiles.length === 0 ? "not counted, as nothing is built" : entryFiles.length}`,
    `memories: ${memories.length}`,
    ...memories.map((memory) => `  ${memory}`),
];
process.stdout.write(`${report.join("\n")}\n`);
