import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { QuickstartProcess } from "./quickstartProcess";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

describe("The quickstart with --keep", function () {
    this.timeout(180_000);
    let kept: QuickstartProcess;

    before(async () => {
        kept = new QuickstartProcess({ args: ["--keep"] });
        await kept.until("and Enter.");
    });
    after(() => kept.dispose());

    it("stops before the destroy", () => {
        expect(kept.output).to.include("6. Up: repair it");
        expect(kept.output).to.not.include("Destroy");
    });

    it("prints curl lines that show the organization, and change it behind the stack's back", async () => {
        if (hasCurl) {
            expect(addressesByCurl(kept)).to.deep.equal(["203.0.113.0/24"]);
        }
        kept.type("refresh");
        await kept.until(hasCurl ? "1 deleted, 7 unchanged" : "8 unchanged");
    });

    it("runs the commands that are typed", async () => {
        kept.type("upp");
        await kept.until('There is no "upp": type preview, up, refresh, destroy or outputs.');
        kept.type("outputs");
        await kept.until("linkToken  ");
        kept.type("destroy");
        await kept.until(hasCurl ? "7 deleted\n" : "8 deleted\n");
        expect(kept.output).to.match(/^ {3}- OrgApiKey {2,}runner {2,}deleted$/m);
    });

    it("says how to change what is wanted", () => {
        expect(kept.output).to.include("edit examples/quickstart/index.ts");
    });

    it("stays up until Ctrl-C, and leaves nothing then", async () => {
        kept.signalGroup("SIGINT");
        expect(await kept.ended).to.equal(0);
        expect(kept.output).to.include("Stopped. Nothing is left");
        expect(kept.leftovers()).to.deep.equal([]);
    });

    it("prints no warning of Node.js", () => {
        expect(kept.output).to.not.include("Warning");
    });
});

/** Runs the printed lines; returns the list that the second of them shows, before the third takes an entry off it. */
function addressesByCurl(kept: QuickstartProcess): string[] {
    const script = kept.linesAfter("behind the stack's back:").join("\n");
    const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", script], { encoding: "utf8" });
    expect(status, stderr).to.equal(0);
    const [keys = "", list = ""] = stdout.split("\n");
    expect(keys).to.include('"desc":"CI runner"');
    const { results } = JSON.parse(list) as { results: { cidrBlock: string }[] };
    return results.map(({ cidrBlock }) => cidrBlock);
}
