import { expect } from "chai";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import type { AtlasClient } from "#provider/atlas/client";
import { asOneOperation } from "#provider/atlas/retrying/operation";
import {
    deleteOrganization,
    getOrganization,
    updateOrganization,
} from "#provider/atlas/endpoints/organizations";
import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { FaultSpec } from "#testkit/atlas/faults";
import { clientOf, failureOf } from "./harness";
import { SimulatedClock } from "./simulatedClock";

const KEY = { desc: "made by the test", roles: ["ORG_MEMBER" as const] };

describe("AtlasClient and failures that pass", () => {
    let clock: SimulatedClock;
    let atlas: EmulatedAtlas;
    let client: AtlasClient;
    let lines: string[];

    beforeEach(async () => {
        clock = new SimulatedClock();
        lines = [];
        atlas = await EmulatedAtlas.start({ clock });
        client = makeClient();
        await getOrganization(client, orgId());
        atlas.clearRequests();
    });

    afterEach(async () => {
        client.close();
        await atlas.close();
    });

    function makeClient(options: { requestTimeoutMs?: number } = {}): AtlasClient {
        return clientOf(atlas, {
            ...{ clock, log: clock.touch, onWait: (line: string) => lines.push(line) },
            // Always the longest wait.
            ...{ maxRetryMs: 120_000, random: () => 1, ...options },
        });
    }

    const orgId = () => atlas.payingOrganization.orgId;
    const statuses = () => atlas.calls().map(({ status }) => status);
    const keysMade = () => atlas.store.apiKeysOf(orgId()).filter(({ desc }) => desc === KEY.desc).length;

    const passing: [string, FaultSpec][] = [
        ["a 500", { status: 500 }],
        ["a 502 of a gateway", { status: 502, body: "<html><title>Bad Gateway</title></html>" }],
        ["a 503 three times", { status: 503, times: 3 }],
        ["a 504 that took effect", { status: 504, takesEffect: true }],
        ["a connection that is lost before", { connection: "lost-before" }],
        ["a connection that is lost after", { connection: "lost-after" }],
        ["an answer that is cut", { truncated: true }],
    ];

    for (const [what, fault] of passing) {
        it(`repeats a change after ${what}`, async () => {
            atlas.faults.add({ method: "PATCH", ...fault });

            await updateOrganization(client, orgId(), { name: "renamed" });

            expect(atlas.organization(orgId()).name).to.equal("renamed");
            expect(statuses().at(-1)).to.equal(200);
            expect(statuses()).to.have.lengthOf((fault.times ?? 1) + 1);
        });
    }

    it("repeats a request that got no answer in time", async () => {
        client.close();
        client = makeClient({ requestTimeoutMs: 300 });
        await getOrganization(client, orgId());
        atlas.faults.add({ connection: "no-answer" });

        expect((await getOrganization(client, orgId())).id).to.equal(orgId());
    });

    for (const [what, fault] of passing.filter(([, { status }]) => status !== 503)) {
        it(`does not repeat a creating request after ${what}`, async () => {
            atlas.faults.add({ method: "POST", ...fault });

            await failureOf(createApiKey(client, orgId(), KEY));

            expect(atlas.calls()).to.have.lengthOf(1);
        });
    }

    it("repeats a creating request that never got as far as being authenticated", async () => {
        atlas.forgetNonces();
        client.close();
        client = makeClient();
        atlas.faults.add({ method: "POST", status: 503, beforeAuthentication: true, times: 2 });

        await createApiKey(client, orgId(), KEY);

        expect(keysMade()).to.equal(1);
    });

    it("repeats a write that Atlas refuses during an upgrade", async () => {
        atlas.faults.add({
            method: "POST",
            status: 405,
            errorCode: "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES",
        });

        await createApiKey(client, orgId(), KEY);

        expect(keysMade()).to.equal(1);
    });

    it("gives up after the time that an operation has, and says how often it tried", async () => {
        atlas.faults.add({ status: 503, times: 100 });
        const startedMs = clock.nowMs();

        const error = await failureOf(getOrganization(client, orgId()));

        expect(error.message).to.match(
            / 503 .* It was tried 9 times, within maxRetryMs \(120 s for one operation\)\.$/,
        );
        // Waits of 0.5, 1, 2, 4, 8, 16, 30, 30 s; the next would not fit.
        expect((clock.nowMs() - startedMs) / 1000).to.be.closeTo(91.5, 0.1);
        expect(statuses()).to.have.lengthOf(9);
    });

    it("says each wait of more than two seconds once, for all that wait for the same reason", async () => {
        atlas.faults.add({ method: "GET", status: 503, times: 20 });

        await Promise.all(Array.from({ length: 5 }, () => getOrganization(client, orgId())));

        // Five calls fail four times each: the waits of 0.5, 1 and 2 s are not worth a line, the one of 4 s is.
        expect(lines).to.have.lengthOf(1);
        expect(lines[0]).to.match(
            /^GET orgs\/\w+: 503 UNEXPECTED_ERROR\. Going on at 00:00:\d\d UTC, in 4 s\.$/,
        );
    });

    it("counts the time that all requests of an operation lose together", async () => {
        atlas.faults.add({ status: 503, times: 7 });
        atlas.faults.add({ status: 503, skip: 1, times: 100 });

        const error = await failureOf(
            asOneOperation(async () => {
                await getOrganization(client, orgId());
                await getOrganization(client, orgId());
            }),
        );

        // The first call has lost 61.5 s; the second has to stop after 58.5 instead of 120.
        expect(error.message).to.contain("It was tried 7 times");
    });

    it("does not repeat what cannot get better", async () => {
        for (const status of [400, 401, 402, 403, 404, 409, 410, 501]) {
            atlas.clearRequests();
            atlas.faults.add({ status });

            await failureOf(getOrganization(client, orgId()));

            expect(atlas.calls()).to.have.lengthOf(1);
        }
    });

    it("repeats with a look-up, if that finds nothing, also what is not repeatable", async () => {
        atlas.faults.add({ method: "POST", status: 503 });
        const looked: string[] = [];

        await client.request({
            ...{ method: "POST", path: `/orgs/${orgId()}/apiKeys`, body: KEY, version: "2023-01-01" },
            lookUp: (error) => Promise.resolve(void looked.push(error.name)),
        });

        expect(looked).to.deep.equal(["AtlasApiError"]);
        expect(keysMade()).to.equal(1);
    });

    it("tells of each failure before it repeats, and waits for as long as that takes", async () => {
        atlas.faults.add({ method: "DELETE", status: 503, times: 2 });
        const told: number[] = [];

        await client.request({
            ...{ method: "DELETE", path: `/orgs/${orgId()}`, version: "2023-01-01" },
            beforeRepeat: async (error) => {
                await clock.sleep(60_000);
                told.push((error as { status?: number }).status ?? 0, atlas.calls().length);
            },
        });

        expect(told).to.deep.equal([503, 1, 503, 2]);
        expect(statuses()).to.deep.equal([503, 503, 204]);
    });

    it("tells nobody of a failure that it does not repeat", async () => {
        atlas.faults.add({ method: "DELETE", status: 409 });
        const beforeRepeat = () => Promise.reject(new Error("It was told."));

        const error = await failureOf(
            client.request({
                ...{ method: "DELETE", path: `/orgs/${orgId()}`, version: "2023-01-01" },
                beforeRepeat,
            }),
        );

        expect(error.message).to.contain("409");
    });

    it("takes what a look-up finds for the answer", async () => {
        atlas.faults.add({ method: "DELETE", connection: "lost-after" });

        await deleteOrganization(client, orgId(), () => Promise.resolve({ value: undefined }));

        expect(atlas.calls()).to.have.lengthOf(1);
        expect(atlas.store.organizations.has(orgId())).to.be.false;
    });
});
