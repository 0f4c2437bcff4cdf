import { expect } from "chai";
import { Pacer } from "#provider/atlas/retrying/pacing";

const BUCKET = "orgs/65f0c0ffee0c0ffee0c0ffee/apiKeys";

/** A pacer, and how long its calls have waited. */
function usePacer() {
    const waits: number[] = [];
    const clock = {
        ms: 1_800_000_000_000,
        nowMs: () => clock.ms,
        monotonicMs: () => clock.ms,
        sleep: (durationMs: number) => {
            waits.push(durationMs);
            clock.ms += durationMs;
            return Promise.resolve();
        },
    };
    const pacer = new Pacer(clock, new AbortController().signal);
    /** Makes calls one after the other, with what each answer says of the bucket. */
    async function call(answers: readonly (string | undefined)[]): Promise<void> {
        for (const remaining of answers) {
            await pacer.turn(BUCKET, () => undefined);
            pacer.observe(BUCKET, {
                header: (name) => (name === "ratelimit-limit" ? remaining && "500" : remaining),
            });
        }
    }
    return { pacer, call, waits };
}

describe("keeping calls within a bucket after a 429 that tells nothing of it", () => {
    it("waits as long as that asks for, and no longer, when answers tell nothing either", async () => {
        const { pacer, call, waits } = usePacer();
        await call([undefined]);

        pacer.close(BUCKET, 300, []);
        await call([undefined, undefined, undefined]);

        expect(waits).to.deep.equal([300]);
    });

    it("goes by what Atlas documents as soon as an answer tells how full it is", async () => {
        const { pacer, call, waits } = usePacer();
        pacer.close(BUCKET, 300, ["/api/oauth/token", 10, 1]);

        await call(["25", "24", "23"]);

        // 250 calls come back in a minute.
        expect(waits).to.deep.equal([300, 240, 240]);
    });

    it("waits no longer than a minute for a bucket that never fills, by what a 429 tells", async () => {
        for (const [refill, windowSeconds] of [
            [1, 1e20],
            [1e-9, 60],
            [1e-300, 1e300],
        ]) {
            const { pacer, call, waits } = usePacer();
            pacer.close(BUCKET, 300, ["orgs", 1, 500, refill, windowSeconds]);

            await call(["25", "24"]);

            expect(waits).to.deep.equal([300, 60_000]);
        }
    });

    it("goes by what a 429 has told before", async () => {
        const { pacer, call, waits } = usePacer();
        pacer.close(BUCKET, 300, ["orgs", 1, 500, 100, 60]);

        await call(["25", "24"]);

        expect(waits).to.deep.equal([300, 600]);
    });
});
