import { expect } from "chai";
import { manyAddresses } from "../support/addresses";
import { accessList, accessListEntry } from "../support/stackDeclarations";
import type { Run } from "../support/stackRun";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const ADDRESSES = manyAddresses(300);

/** A run, and every request of it, those included that were only challenged. */
interface Counted {
    readonly run: Run;
    readonly statuses: readonly (number | undefined)[];
}

async function counted({ atlas }: StackUnderTest, run: Promise<Run>): Promise<Counted> {
    return { run: await run, statuses: atlas.requests.map(({ status }) => status) };
}

describe("300 entries in a stack, where Atlas limits rates as documented", () => {
    const recorded = recordRuns(
        async (stack) => {
            const { orgId } = stack.atlas.payingOrganization;
            const [oneByOne, asList] = [stack.atlas.addApiKey({ orgId }), stack.atlas.addApiKey({ orgId })];
            const entries = ADDRESSES.map((ipAddress) =>
                accessListEntry(ipAddress, { orgId, apiKeyId: oneByOne.id, ipAddress }),
            );
            const list = accessList("list", { orgId, apiKeyId: asList.id, entries: ADDRESSES });

            const made = await counted(stack, stack.up(entries));
            const listedMade = [...oneByOne.accessList.keys()];
            const refreshed = await counted(stack, stack.refresh());
            const listMade = await counted(stack, stack.up([...entries, list]));
            return { made, listedMade, refreshed, listMade, listed: [...asList.accessList.keys()] };
        },
        { atlas: { rateLimits: "documented" } },
    );

    it("take fewer requests than entries one by one, and wait for nothing", () => {
        const { made, listedMade } = recorded();

        expect(listedMade).to.have.members(ADDRESSES);
        expect(made.statuses.length).to.be.below(ADDRESSES.length);
        expect(made.statuses).to.not.include(429);
        expect(made.run.said).to.not.contain("rate limit");
    });

    it("take one list to refresh", () => {
        expect(recorded().refreshed.run.calls).to.deep.equal([
            "GET /orgs/{orgId}/apiKeys/{apiUserId}/accessList",
        ]);
    });

    it("take three requests as a list", () => {
        const { listMade, listed } = recorded();

        expect(listed).to.have.members(ADDRESSES);
        expect(listMade.statuses).to.deep.equal([401, 200, 200]);
    });
});
