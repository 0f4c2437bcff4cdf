import { expect } from "chai";
import type { QuickstartOptions } from "./quickstartProcess";
import { QuickstartProcess } from "./quickstartProcess";

/** Tests that interrupt the quickstart in the middle of a step. */
export function itLeavesNothingWhenInterrupted(options?: QuickstartOptions): void {
    let quickstart: QuickstartProcess | undefined;
    const start = () => new QuickstartProcess(options);

    afterEach(() => quickstart?.dispose());

    it("leaves nothing behind at Ctrl-C in a preview, also when npm passes it on once more", async () => {
        quickstart = start();
        await quickstart.until("$ pulumi preview");
        quickstart.signalGroup("SIGINT");
        quickstart.signal("SIGINT");
        expect(await quickstart.ended).to.equal(130);
        expect(quickstart.output).to.include("Stopped. Nothing is left");
        expect(quickstart.leftovers()).to.deep.equal([]);
    });

    it("leaves nothing behind when it is killed while resources are made", async () => {
        quickstart = start();
        await quickstart.until("$ pulumi up");
        quickstart.signal("SIGTERM");
        expect(await quickstart.ended).to.equal(143);
        expect(quickstart.output).to.include("Stopped. Nothing is left");
        expect(quickstart.leftovers()).to.deep.equal([]);
    });
}
