import { expect } from "chai";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readProject } from "#testkit/engine/project";

describe("a project", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await realpath(await mkdtemp(path.join(tmpdir(), "project-")));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function write(yaml: string, name = "Pulumi.yaml"): Promise<void> {
        await writeFile(path.join(folder, name), yaml);
    }

    function installSdk(below = ""): Promise<void> {
        const modules = path.resolve(__dirname, "../../../node_modules");
        return symlink(modules, path.join(folder, below, "node_modules"));
    }

    async function failure(): Promise<string> {
        return readProject(folder).then(
            () => "",
            (error: unknown) => (error as Error).message,
        );
    }

    it("runs from its own folder unless main says something else", async () => {
        await installSdk();
        await write("name: demo\nruntime: nodejs\n");
        const { project } = await readProject(folder);
        expect(project).to.deep.include({ programFolder: folder, entryPoint: ".", typescript: true });
    });

    it("runs a main file in the file's folder, and a main folder in itself", async () => {
        await installSdk();
        await mkdir(path.join(folder, "src"));
        await writeFile(path.join(folder, "src/main.ts"), "");
        await write("name: demo\nruntime: nodejs\nmain: src/main.ts\n");
        const programFolder = path.join(folder, "src");
        expect((await readProject(folder)).project).to.include({ programFolder, entryPoint: "main.ts" });
        await write('name: demo\nruntime: nodejs\nmain: "src/" # the folder\n');
        expect((await readProject(folder)).project).to.include({ programFolder, entryPoint: "." });
    });

    it("finds the SDK that stands beside main", async () => {
        await mkdir(path.join(folder, "src"));
        await installSdk("src");
        await write("name: demo\nruntime: nodejs\nmain: src\n", "Pulumi.yml");
        expect((await readProject(folder)).sdk.runScript).to.include("@pulumi/pulumi/cmd/run");
    });

    it("has options for Node, and values of configuration", async () => {
        await installSdk();
        await write(`
name: demo
runtime: { name: nodejs, options: { typescript: false, nodeargs: "--trace-warnings --no-deprecation" } }
config:
  plain: text
  number: { type: integer, default: 3 }
  other:key: { value: [1, 2] }
  declared: { type: string }
`);
        const { project } = await readProject(folder);
        expect(project).to.deep.include({
            typescript: false,
            nodeArgs: ["--trace-warnings", "--no-deprecation"],
            config: { "demo:plain": "text", "demo:number": "3", "other:key": "[1,2]" },
        });
    });

    it("is refused with a sentence when something is missing", async () => {
        expect(await failure()).to.equal(`${folder} has no Pulumi.yaml.`);
        await write("name: demo\nruntime: nodejs\n");
        expect(await failure()).to.include("has no @pulumi/pulumi. Install its dependencies: npm install.");
        await installSdk();
        await write("name: demo\nruntime: nodejs\nmain: missing.ts\n");
        expect(await failure()).to.include("missing.ts does not exist");
        await write("runtime: nodejs\n");
        expect(await failure()).to.include("Pulumi.yaml gives no name");
        await write("name: demo\nruntime: python\n");
        expect(await failure()).to.include("does not do the runtime python");
    });
});
