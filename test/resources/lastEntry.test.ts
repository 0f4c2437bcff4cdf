import { expect } from "chai";
import { ownerKind, ownerName } from "#provider/atlas/endpoints/accessListOwners";
import { accessListOf } from "#provider/resources/accessList/accessListOfRun";
import { TWO_OWNERS } from "../support/accessListOwners";
import type { AccessListSite } from "../support/accessListSite";
import { listed, openAccessListSite } from "../support/accessListSite";

const [ONE, TWO, THREE] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
const ALWAYS = Number.POSITIVE_INFINITY;

for (const [kind, ownersIn] of Object.entries(TWO_OWNERS)) {
    describe(`the list of ${kind} that loses entries`, () => {
        let site: AccessListSite;

        beforeEach(async () => {
            site = await openAccessListSite(ownersIn, [ONE, TWO]);
        });

        afterEach(() => site.close());

        const list = () => accessListOf(site.instance, site.owner);

        const reads = () =>
            site.atlas.calls().filter(({ method, path }) => method === "GET" && path.endsWith("/accessList"));

        it("warns once that its owner may be used from everywhere, and says what to do", async () => {
            await Promise.all([ONE, TWO].map((address) => list().removeOne(address)));

            expect(site.said).to.have.length(1);
            expect(site.said[0])
                .to.contain(`the access list of ${ownerName(site.owner)} has lost its last entry`)
                .and.contain("from every address")
                .and.contain("unless the organization requires an access list")
                .and.contain("keep an entry")
                .and.contain("`deletedWith`");
        });

        it("warns when the entries of one resource are all", async () => {
            await list().remove([ONE, TWO]);

            expect(site.said.join()).to.contain("has lost its last entry");
        });

        it("is read once for that, and nothing else is asked", async () => {
            await list().removeOne(ONE);
            await list().removeOne(TWO);

            const methods = site.atlas.calls().map(({ method }) => method);
            expect(methods).to.deep.equal(["GET", "DELETE", "DELETE"]);
            expect(reads()).to.have.length(1);
        });

        it("warns when an update removes the last, as somebody else has removed what should stand there", async () => {
            site.atlas.removeAccessListEntry(site.owner.id, ONE);

            await list().addAll({ declared: [ONE], missing: [] });
            await list().remove([TWO]);

            expect(site.said.join()).to.contain("has lost its last entry");
        });

        it("warns of nothing while an entry stays, whoever has put it there", async () => {
            site.atlas.addAccessListEntry(site.owner.id, THREE);

            await list().remove([ONE, TWO]);

            expect(listed(site)).to.deep.equal([THREE]);
            expect(site.said).to.be.empty;
        });

        it("warns of nothing while an entry stays that this run has added after the first delete", async () => {
            await list().removeOne(ONE);
            await list().addAll({ declared: [THREE], missing: [THREE] });
            await list().removeOne(TWO);

            expect(listed(site)).to.deep.equal([THREE]);
            expect(site.said).to.be.empty;
        });

        it("warns of nothing when Atlas keeps an entry", async () => {
            site.atlas.faults.add({ method: "DELETE", path: /192\.0\.2\.2$/, status: 400, times: ALWAYS });

            await list().remove([ONE, TWO]);

            expect(site.said).to.be.empty;
        });

        it("warns of nothing when it was empty before", async () => {
            await accessListOf({ ...site.instance }, site.owner).remove([ONE, TWO]);
            site.said.length = 0;

            await list().remove([ONE, TWO]);

            expect(site.said).to.be.empty;
        });

        it("warns of nothing when its owner is gone", async () => {
            site.revokeOwner();

            const { failures } = await list().remove([ONE, TWO]);

            expect(failures).to.be.empty;
            expect(site.said).to.be.empty;
        });

        it("warns of nothing when its owner goes meanwhile, where Atlas tells that from an entry that is gone", async () => {
            const isTold = ownerKind(site.owner).ownerGoneCodes.length > 0;
            site.atlas.faults.add({ method: "DELETE", hold: () => site.revokeOwner() });

            await list().remove([ONE, TWO]);

            expect(site.said).to.have.length(isTold ? 0 : 1);
        });

        it("loses them without a warning, and soon, when it cannot be read", async () => {
            site.atlas.faults.add({ method: "GET", path: /accessList$/, status: 503, times: ALWAYS });
            const startedMs = site.clock.nowMs();

            await list().removeOne(ONE);
            const readsBefore = reads().length;
            await list().removeOne(TWO);

            expect(listed(site)).to.be.empty;
            expect(site.clock.nowMs() - startedMs).to.be.below(10_000);
            expect(reads()).to.have.length(readsBefore);
            expect(site.said.join()).to.not.contain("last entry");
        });

        it("warns although it could be read only at the second try", async () => {
            site.atlas.faults.add({ method: "GET", path: /accessList$/, status: 503 });

            await list().remove([ONE, TWO]);

            expect(site.said.join()).to.contain("has lost its last entry");
        });
    });
}
