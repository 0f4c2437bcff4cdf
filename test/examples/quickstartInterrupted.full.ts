import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { itLeavesNothingWhenInterrupted } from "./quickstartInterruptions";
import { QuickstartProcess } from "./quickstartProcess";

describe("The quickstart, cut short", function () {
    this.timeout(180_000);

    itLeavesNothingWhenInterrupted();

    it("says in a sentence what failed, and leaves nothing behind", async () => {
        const folder = folderWithBrokenPulumi();
        const searchPath = [folder, process.env["PATH"]].join(path.delimiter);
        const quickstart = new QuickstartProcess({ searchPath });
        try {
            expect(await quickstart.ended).to.equal(1);
            expect(quickstart.output).to.match(
                /^The quickstart stopped: pulumi stack init .*: this one is broken$/m,
            );
            expect(quickstart.output).to.not.match(/^ +at /m);
            expect(quickstart.leftovers()).to.deep.equal([]);
        } finally {
            await quickstart.dispose();
            rmSync(folder, { recursive: true });
        }
    });
});

function folderWithBrokenPulumi(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "broken-pulumi-"));
    const script = "#!/bin/sh\necho 'error: this one is broken' >&2\nexit 1\n";
    writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
    return folder;
}
