import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunResult } from "#testkit/engine/stack";
import { openTestkitStack } from "#testkit/engine/testkitStack";
import { programFolder } from "./useStack";

/** Programs that use these must be refused, with these words. */
export function describeRefused(refused: readonly (readonly [use: string, named: string])[]): void {
    describe("what the testkit's engine does not do", () => {
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
}
