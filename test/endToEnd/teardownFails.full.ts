import { expect } from "chai";
import { killAt } from "../support/hostKills";
import { canFindHosts } from "../support/providerHosts";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { ADDRESSES, bothLists, KEY, twoKeys } from "./twoKeys";

async function tellOfFailedDeletion(stack: StackUnderTest) {
    await stack.up(twoKeys(stack));
    stack.atlas.faults.add({ method: "DELETE", path: KEY, status: 400, errorCode: "CANNOT", times: 2 });
    await stack.fail("destroy");
    const left = bothLists(stack);

    const again = await stack.up();
    const list = (await stack.state("list")).outputs;
    const unchanged = await stack.up();
    const destroyed = await stack.destroy();
    return { left, again, list, unchanged, destroyed, atTheEnd: bothLists(stack) };
}

describe("access lists of keys that the program makes, whose deletion fails", () => {
    const recorded = recordRuns(tellOfFailedDeletion);

    it("stay at Atlas as they are", () => {
        expect(recorded().left).to.deep.equal([ADDRESSES, ADDRESSES]);
    });

    it("are taken over by the next up, without being asked", () => {
        const { again, list, unchanged } = recorded();
        expect(again.ops["entry-0"]).to.deep.equal(["create"]);
        expect(again.writes).to.not.include(`DELETE ${KEY}/accessList/{ipAddress}`);
        expect(list["added"], "what the list may remove").to.deep.equal(ADDRESSES);
        expect(unchanged.writes).to.deep.equal([]);
    });

    it("go with their keys, in one call each", () => {
        const { destroyed, atTheEnd } = recorded();
        expect(destroyed.calls).to.deep.equal([`DELETE ${KEY}`, `DELETE ${KEY}`]);
        expect(atTheEnd).to.deep.equal([undefined, undefined]);
    });
});

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
