import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunResult } from "#testkit/engine/stack";
import { openTestkitStack } from "#testkit/engine/testkitStack";
import { programFolder } from "./useStack";

describe("what the testkit's engine does not do", () => {
    const refused: [use: string, named: string][] = [
        ["transforms", "transforms"],
        ["stack transforms", "transforms"],
        ["resource hooks", "resource hooks"],
        ["remote components", "remote components"],
        ["stack references", "stack references"],
        ["the package aws", "the package aws"],
        ["invokes", "the package aws"],
        ["assets", "assets and archives"],
        ["the import option", "the import option"],
        ["the replacementTrigger option", "the replacementTrigger option"],
    ];
    let folder: string;
    const results = new Map<string, RunResult>();

    before(async function () {
        this.timeout(120_000);
        folder = await mkdtemp(path.join(tmpdir(), "unsupported-"));
        const previews = refused.map(async ([use]) => {
            const stack = await openTestkitStack({
                programFolder: programFolder("unsupported"),
                stateFolder: path.join(folder, use),
                env: { USE: use },
            });
            results.set(use, await stack.preview());
        });
        await Promise.all(previews);
    });
    after(() => rm(folder, { recursive: true, force: true }));

    for (const [use, named] of refused) {
        it(`is refused by name: ${use}`, () => {
            const { ok, diagnostics } = results.get(use)!;
            expect(ok).to.be.false;
            const errors = diagnostics.filter(({ severity }) => severity === "error");
            expect(errors.map(({ message }) => message)).to.have.lengthOf(1);
            expect(errors[0]?.message).to.match(
                /^The testkit's engine does not do .* Run this program with the Pulumi CLI\.$/u,
            );
            expect(errors[0]?.message).to.include(named);
        });
    }
});
