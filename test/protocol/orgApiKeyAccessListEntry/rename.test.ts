import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useEntries } from "./useEntries";

describe("an OrgApiKeyAccessListEntry that is renamed without aliases: created under the new name, then deleted under the old", () => {
    const { fixture, apiKeyId, entries, inputsOf, listed, created } = useEntries();

    it('stays with onConflict "adopt", and says so', async () => {
        fixture().atlas.addAccessListEntry(apiKeyId(), "192.0.2.1");
        const inputs = inputsOf({ ipAddress: "192.0.2.1", onConflict: "adopt" });

        const { id, outs } = await created(inputs);
        await entries().delete(id, outs);

        expect(fixture().calls()).to.be.empty;
        expect(listed()).to.deep.equal(["192.0.2.1"]);
        expect((await fixture().host.takeLines()).join("\n")).to.match(
            /^warning: OrgApiKeyAccessListEntry \S+-192\.0\.2\.1: it has become .* it is not deleted\.$/,
        );
    });

    it("stays also when it was missing at Atlas and so was made anew", async () => {
        const { id, outs } = await created({ ipAddress: "192.0.2.1" });
        await entries().delete(id, outs);

        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("stays also when the answer to the creation was lost", async () => {
        fixture().atlas.faults.add({ method: "POST", connection: "lost-after" });

        const { id, outs } = await created({ ipAddress: "192.0.2.1" });
        await entries().delete(id, outs);

        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("stays when Atlas refuses the one under the new name, and the run goes on all the same", async () => {
        const { id, outs } = await fixture().inNextRun((host) =>
            host.resource("OrgApiKeyAccessListEntry").create(inputsOf({ ipAddress: "192.0.2.1" })),
        );
        const renamed = inputsOf({ ipAddress: "192.0.2.1" });

        await entries().check(renamed);
        expect(await failureOf(entries().create(renamed))).to.include('onConflict: "adopt"');
        await entries().delete(id, outs);

        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("stays when the list that is to hold it could not be made, and the run goes on all the same", async () => {
        const { id, outs } = await fixture().inNextRun((host) =>
            host.resource("OrgApiKeyAccessListEntry").create(inputsOf({ ipAddress: "192.0.2.1" })),
        );
        const lists = fixture().resource("OrgApiKeyAccessList");
        const whole = { orgId: fixture().orgId, apiKeyId: apiKeyId(), entries: ["192.0.2.1", "192.0.2.2"] };
        fixture().atlas.faults.add({ method: "GET", status: 403 });

        await lists.check(whole);
        expect(await failureOf(lists.create(whole))).to.include("403");
        await entries().delete(id, outs);

        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("is deleted in a later run", async () => {
        const { id, outs } = await created({ ipAddress: "192.0.2.1" });

        await fixture().inNextRun((host) => host.resource("OrgApiKeyAccessListEntry").delete(id, outs));

        expect(listed()).to.be.empty;
    });
});
