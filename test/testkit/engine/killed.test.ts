import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Deployment } from "#testkit/engine/stack";
import type { Thing } from "./useStack";
import { ThingStack, until } from "./useStack";

const ENGINE = path.resolve(__dirname, "../../../dist/testkit/engine/testkitStack.js");

/** What a process of its own runs: an `up`, with the options of its argument. */
const SCRIPT = `
    const { openTestkitStack } = require(${JSON.stringify(ENGINE)});
    openTestkitStack(JSON.parse(process.argv[1])).then((stack) => stack.up());
`;

describe("an up whose process is ended in the middle of a create", function () {
    this.timeout(120_000);
    let stack: ThingStack;

    beforeEach(async () => (stack = await ThingStack.create()));
    afterEach(() => stack.remove());

    /** Starts an `up` and returns when `b`, which never ends, is being created. */
    async function upUntilHanging(): Promise<ChildProcess> {
        const things: Thing[] = [
            ["a", { key: "a" }],
            ["b", { key: "b", hang: stack.file("never") }, { after: "a" }],
        ];
        const child = spawn(process.execPath, ["-e", SCRIPT, JSON.stringify(stack.options(things))], {
            stdio: ["ignore", "inherit", "inherit"],
        });
        await until(async () => (await stack.calls()).length === 2);
        return child;
    }

    async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
        const exit = once(child, "exit");
        child.kill(signal);
        return (await exit)[1];
    }

    async function state(): Promise<Deployment["deployment"]> {
        return (JSON.parse(await readFile(stack.stateFile, "utf8")) as Deployment).deployment;
    }

    /** Processes that work for this stack: its folder stands in their environment. */
    async function processes(): Promise<string[]> {
        const pids = (await readdir("/proc")).filter(
            (name) => /^\d+$/u.test(name) && name !== String(process.pid),
        );
        const environments = pids.map(async (pid) => ({
            pid,
            text: await readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""),
        }));
        return (await Promise.all(environments))
            .filter(({ text }) => text.includes(stack.folder))
            .map(({ pid }) => pid);
    }

    it("leaves in the state what was done and what was under way, and the next up says so", async () => {
        const child = await upUntilHanging();
        expect(await end(child, "SIGKILL")).to.equal("SIGKILL");
        const { resources, pending_operations: pending } = await state();
        expect(resources.map(({ urn }) => urn.split("::").at(-1))).to.deep.equal([
            "things-dev",
            "default",
            "a",
        ]);
        expect(pending).to.have.lengthOf(1);
        expect(pending).to.have.nested.property("[0].type", "creating");
        await until(async () => (await processes()).length === 0);

        const next = await (await stack.declare(["a", { key: "a" }], ["b", { key: "b" }])).up();
        const [warning] = next.diagnostics;
        expect(warning?.severity).to.equal("warning");
        expect(warning?.message).to.match(
            /1 pending operations from previous deployment\.\n {2}\* .*::b, interrupted while creating/u,
        );
        expect(next.changes).to.deep.equal({ create: 1, same: 2 });
    });

    it("leaves no process behind after SIGTERM", async () => {
        const child = await upUntilHanging();
        expect(await processes()).to.have.length.greaterThan(1);
        expect(await end(child, "SIGTERM")).to.equal("SIGTERM");
        await until(async () => (await processes()).length === 0);
        expect((await state()).resources).to.have.lengthOf(3);
    });

    it("lets what is under way come to its end when it is cancelled, and starts nothing more", async () => {
        const release = stack.file("release");
        const opened = await stack.declare(
            ["a", { key: "a", hang: release }],
            ["b", { key: "b" }, { after: "a" }],
        );
        const abort = new AbortController();
        const running = opened.up({ signal: abort.signal });
        await until(async () => (await stack.calls()).length === 1);
        abort.abort();
        await writeFile(release, "");
        const result = await running;
        expect(result.ok).to.be.false;
        expect(result.changes).to.deep.equal({ create: 2 });
        expect(result.diagnostics.at(-1)?.message).to.equal("update canceled");
        expect(await stack.calls()).to.deep.equal(["create"]);
        expect(await processes()).to.be.empty;
    });
});
