import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openTestkitStack } from "#testkit/engine/testkitStack";
import { programFolder } from "./useStack";

// What the engine does with a plugin that is there: test/plugin/program.test.ts.
describe("a program whose plugin is not where Pulumi.yaml says", () => {
    it("fails with the file that cannot be started", async () => {
        const stateFolder = await mkdtemp(path.join(tmpdir(), "missing-plugin-"));
        try {
            const stack = await openTestkitStack({
                programFolder: programFolder("missingPlugin"),
                stateFolder,
            });
            const { ok, diagnostics } = await stack.preview();

            expect(ok).to.equal(false);
            const file = path.join(programFolder("missingPlugin"), "nowhere/pulumi-resource-things");
            expect(diagnostics.map(({ message }) => message).join("\n"))
                .to.contain("The provider's process cannot be started")
                .and.contain(file);
        } finally {
            await rm(stateFolder, { recursive: true, force: true });
        }
    });
});
