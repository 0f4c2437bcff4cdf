import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { endProcess, startNode } from "#testkit/engine/process/childProcesses";
import { drainOutput, readLines } from "#testkit/engine/process/outputLines";

describe("a child process", () => {
    let folder: string;
    let listeners: number;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "children-"));
        listeners = process.listenerCount("SIGTERM") + process.listenerCount("exit");
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function start(source: string, env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
        const script = path.join(folder, "script.js");
        await writeFile(script, source);
        return startNode(script, [], { folder, env: { ...process.env, ...env } });
    }

    async function firstLine(child: ChildProcess): Promise<string> {
        return new Promise((resolve) => void readLines(child.stdout, resolve));
    }

    it("ends by SIGINT, if it does not mind", async () => {
        const child = await start("console.log('up'); setInterval(() => {}, 1000)");
        await firstLine(child);
        await endProcess(child, 60_000);
        expect(child.signalCode ?? child.exitCode).to.be.oneOf(["SIGINT", 0]);
    });

    it("may take its leave", async () => {
        const child = await start(
            "process.on('SIGINT', () => { console.log('bye'); process.exit(7) }); console.log('up'); setInterval(() => {}, 1000)",
        );
        await firstLine(child);
        const goodbye = firstLine(child);
        await endProcess(child, 60_000);
        expect(child.exitCode).to.equal(7);
        expect(await goodbye).to.equal("bye");
    });

    it("is killed if it does not go", async () => {
        const child = await start(
            "process.on('SIGINT', () => {}); console.log('up'); setInterval(() => {}, 1000)",
        );
        await firstLine(child);
        await endProcess(child, 50);
        expect(child.signalCode).to.equal("SIGKILL");
    });

    it("leaves no listener behind", async () => {
        const child = await start("");
        await once(child, "exit");
        await endProcess(child);
        expect(process.listenerCount("SIGTERM") + process.listenerCount("exit")).to.equal(listeners);
    });

    it("keeps the NODE_OPTIONS that it was given, and its own children are left alone", async () => {
        const child = await start(
            `const { execFileSync } = require("child_process");
             console.log(execFileSync(process.execPath, ["-e", "console.log(process.env.NODE_OPTIONS)"]).toString())`,
            { NODE_OPTIONS: "--no-warnings" },
        );
        expect(await firstLine(child)).to.match(/^--no-warnings --require /u);
        await once(child, "exit");
    });

    it("does not hold up its reader when its own child keeps the output open", async () => {
        const child = await start(
            `const { spawn } = require("child_process");
             const grandchild = spawn("sleep", ["30"], { stdio: "inherit", detached: true });
             console.log(grandchild.pid); process.exit()`,
        );
        let pid = 0;
        const output = readLines(child.stdout, (line) => (pid = Number(line)));
        await once(child, "exit");
        await drainOutput(child, output);
        process.kill(pid);
    });
});
