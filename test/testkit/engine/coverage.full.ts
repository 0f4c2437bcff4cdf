import { expect } from "chai";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ThingStack } from "./useStack";

describe("a run whose coverage is counted", () => {
    let stack: ThingStack;

    beforeEach(async () => (stack = await ThingStack.create()));
    afterEach(() => stack.remove());

    it("lets the host write its coverage before it ends", async () => {
        const folder = stack.file("coverage");
        const covered = await ThingStack.create({ env: { NODE_V8_COVERAGE: folder } });
        try {
            expect(await (await covered.declare(["a"])).up()).to.include({ ok: true });
        } finally {
            await covered.remove();
        }
        const reports = await Promise.all(
            (await readdir(folder)).map((name) => readFile(path.join(folder, name), "utf8")),
        );
        expect(reports.some((report) => report.includes("/programs/things/provider.js"))).to.be.true;
    });

    it("that fails while coverage is counted says nothing of promises that its program left", async () => {
        const covered = await ThingStack.create({ env: { NODE_V8_COVERAGE: stack.file("coverage") } });
        try {
            const opened = await covered.declare(["a", { fail: "create" }], ["b"]);
            const { ok, diagnostics } = await opened.up();
            expect(ok).to.be.false;
            expect(diagnostics.map(({ message }) => message).join("\n")).to.not.contain("promises");
        } finally {
            await covered.remove();
        }
    });
});
