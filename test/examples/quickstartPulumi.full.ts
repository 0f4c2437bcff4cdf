import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { isPulumiOnPath } from "pulumi-atlas-org/testkit";
import { isOnPath } from "../support/commands";
import { itLeavesNothingWhenInterrupted } from "./quickstartInterruptions";
import { QuickstartProcess } from "./quickstartProcess";
import { itShowsEveryStep } from "./quickstartSteps";

/** Only where there is a `pulumi`, and a YAML host for the program in YAML; the testkit's engine shows the same everywhere. */
const FORMS = [
    { title: "The quickstart, through the Pulumi CLI", args: [], isThere: isPulumiOnPath() },
    {
        title: "The quickstart in YAML, through the Pulumi CLI",
        args: ["--yaml"],
        isThere: isPulumiOnPath() && isOnPath("pulumi-language-yaml"),
    },
];

for (const { title, args } of FORMS.filter(({ isThere }) => isThere)) {
    describe(title, function () {
        this.timeout(300_000);
        const searchPath = process.env["PATH"] ?? "";
        let whole: QuickstartProcess;
        let kept: QuickstartProcess;

        before("start both at once", async () => {
            whole = new QuickstartProcess({ args, searchPath });
            kept = new QuickstartProcess({ args: [...args, "--keep"], searchPath });
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
            expect(stdout).to.match(/8 unchanged[^]*8 unchanged[^]*linkToken +\S+[^]*- 8 deleted/);
        });

        it("keeps it until Ctrl-C, and leaves nothing then", async () => {
            kept.signalGroup("SIGINT");
            expect(await kept.ended).to.equal(0);
            expect(kept.leftovers()).to.deep.equal([]);
        });

        itLeavesNothingWhenInterrupted({ args, searchPath });
    });
}
