import { expect } from "chai";
import { QuickstartProcess } from "./quickstartProcess";
import { itShowsEveryStep } from "./quickstartSteps";

describe("The quickstart", function () {
    this.timeout(180_000);
    let quickstart: QuickstartProcess;

    before(async () => {
        quickstart = new QuickstartProcess();
        await quickstart.ended;
    });
    after(() => quickstart.dispose());

    it("says that the testkit's engine runs the program", () => {
        expect(quickstart.output).to.include("the testkit's own, as `pulumi` is not on the PATH");
    });

    itShowsEveryStep(() => quickstart);
});
