import { expect } from "chai";
import {
    appendFileSync,
    copyFileSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    renameSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import path from "node:path";
import { REPOSITORY } from "../../docs/generated/markers";
import { isOnPath, runCommand } from "../../support/commands";
import { PluginStack } from "./pluginStack";
import { hasPulumisPython, usePythonSdk } from "./pythonSdk";

// docs/import.md, word for word, in the languages whose hosts are on the PATH.

const PLUGIN = path.join(REPOSITORY, "pulumi-resource-atlas-org");
const MODULES = path.join(REPOSITORY, "node_modules");
const COMPILER = path.join(MODULES, "typescript/bin/tsc");

const DESCRIPTIONS = ["pulumi", "default", "None", "class", "a: b", "${x}", "CI", "", undefined, null];

/** Keys whose descriptions are hard to write down, and one with a role that this package does not know. */
function addKeys({ atlas, orgId }: PluginStack): void {
    for (const desc of DESCRIPTIONS) {
        Object.assign(atlas.addApiKey({ orgId, roles: ["ORG_MEMBER"] }), { desc });
    }
    const newRole = "ORG_ASTRONOMER" as "ORG_OWNER";
    const roles = ["ORG_READ_ONLY", newRole] as const;
    atlas.addApiKey({ orgId, desc: "newer", roles, accessList: ["198.51.100.7", "203.0.113.0/24"] });
    atlas.addServiceAccount({ orgId, name: "left|right", description: "CI", accessList: ["192.0.2.1"] });
}

/** The stack, the organization and the stack's own key, all other keys, a list, an account with its list. */
const RESOURCES = 3 + DESCRIPTIONS.length + 2 + 2;

interface Way {
    readonly runtime: string;
    readonly env?: Record<string, string>;
    readonly out: string;
    /** What the page says to do with what Pulumi has written. */
    readonly finish: (folder: string) => void;
}

function describeWay(name: string, { runtime, env, out, finish }: Way): void {
    describe(`a whole organization that is imported: ${name}`, () => {
        let stack: PluginStack;
        before(async () => {
            stack = await PluginStack.open(runtime, env);
        });
        after(() => stack.close());

        it("is a program that compiles, and a preview that says unchanged", async () => {
            addKeys(stack);

            await stack.import(await stack.importFile(), out);
            finish(stack.folder);
            const preview = await stack.preview();

            expect(preview.ok, preview.said).to.equal(true);
            expect(preview.changes).to.deep.equal({ same: RESOURCES });
            expect(preview.writes).to.deep.equal([]);
        });
    });
}

const TYPESCRIPT = "runtime: nodejs\nmain: imported.ts";
const PYTHON = "runtime: python";

/** What npm would have installed. */
function installPackage(folder: string): void {
    const modules = path.join(folder, "node_modules");
    mkdirSync(modules);
    for (const name of ["@pulumi", "@types", "typescript"]) {
        symlinkSync(path.join(MODULES, name), path.join(modules, name));
    }
    symlinkSync(REPOSITORY, path.join(modules, "pulumi-atlas-org"));
}

/** What `pulumi package add` does: it makes the SDK, compiles it, and puts it where the program finds it. */
function addSdk(folder: string): void {
    const made = mkdtempSync(path.join(folder, "sdk-"));
    runCommand("pulumi", ["package", "gen-sdk", PLUGIN, "--language", "nodejs", "--out", made]);
    const sdk = path.join(made, "nodejs");
    const { name } = JSON.parse(readFileSync(path.join(sdk, "package.json"), "utf8")) as { name: string };
    const installed = path.join(folder, "node_modules", name);
    renameSync(sdk, installed);
    runCommand(process.execPath, [COMPILER, "-p", installed, "--skipLibCheck"]);
    const manifest = path.join(installed, "package.json");
    const described = JSON.parse(readFileSync(manifest, "utf8")) as object;
    copyFileSync(manifest, path.join(installed, "bin/package.json"));
    writeFileSync(manifest, JSON.stringify({ ...described, main: "bin/index.js", types: "bin/index.d.ts" }));
}

function compile(folder: string): void {
    const options = ["--strict", "--noEmit", "--skipLibCheck", "--target", "ES2022", "--module", "nodenext"];
    runCommand(process.execPath, [COMPILER, ...options, "imported.ts"], folder);
}

function describeYaml(): void {
    describeWay("YAML", {
        runtime: "runtime: yaml",
        out: "resources.yaml",
        finish: (folder) =>
            appendFileSync(
                path.join(folder, "Pulumi.yaml"),
                readFileSync(path.join(folder, "resources.yaml")),
            ),
    });
}

function describeTypeScript(): void {
    describeWay("TypeScript, with the classes of this package", {
        runtime: TYPESCRIPT,
        out: "imported.ts",
        finish(folder) {
            installPackage(folder);
            const file = path.join(folder, "imported.ts");
            const written = readFileSync(file, "utf8");
            expect(written).to.contain('import * as atlas_org from "pulumi-atlas-org-sdk";');
            writeFileSync(file, written.replace("pulumi-atlas-org-sdk", "pulumi-atlas-org/plugin"));
            compile(folder);
        },
    });

    describeWay("TypeScript, with the SDK that Pulumi makes", {
        runtime: TYPESCRIPT,
        out: "imported.ts",
        finish(folder) {
            installPackage(folder);
            addSdk(folder);
            compile(folder);
        },
    });
}

function describePython(): void {
    describe("with the SDK for Python", () => {
        const env = usePythonSdk();
        describeWay("Python", { runtime: PYTHON, env, out: "__main__.py", finish: () => undefined });
    });
}

if (isOnPath("pulumi")) {
    describe("the import page", () => {
        if (isOnPath("pulumi-language-yaml")) describeYaml();
        if (isOnPath("pulumi-language-nodejs")) describeTypeScript();
        if (hasPulumisPython()) describePython();
    });
}
