import { expect } from "chai";
import { killAt } from "../support/hostKills";
import { canFindHosts } from "../support/providerHosts";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { ADDRESSES, bothLists, KEY, twoKeys } from "./twoKeys";

async function tellOfKilledDestroy(stack: StackUnderTest) {
    // One deletion at a time, or the other one may take effect before the host is killed.
    await stack.up(twoKeys(stack, { dependsOn: "busy" }));
    await killAt(stack, "destroy", { call: `DELETE ${KEY}`, takesEffect: false });
    await stack.up();
    const lists = bothLists(stack);
    const unchanged = await stack.up();
    await killAt(stack, "destroy", { call: `DELETE ${KEY}`, takesEffect: true });
    await stack.destroy();
    return { lists, unchanged, atTheEnd: bothLists(stack) };
}

// Where there is no /proc, hosts cannot be found.
if (canFindHosts) {
    describe("access lists of keys whose provider host is killed in a destroy", () => {
        const recorded = recordRuns(tellOfKilledDestroy);

        it("are whole again after the next up", () => {
            const { lists, unchanged } = recorded();
            expect(lists).to.deep.equal([ADDRESSES, ADDRESSES]);
            expect(unchanged.writes).to.deep.equal([]);
        });

        it("are gone after the next destroy", () => {
            expect(recorded().atTheEnd).to.deep.equal([undefined, undefined]);
        });
    });
}
