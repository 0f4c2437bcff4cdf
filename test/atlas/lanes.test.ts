import { expect } from "chai";
import { SignerPool } from "#provider/atlas/retrying/pacing";

interface TestLane {
    readonly name: string;
    isWarm: boolean;
}

describe("Lanes", () => {
    it("carries one task at a time on each lane", async () => {
        const lanes = new SignerPool([lane("a"), lane("b")]);
        const running = new Map<string, number>();
        let most = 0;

        await Promise.all(
            Array.from({ length: 20 }, () =>
                lanes.run(async ({ name }) => {
                    running.set(name, (running.get(name) ?? 0) + 1);
                    most = Math.max(most, ...running.values());
                    await Promise.resolve();
                    running.set(name, running.get(name)! - 1);
                }),
            ),
        );

        expect(most).to.equal(1);
        expect([...running.keys()]).to.have.members(["a", "b"]);
    });

    it("serves waiting tasks in the order in which they came", async () => {
        const lanes = new SignerPool([lane("only")]);
        const order: number[] = [];

        await Promise.all([1, 2, 3, 4].map((task) => lanes.run(() => Promise.resolve(order.push(task)))));

        expect(order).to.deep.equal([1, 2, 3, 4]);
    });

    it("takes a warm lane first, and a cold one only when no warm one is idle", async () => {
        const lanes = new SignerPool([lane("cold"), lane("warm", true), lane("other")]);

        const used = await Promise.all([
            lanes.run(({ name }) => Promise.resolve(name)),
            lanes.run(({ name }) => Promise.resolve(name)),
        ]);

        expect(used[0]).to.equal("warm");
        expect(used[1]).to.be.oneOf(["cold", "other"]);
        expect(await lanes.run(({ name }) => Promise.resolve(name))).to.equal("warm");
    });

    it("goes on with the warm lane used last, whose nonce is the youngest", async () => {
        const lanes = new SignerPool([lane("a", true), lane("b", true)]);
        const [first] = await Promise.all([lanes.run(nameOf), lanes.run(() => new Promise(setImmediate))]);

        expect(await lanes.run(nameOf)).to.not.equal(first);
    });

    it("frees the lane of a task that fails", async () => {
        const lanes = new SignerPool([lane("only")]);

        const outcomes = await Promise.allSettled([
            lanes.run(() => Promise.reject(new Error("lost"))),
            lanes.run(nameOf),
        ]);

        expect(outcomes.map(({ status }) => status)).to.deep.equal(["rejected", "fulfilled"]);
    });
});

function lane(name: string, isWarm = false): TestLane {
    return { name, isWarm };
}

function nameOf({ name }: TestLane): Promise<string> {
    return Promise.resolve(name);
}
