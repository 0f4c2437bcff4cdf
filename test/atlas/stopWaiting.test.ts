import { expect } from "chai";
import { setImmediate } from "node:timers/promises";
import type { AtlasClient } from "#provider/atlas/client";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import { getOrganization } from "#provider/atlas/endpoints/organizations";
import { clientOf, failureOf, useAtlas } from "./harness";

const KEY = { desc: "made by the test", roles: ["ORG_MEMBER" as const] };
/** Atlas takes no more calls for an hour, which is more than any test may take. */
const TOO_MANY = { status: 429, headers: { "retry-after": "3600" } };

describe("AtlasClient that is told to wait no longer", () => {
    const fixture = useAtlas();

    it("wakes who waits for another try, and sends nothing again", async () => {
        const { atlas, orgId } = fixture;
        const fault = atlas.faults.add({ method: "POST", ...TOO_MANY });
        // The line comes before the wait.
        const client = clientOf(atlas, {
            maxRateLimitWaitMs: 7_200_000,
            onWait: () => void setImmediate().then(() => client.stopWaiting()),
        });

        const error = await failureOf(createApiKey(client, orgId, KEY));

        expect(error.message).to.contain("429").and.contain("not tried again, as the run was cancelled");
        expect(fault.hits).to.equal(1);
        client.close();
    });

    it("does not send what waits for its turn", async () => {
        const { atlas, orgId } = fixture;
        let client: AtlasClient | undefined;
        const fault = atlas.faults.add({ method: "POST", ...TOO_MANY });
        const isWaiting = new Promise<void>((resolve) => {
            client = clientOf(atlas, { maxRateLimitWaitMs: 7_200_000, onWait: () => resolve() });
        });
        const first = failureOf(createApiKey(client!, orgId, KEY));
        await isWaiting;
        const second = failureOf(createApiKey(client!, orgId, KEY));
        await setImmediate();

        client!.stopWaiting();

        expect((await first).message).to.contain("not tried again");
        expect((await second).message).to.match(/^POST \S+: not sent, as the run was cancelled\./);
        expect(fault.hits).to.equal(1);
        expect(atlas.store.apiKeysOf(orgId).filter(({ desc }) => desc === KEY.desc)).to.be.empty;
        client!.close();
    });

    it("wakes who pauses", async () => {
        const client = clientOf(fixture.atlas);
        const paused = client.pause(3_600_000);
        client.stopWaiting();

        await paused;
        expect(client.isStopping).to.equal(true);
        await getOrganization(client, fixture.orgId);
        client.close();
    });
});
