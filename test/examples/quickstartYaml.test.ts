import { expect } from "chai";
import { missingBy } from "../../examples/quickstart/walkthrough/needs";
import { YAML } from "../../examples/quickstart/walkthrough/programs";
import { readPage } from "../docs/generated/markers";
import { problemsInYaml } from "../docs/yamlProgram";
import { QuickstartProcess } from "./quickstartProcess";

describe("The quickstart in YAML", function () {
    this.timeout(60_000);

    it("says without the Pulumi CLI what is missing and where to get it, and leaves nothing behind", async () => {
        const quickstart = new QuickstartProcess({ args: ["--yaml"] });
        try {
            expect(await quickstart.ended, quickstart.output).to.equal(1);
            expect(quickstart.output.trim()).to.match(
                /^The quickstart stopped: a YAML program needs the Pulumi CLI .* no `pulumi` on the PATH\. Get .*\/docs\/install\/: .*`npm run quickstart` shows the same with a program in TypeScript\.$/,
            );
            expect(quickstart.leftovers()).to.deep.equal([]);
        } finally {
            await quickstart.dispose();
        }
    });

    it("says so as well where the CLI has no YAML host", () => {
        const failure =
            "`pulumi preview` failed: no language plugin 'pulumi-language-yaml' found in the workspace";
        expect(missingBy(new Error(failure))).to.match(/^the Pulumi CLI finds no `pulumi-language-yaml`/);
    });

    it("hands any other failure on", () => {
        expect(missingBy(new Error("`pulumi up` failed: no key"))).to.be.undefined;
    });

    it("has a program that names what the schema has", () => {
        expect(problemsInYaml(readPage(YAML.file))).to.deep.equal([]);
    });
});
