import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openTestkitStack } from "#testkit/engine/testkitStack";
import { programFolder } from "./useStack";

describe("a TypeScript program", () => {
    it("runs as it is, from the folder that main names, with the values of Pulumi.yaml", async function () {
        this.timeout(120_000);
        const stateFolder = await mkdtemp(path.join(tmpdir(), "typescript-"));
        try {
            const options = { programFolder: programFolder("typescript"), stateFolder, stackName: "prod" };
            const stack = await openTestkitStack({ ...options, config: { name: "moon" } });
            const { ok, outputs, diagnostics } = await stack.up();
            expect(diagnostics).to.deep.equal([]);
            expect(ok).to.be.true;
            expect(outputs).to.deep.equal({ length: "hello moon".length, stack: "prod" });
        } finally {
            await rm(stateFolder, { recursive: true, force: true });
        }
    });
});
