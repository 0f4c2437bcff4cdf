import { expect } from "chai";
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isPulumiOnPath, openPulumiStack } from "#testkit/engine/pulumiStack";
import type { Stack, StackOptions } from "#testkit/engine/stack";

/** Notes how it was called; `up` behaves as FAKE_UP says. */
const FAKE_PULUMI = `#!/usr/bin/env node
const fs = require("node:fs");
const args = process.argv.slice(2);
const input = fs.readFileSync(0, "utf8");
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("PULUMI_")));
fs.appendFileSync(process.env.FAKE_LOG, JSON.stringify({ args, input, env, folder: process.cwd() }) + "\\n");
if (args.includes("output")) console.log("{}");
if (args.includes("up") && process.env.FAKE_UP === "refuse") {
    console.error("error: no such stack");
    process.exitCode = 255;
}
if (args.includes("up") && process.env.FAKE_UP === "wait") {
    process.on("SIGINT", () => process.exit(130));
    setInterval(() => undefined, 1000);
    console.log("waiting");
}
`;

interface Call {
    args: string[];
    input: string;
    env: Record<string, string>;
    folder: string;
}

describe("a stack of the Pulumi CLI", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-stack-"));
        await mkdir(path.join(folder, "program"));
        await mkdir(path.join(folder, "bin"));
        await writeFile(path.join(folder, "program", "Pulumi.yaml"), "name: project\nruntime: nodejs\n");
        await writeFile(path.join(folder, "bin", "pulumi"), FAKE_PULUMI);
        await chmod(path.join(folder, "bin", "pulumi"), 0o755);
    });

    afterEach(() => rm(folder, { recursive: true }));

    it("gets config values by standard input, as everybody can read a command line", async () => {
        await open({ config: { "atlas:privateKey": { secret: "hunter2" }, region: "-north" } });

        const calls = await recorded();
        const sets = calls.filter(({ args }) => args.includes("set"));
        expect(sets.map(({ input }) => input)).to.deep.equal(["hunter2\n", "-north\n"]);
        expect(sets.map(({ args }) => args.includes("--secret"))).to.deep.equal([true, false]);
        expect(JSON.stringify(calls.map(({ args }) => args))).not.to.include("hunter2");
    });

    it("has a home and a backend of its own, whatever the caller's are", async () => {
        process.env["PULUMI_STACK"] = "production";
        process.env["PULUMI_BACKEND_URL"] = "https://example.com";
        try {
            await open({ env: { PULUMI_EXTRA: "asked for" } });
        } finally {
            delete process.env["PULUMI_STACK"];
            delete process.env["PULUMI_BACKEND_URL"];
        }

        const [init] = await recorded();
        expect(init!.env).to.include({
            PULUMI_HOME: path.join(folder, "state", "pulumi-home"),
            PULUMI_BACKEND_URL: `file://${path.join(folder, "state", "backend")}`,
            PULUMI_EXTRA: "asked for",
        });
        expect(init!.env).not.to.have.property("PULUMI_STACK");
    });

    it("runs in the program's folder and writes nothing there", async () => {
        const stack = await open();

        await stack.up({ refresh: true, replace: ["urn:pulumi:dev::project::t::a"] });

        const up = (await recorded()).find(({ args }) => args.includes("up"))!;
        expect(up.folder).to.equal(path.join(folder, "program"));
        const settings = path.join(folder, "state", "workspace", "Pulumi.dev.yaml");
        expect(up.args.join(" ")).to.include(`--config-file ${settings}`);
        expect(up.args.join(" ")).to.include("--refresh --replace urn:pulumi:dev::project::t::a");
        expect(await readdir(path.join(folder, "program"))).to.deep.equal(["Pulumi.yaml"]);
    });

    it("tells why the CLI failed where there is no event of it", async () => {
        const stack = await open({ env: { FAKE_UP: "refuse" } });

        const result = await stack.up();

        expect(result.ok).to.equal(false);
        expect(result.diagnostics).to.deep.equal([{ severity: "error", message: "no such stack" }]);
    });

    it("interrupts the CLI when the run is cancelled", async () => {
        const abort = new AbortController();
        const stack = await open({ env: { FAKE_UP: "wait" }, onLine: () => abort.abort() });

        const result = await stack.up({ signal: abort.signal });

        expect(result.ok).to.equal(false);
    });

    it("needs a project", async () => {
        await rm(path.join(folder, "program", "Pulumi.yaml"));

        const error: unknown = await open().catch((reason: unknown) => reason);

        expect(String(error)).to.include("has no Pulumi.yaml");
    });

    it("is possible where the PATH has a pulumi", () => {
        withPath([path.join(folder, "program")], () => {
            expect(isPulumiOnPath()).to.equal(false);
        });
        withPath([path.join(folder, "program"), path.join(folder, "bin")], () => {
            expect(isPulumiOnPath()).to.equal(true);
        });
    });

    it("is possible on Windows with a pulumi.exe only, as Node starts no pulumi.cmd", async () => {
        const bin = path.join(folder, "bin");
        await writeFile(path.join(bin, "pulumi.cmd"), "", { mode: 0o755 });
        withPath([bin], () => expect(isPulumiOnPath("win32")).to.equal(false));
        await writeFile(path.join(bin, "pulumi.exe"), "", { mode: 0o755 });
        withPath([bin], () => expect(isPulumiOnPath("win32")).to.equal(true));
    });

    function withPath(folders: readonly string[], run: () => void): void {
        const before = process.env["PATH"];
        try {
            process.env["PATH"] = folders.join(path.delimiter);
            run();
        } finally {
            process.env["PATH"] = before;
        }
    }

    function open(options: Partial<StackOptions> = {}): Promise<Stack> {
        const PATH = [path.join(folder, "bin"), process.env["PATH"]].join(path.delimiter);
        return openPulumiStack({
            programFolder: path.join(folder, "program"),
            stateFolder: path.join(folder, "state"),
            ...options,
            env: { PATH, FAKE_LOG: path.join(folder, "calls.jsonl"), ...options.env },
        });
    }

    async function recorded(): Promise<Call[]> {
        const log = await readFile(path.join(folder, "calls.jsonl"), "utf8");
        return log
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Call);
    }
});
