import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { isPulumiOnPath } from "pulumi-atlas-org/testkit";
import { itLeavesNothingWhenInterrupted } from "./quickstartInterruptions";
import { QuickstartProcess } from "./quickstartProcess";
import { itShowsEveryStep } from "./quickstartSteps";

/** Only where there is a `pulumi`; the same is shown with the testkit's engine everywhere. */
if (isPulumiOnPath()) {
    describe("The quickstart, through the Pulumi CLI", function () {
        this.timeout(300_000);
        const searchPath = process.env["PATH"] ?? "";
        let whole: QuickstartProcess;
        let kept: QuickstartProcess;

        before("start both at once", async () => {
            whole = new QuickstartProcess({ searchPath });
            kept = new QuickstartProcess({ args: ["--keep"], searchPath });
            await Promise.all([whole.ended, kept.until("pulumi destroy --config-file")]);
        });
        after(() => Promise.all([whole.dispose(), kept.dispose()]));

        it("says that the CLI runs the program", () => {
            expect(whole.output).to.include("the Pulumi CLI, as `pulumi` is on the PATH");
        });

        itShowsEveryStep(() => whole);

        it("prints commands that work on a stack that is kept", () => {
            const script = kept
                .linesAfter("in another terminal:")
                .map((line) => line.replace(/^pulumi (refresh|up|destroy)/, "pulumi $1 --yes --skip-preview"))
                .join("\n");
            const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", script], { encoding: "utf8" });
            expect(status, stderr).to.equal(0);
            expect(stdout).to.match(/6 unchanged[^]*6 unchanged[^]*linkToken +\S+[^]*- 6 deleted/);
        });

        it("keeps it until Ctrl-C, and leaves nothing then", async () => {
            kept.signalGroup("SIGINT");
            expect(await kept.ended).to.equal(0);
            expect(kept.leftovers()).to.deep.equal([]);
        });

        itLeavesNothingWhenInterrupted(searchPath);
    });
}
