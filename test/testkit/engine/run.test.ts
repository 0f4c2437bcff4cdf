import { expect } from "chai";
import { readFile } from "node:fs/promises";
import type { Deployment, RunResult } from "#testkit/engine/stack";
import { ThingStack } from "./useStack";

describe("a stack without the CLI", () => {
    const SECRET = "hunter2-of-config";
    let stack: ThingStack;
    let created: RunResult;
    let lines: string[];
    let stateText: string;
    let exported: Deployment;
    let outputs: Record<string, unknown>;
    let shownOutputs: Record<string, unknown>;
    let failed: RunResult;
    let destroyed: RunResult;

    before(async function () {
        this.timeout(120_000);
        stack = await ThingStack.create({
            config: { "some:password": { secret: SECRET } },
            env: {
                SAY: `the program knows ${SECRET}`,
                WARN: `careful with ${SECRET}`,
                HOST_SAYS: `the host knows ${SECRET}`,
            },
        });
        const two = await stack.declare(
            ["a", { key: "a", password: { secret: "secret of a" } }],
            ["b", { key: "b" }, { after: "a", additionalSecretOutputs: ["out"] }],
        );
        created = await two.up();
        lines = stack.lines.splice(0);
        stateText = await readFile(stack.stateFile, "utf8");
        exported = await two.exportState();
        outputs = await two.outputs();
        shownOutputs = await two.outputs({ showSecrets: true });
        const other = await stack.declare(["a", { key: "other", fail: "update" }]);
        failed = await other.up();
        const last = await stack.declare();
        destroyed = await last.destroy();
        await last.remove();
    });
    after(() => stack.remove());

    it("tells its steps as the engine takes them, and counts what changed", () => {
        expect(created.ok).to.be.true;
        expect(created.steps.map(({ op, name, status }) => `${op} ${name} ${status}`)).to.deep.equal([
            "create things-dev done",
            "create a done",
            "create b done",
        ]);
        expect(created.changes).to.deep.equal({ create: 3 });
    });

    it("prints a line for each change, each message, and a summary", () => {
        expect(lines).to.include.members([
            "+ stack things-dev created",
            "+ dynamic:Resource a created",
            "+ dynamic:Resource b created",
            "  the program knows [secret]",
            "  the host knows [secret]",
            "  warning: dynamic:Resource a: careful with [secret]",
        ]);
        expect(lines.at(-1)).to.equal("Resources: + 3 created");
    });

    it("hands over what program and host say, secrets masked", () => {
        const messages = created.diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
        expect(messages).to.have.members([
            "info: the program knows [secret]",
            "info: the host knows [secret]",
            "warning: careful with [secret]",
        ]);
        const warning = created.diagnostics.find(({ severity }) => severity === "warning");
        expect(warning?.urn).to.match(/::a$/u);
    });

    it("keeps secrets encrypted in its state", () => {
        for (const text of [stateText, JSON.stringify(exported)]) {
            for (const secret of [SECRET, "secret of a", "made of b"]) expect(text).to.not.include(secret);
        }
        expect(exported.deployment.resources.map(({ urn }) => urn.split("::").at(-1))).to.deep.equal([
            "things-dev",
            "default",
            "a",
            "b",
        ]);
    });

    it("shows secret outputs to those who ask only", () => {
        const masked = { a: "made of a", b: "[secret]" };
        expect(created.outputs).to.deep.equal(masked);
        expect(outputs).to.deep.equal(masked);
        expect(shownOutputs).to.deep.equal({ a: "made of a", b: "made of b" });
    });

    it("stops at a failed step and keeps what is there", () => {
        expect(failed.ok).to.be.false;
        expect(failed.diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([
            { severity: "error", message: "update failed", urn: failed.steps[1]?.urn },
            { severity: "error", message: "update failed" },
        ]);
        expect(failed.steps.at(-1)).to.include({ op: "update", name: "a", status: "failed" });
    });

    it("deletes dependents first, and all of it", () => {
        expect(destroyed.ok).to.be.true;
        expect(destroyed.steps.map(({ name }) => name)).to.deep.equal(["b", "a", "things-dev"]);
        expect(destroyed.changes).to.deep.equal({ delete: 3 });
        expect(destroyed.outputs).to.deep.equal({});
    });
});

describe("a run", () => {
    let stack: ThingStack;

    beforeEach(async () => (stack = await ThingStack.create()));
    afterEach(() => stack.remove());

    it("fails with the step when the host ends in the middle of it", async () => {
        const opened = await stack.declare(["a", { exit: "create" }]);
        const result = await opened.up();
        expect(result.ok).to.be.false;
        const [first] = result.diagnostics;
        expect(first?.message).to.include("The provider's process has gone");
        expect(first?.urn).to.match(/::a$/u);
    });

    it("does nothing when it is cancelled before it starts", async () => {
        const opened = await stack.declare(["a"]);
        const result = await opened.up({ signal: AbortSignal.abort() });
        expect(result).to.deep.include({ ok: false, steps: [], changes: {} });
        expect(result.diagnostics).to.deep.equal([{ severity: "error", message: "update canceled" }]);
        expect(await stack.calls()).to.be.empty;
    });

    it("refuses to replace what is not there", async () => {
        const opened = await stack.declare(["a"]);
        const result = await opened.up({ replace: ["b"] });
        expect(result.diagnostics.map(({ message }) => message)).to.deep.equal([
            "Target 'b' could not be found in the stack.",
        ]);
    });

    it("is the only one of its stack", async () => {
        const opened = await stack.declare();
        const first = opened.destroy();
        const second = await opened.up().catch((error: unknown) => error);
        expect(second).to.be.an("error").with.property("message").that.includes("under way");
        expect((await first).ok).to.be.true;
    });
});
