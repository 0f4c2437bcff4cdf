import { expect } from "chai";
import type { Fault } from "pulumi-atlas-org/testkit";
import { Host } from "../support/host";
import { failureOf, recordedBy } from "../support/hostFailure";
import { useHost } from "../support/hostFixture";

/** Atlas takes no more calls for an hour, which is more than any test may take. */
const TOO_MANY = { status: 429, errorCode: "RATE_LIMITED", headers: { "retry-after": "3600" } };

describe("a provider host that is told to stop", () => {
    const fixture = useHost({}, { "mongodbatlas:maxRateLimitWaitMs": "7200000" });
    let host: Host;
    let stopped: Promise<void> | undefined;
    beforeEach(async () => {
        host = Host.inProcess();
        await fixture().configure(host);
    });
    afterEach(() => stopped);

    /** Stops the host when Atlas has this request. */
    function stopAt(method: string, path: string): Fault {
        const hold = () => {
            stopped = host.interrupt();
        };
        return fixture().atlas.faults.add({ method, path, hold, ...TOO_MANY });
    }

    it("waits no longer for Atlas to take calls, and says that it does not try again", async () => {
        const { orgId } = fixture();
        const fault = stopAt("POST", "/orgs/{orgId}/apiKeys");

        const message = await failureOf(
            host.resource("OrgApiKey").create({ orgId, description: "ci", roles: ["ORG_MEMBER"] }),
        );

        expect(message).to.contain("429").and.contain("It is not tried again, as the run was cancelled.");
        expect(fault.hits).to.equal(1);
    });

    it("records what Atlas has made, where the next call would have to wait", async () => {
        const { atlas, ownerId } = fixture();
        stopAt("PATCH", "/orgs/{orgId}/settings");

        const { id } = await recordedBy(
            host.resource("Organization").create({
                name: "payments",
                orgOwnerId: ownerId,
                apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
                settings: { multiFactorAuthRequired: true },
            }),
        );

        expect(atlas.organization(id).name).to.equal("payments");
    });
});
