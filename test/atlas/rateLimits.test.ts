import { expect } from "chai";
import { getApiKey } from "#provider/atlas/endpoints/apiKeys";
import type { AtlasClient } from "#provider/atlas/client";
import { getOrganization, getOrganizationSettings } from "#provider/atlas/endpoints/organizations";
import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { EmulatedAtlasOptions } from "#testkit/atlas/emulatedAtlasOptions";
import { clientOf, failureOf } from "./harness";
import { SimulatedClock } from "./simulatedClock";

const MINUTE_MS = 60_000;

describe("AtlasClient and rate limits", () => {
    let clock: SimulatedClock;
    let atlas: EmulatedAtlas;
    let client: AtlasClient;
    let lines: string[];
    let startedMs: number;

    async function start(options: EmulatedAtlasOptions, maxRateLimitWaitMs = 10 * MINUTE_MS): Promise<void> {
        clock = new SimulatedClock();
        startedMs = clock.nowMs();
        lines = [];
        atlas = await EmulatedAtlas.start({ clock, ...options });
        const onWait = (line: string) => lines.push(line);
        client = clientOf(atlas, { clock, maxRateLimitWaitMs, onWait, log: clock.touch });
    }

    const orgId = () => atlas.payingOrganization.orgId;
    const readKey = () => getApiKey(client, orgId(), atlas.payingOrganization.apiKeyId);
    const readSettings = () => getOrganizationSettings(client, orgId());
    const minutesSince = () => (clock.nowMs() - startedMs) / MINUTE_MS;
    const answered = (wanted: number) => atlas.calls().filter(({ status }) => status === wanted).length;

    afterEach(async () => {
        client.close();
        await atlas.close();
    });

    for (const retryAfter of ["seconds", "date", "none"] as const) {
        it(`does 500 calls on a bucket of 100 a minute in four minutes, with Retry-After: ${retryAfter}`, async () => {
            await start({ retryAfter, rateLimits: { apiKeys: { capacity: 100, refill: 100 } } });

            const keys = await Promise.all(Array.from({ length: 500 }, readKey));

            expect(keys).to.have.lengthOf(500);
            expect(answered(200)).to.equal(500);
            expect(minutesSince()).to.be.within(4, 5);
            // Of eight lanes, few run into the end of a window; the others wait with them.
            expect(answered(429)).to.be.at.most(4 * 8);
            expect(lines).to.have.lengthOf(4);
            expect(lines[0]).to.match(
                /^Atlas takes no more calls to orgs\/\w+\/apiKeys for now \(429\)\. Going on at 00:01:0\d UTC, in 6[0-2] s\.$/,
            );
        });
    }

    it("slows down before a small bucket is empty, and says so", async () => {
        await start({ rateLimits: { settings: { capacity: 10, refill: 5 } } });

        for (let call = 0; call < 14; call += 1) {
            await readSettings();
        }

        expect(answered(200)).to.equal(14);
        // Ten calls are there from the start. When the next five come, only a refusal tells, for the first time.
        expect(answered(429)).to.equal(1);
        expect(minutesSince()).to.be.within(1, 1.1);
        expect(lines[0]).to.match(
            /^Atlas's rate limit for orgs\/\w+\/settings is nearly used up\. Going on at /,
        );
    });

    it("lets calls to one bucket pass those that wait for another", async () => {
        await start({ rateLimits: { settings: { capacity: 1, refill: 1 } } });
        await readSettings();

        await Promise.all([readSettings(), getOrganization(client, orgId())]);

        const carriedOut = atlas.calls().filter(({ status }) => status === 200);
        expect(carriedOut.map(({ endpoint }) => endpoint)).to.deep.equal([
            "GET /orgs/{orgId}/settings",
            "GET /orgs/{orgId}",
            "GET /orgs/{orgId}/settings",
        ]);
        expect(minutesSince()).to.be.within(0.9, 1.1);
    });

    it("fails when an operation would have to wait longer than it may, and says how long it tried", async () => {
        await start({ rateLimits: { apiKeys: { capacity: 1, refill: 1 } } }, 30_000);
        await readKey();
        atlas.faults.add({
            status: 429,
            errorCode: "RATE_LIMITED_TOKEN_BUCKET",
            headers: { "retry-after": "45" },
        });

        const error = await failureOf(readKey());

        expect(error.message).to.match(
            /: 429 RATE_LIMITED_TOKEN_BUCKET .* It was tried once, within maxRateLimitWaitMs \(30 s for one operation\)\.$/,
        );
    });

    it("does not hold up other calls for a wait that nobody makes", async () => {
        await start({}, 30_000);
        atlas.faults.add({ status: 429, headers: { "retry-after": "3600" } });
        await failureOf(readKey());

        await readKey();

        expect(minutesSince()).to.equal(0);
    });

    it("repeats a creating request, too, as a refused one has made nothing", async () => {
        await start({});
        atlas.faults.add({ method: "POST", status: 429, headers: { "retry-after": "1" }, times: 2 });

        await client.request({
            method: "POST",
            path: `/orgs/${orgId()}/apiKeys`,
            body: { desc: "made once", roles: ["ORG_MEMBER"] },
            version: "2023-01-01",
        });

        const made = atlas.store.apiKeysOf(orgId()).filter(({ desc }) => desc === "made once");
        expect(made).to.have.lengthOf(1);
        expect(answered(429)).to.equal(2);
        expect(lines).to.be.empty;
    });
});
