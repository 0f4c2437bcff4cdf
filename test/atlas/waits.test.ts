import { expect } from "chai";
import type { AtlasClient } from "#provider/atlas/client";
import { getOrganization } from "#provider/atlas/endpoints/organizations";
import { HastyClock } from "../support/hastyClock";
import { clientOf, failureOf, useAtlas } from "./harness";

/** Nobody waits on it, and it tells how long they would have waited. */
class NotingClock extends HastyClock {
    readonly sleepsMs: number[] = [];

    override sleep(durationMs: number): Promise<void> {
        this.sleepsMs.push(durationMs);
        return super.sleep(durationMs);
    }
}

const TWO_MINUTES_MS = 120_000;
/** Up to two minutes, with the longest wait each time. */
const OWN_BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];

const PAST = "Mon, 01 Jan 2024 00:00:00 GMT";
const FAR = "Fri, 31 Dec 9999 23:59:59 GMT";
const NO_WAITS = [
    "-1",
    "0",
    "+1",
    "60 seconds",
    "soon",
    "1e3",
    PAST,
    FAR,
    `1${"0".repeat(20)}`,
    "9".repeat(400),
];

describe("the waits of AtlasClient", () => {
    const fixture = useAtlas();
    let clock: NotingClock;
    let client: AtlasClient;
    beforeEach(() => {
        clock = new NotingClock();
        client = clientOf(fixture.atlas, {
            ...{ clock, random: () => 1, maxRetryMs: TWO_MINUTES_MS, maxRateLimitWaitMs: TWO_MINUTES_MS },
        });
    });
    afterEach(() => client.close());

    for (const status of [429, 503]) {
        for (const header of NO_WAITS) {
            it(`grow as without it when each ${status} says Retry-After: ${header.slice(0, 30)}`, async () => {
                const headers = { "retry-after": header };
                fixture.atlas.faults.add({ status, headers, times: Number.POSITIVE_INFINITY });

                const error = await failureOf(getOrganization(client, fixture.orgId));

                expect(clock.sleepsMs).to.deep.equal(OWN_BACKOFF_MS);
                expect(error.message).to.match(/It was tried 9 times, within max/);
                expect(error.message).to.not.match(/wait (0|\d{6,}) seconds/);
            });
        }

        it(`grow, and are never shorter than asked for, when each ${status} asks for a moment`, async () => {
            const headers = { "retry-after": "1.5" };
            fixture.atlas.faults.add({ status, headers, times: Number.POSITIVE_INFINITY });

            await failureOf(getOrganization(client, fixture.orgId));

            expect(clock.sleepsMs).to.deep.equal([2_500, 2_500, 2_500, 4_000, 8_000, 16_000, 30_000, 30_000]);
        });
    }

    for (const seconds of [-1, 0, 1e20, "60", null]) {
        it(`grow as without them when the parameters of each 429 ask for ${String(seconds)} seconds`, async () => {
            const parameters = ["api/atlas/v2/orgs", seconds, 500, 250, 60];
            const body = { error: 429, errorCode: "RATE_LIMITED_TOKEN_BUCKET", parameters };
            fixture.atlas.faults.add({ status: 429, body, times: Number.POSITIVE_INFINITY });

            await failureOf(getOrganization(client, fixture.orgId));

            expect(clock.sleepsMs).to.deep.equal(OWN_BACKOFF_MS);
        });
    }

    it("do not begin when the server asks for more than an operation may wait", async () => {
        fixture.atlas.faults.add({ status: 429, headers: { "retry-after": "3600" } });

        const error = await failureOf(getOrganization(client, fixture.orgId));

        expect(clock.sleepsMs).to.be.empty;
        expect(error.message).to.include("wait 3600 seconds");
    });
});
