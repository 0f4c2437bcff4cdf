import { expect } from "chai";
import type { HostedResource, Kind, Properties } from "../support/host";
import { Host } from "../support/host";
import type { HostFixture } from "../support/hostFixture";
import { useHost } from "../support/hostFixture";

/** Two stacks create the same thing at the same time: two hosts that know nothing of each other. */
async function race(
    fixture: HostFixture,
    kind: Kind,
    inputs: Properties,
): Promise<PromiseSettledResult<object>[]> {
    const other = Host.asProcess();
    try {
        await fixture.configure(other);
        const stacks: HostedResource[] = [fixture.resource(kind), other.resource(kind)];
        return await Promise.allSettled(stacks.map((resource) => resource.create(inputs)));
    } finally {
        await other.stop();
    }
}

function reasonsOf(outcomes: readonly PromiseSettledResult<object>[]): string[] {
    return outcomes.flatMap((outcome) =>
        outcome.status === "rejected" ? [(outcome.reason as Error).message] : [],
    );
}

describe("two stacks that create the same", () => {
    const fixture = useHost({ secondLinkToken: "conflict", isProcess: true });

    it("entry: one makes it, the other is told that it exists", async () => {
        const { atlas, orgId } = fixture();
        const { id: apiKeyId } = atlas.addApiKey({ orgId });
        const inputs = { orgId, apiKeyId, ipAddress: "192.0.2.1" };

        const reasons = reasonsOf(await race(fixture(), "OrgApiKeyAccessListEntry", inputs));

        expect(reasons).to.have.lengthOf(1);
        expect(reasons[0]).to.match(
            /^OrgApiKeyAccessListEntry 192\.0\.2\.1: .* already\..* onConflict: "adopt"/,
        );
        expect([...atlas.apiKey(apiKeyId).accessList.keys()]).to.deep.equal(["192.0.2.1"]);
    });

    it('entry with onConflict "adopt": both manage it', async () => {
        const { atlas, orgId } = fixture();
        const { id: apiKeyId } = atlas.addApiKey({ orgId });
        const inputs = { orgId, apiKeyId, ipAddress: "192.0.2.1", onConflict: "adopt" };

        expect(reasonsOf(await race(fixture(), "OrgApiKeyAccessListEntry", inputs))).to.be.empty;

        expect(atlas.apiKey(apiKeyId).accessList.size).to.equal(1);
    });

    it("link: one gets a token, the other is told that there is a link", async () => {
        const { atlas, orgId } = fixture();

        const reasons = reasonsOf(await race(fixture(), "LinkToken", { orgId }));

        expect(reasons).to.have.lengthOf(1);
        expect(reasons[0]).to.match(/ has a link already\. .* onConflict: "replace"/);
        expect(atlas.store.linkTokensOf(orgId)).to.have.lengthOf(1);
    });
});
