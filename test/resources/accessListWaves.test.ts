import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { manyAddresses } from "../support/addresses";
import { JumpingClock } from "../support/jumpingClock";
import type { SimulatedStackOptions } from "../support/simulatedStack";
import { SimulatedStack } from "../support/simulatedStack";

describe("entries that are created one by one, as an engine starts them", () => {
    let clock: JumpingClock;
    let atlas: EmulatedAtlas;

    beforeEach(async () => {
        clock = new JumpingClock();
        atlas = await EmulatedAtlas.start({ clock, rateLimits: "documented" });
    });

    afterEach(async () => {
        clock.close();
        await atlas.close();
    });

    interface Run extends Pick<SimulatedStackOptions, "parallelism" | "stateWriteMs" | "others"> {
        readonly entries: number;
        readonly keys?: number;
    }

    /** What bringing a stack up took: time on the clock, on which requests take none, and entries of each post. */
    interface Cost {
        readonly durationMs: number;
        readonly posts: readonly number[];
    }

    async function bringUp({ entries, keys = 1, ...engine }: Run): Promise<Cost> {
        const { orgId, publicKey, privateKey } = atlas.payingOrganization;
        const addKey = () => atlas.addApiKey({ orgId }).id;
        const stack = new SimulatedStack({
            ...engine,
            clock,
            declaration: "entries",
            orgId,
            apiKeyIds: [addKey(), ...Array.from({ length: keys - 1 }, addKey)],
            addresses: manyAddresses(entries / keys),
            config: {
                "mongodbatlas:baseUrl": atlas.baseUrl,
                "mongodbatlas:publicKey": publicKey,
                "mongodbatlas:privateKey": privateKey,
            },
        });
        const startMs = clock.nowMs();
        const failures = await clock.during(stack.up());
        expect(failures).to.be.empty;
        const posts = atlas.calls().filter(({ method }) => method === "POST");
        return {
            durationMs: clock.nowMs() - startMs,
            posts: posts.map(({ body }) => (body as unknown[]).length),
        };
    }

    it("let a single one wait 10 ms for others", async () => {
        const { durationMs } = await bringUp({ entries: 1 });

        expect(durationMs).to.equal(10);
    });

    it("let none of the first wait longer than 50 ms", async () => {
        const { posts } = await bringUp({ entries: 20, parallelism: 20, stateWriteMs: 9 });

        // One comes every 9 ms.
        expect(posts[0]).to.equal(6);
    });

    for (const stateWriteMs of [1, 5, 20, 45]) {
        it(`travel together, eight at a time, when the engine starts one every ${stateWriteMs} ms`, async () => {
            const { durationMs, posts } = await bringUp({ entries: 300, stateWriteMs });

            expect(posts.length).to.be.at.most(40);
            // Each post waits 10 ms. The first waves wait longer, and so do the last ones, as some workers have nothing left to do.
            expect(durationMs).to.be.at.most(300 * 2 * stateWriteMs + posts.length * 10 + 300);
        });
    }

    it("travel together when they are of several keys", async () => {
        const { durationMs, posts } = await bringUp({ entries: 300, keys: 3, stateWriteMs: 20 });

        // Of eight at a time, less than three are of one key.
        expect(posts.length).to.be.at.most(120);
        expect(durationMs).to.be.at.most(300 * 2 * 20 + posts.length * 20);
    });

    for (const [count, createMs, stateWriteMs] of [
        [4, 30, 1],
        [7, 400, 4],
    ] as const) {
        it(`travel eight at a time once the ${count} workers are there that other resources take at first`, async () => {
            const others = Array.from({ length: count }, () => ({ afterEntries: 0, createMs }));

            const { posts } = await bringUp({ entries: 300, stateWriteMs, others });

            expect(posts.length).to.be.at.most(60);
            expect(posts.filter((size) => size === 8).length).to.be.at.least(30);
        });
    }

    it("are not waited for where the engine handles one after the other", async () => {
        const { durationMs } = await bringUp({ entries: 50, parallelism: 1, stateWriteMs: 20 });

        // 10 ms for each, and once as long as a slow engine may take to start the second one.
        expect(durationMs).to.be.at.most(50 * (10 + 2 * 20) + 100);
    });

    it("soon wait no longer for workers that have turned to other resources", async () => {
        const others = Array.from({ length: 7 }, () => ({ afterEntries: 50, createMs: 3000 }));

        const { durationMs } = await bringUp({ entries: 100, stateWriteMs: 20, others });

        // The second half takes the one worker that is left as long as the others are under way, about.
        expect(durationMs).to.be.at.most(50 * 2 * 20 + 3000 + 1000);
    });
});
