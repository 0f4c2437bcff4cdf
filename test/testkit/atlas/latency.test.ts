import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";

describe("the latency of the emulated Atlas", () => {
    it("holds every request, challenges included", async () => {
        const latencyMs = 60;
        const atlas = await EmulatedAtlas.start({ latencyMs });
        try {
            const startMs = performance.now();
            const { status } = await fetch(`${atlas.baseUrl}/api/atlas/v2/orgs`);

            expect(status).to.equal(401);
            // A timer may fire up to a millisecond early.
            expect(performance.now() - startMs).to.be.at.least(latencyMs - 1);
        } finally {
            await atlas.close();
        }
    });
});
