import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import type { AccessListOfRun } from "#provider/resources/accessList/accessListOfRun";
import { accessListOf } from "#provider/resources/accessList/accessListOfRun";
import type { Removals } from "#provider/resources/accessList/removal";
import { TWO_OWNERS } from "../support/accessListOwners";
import type { AccessListSite as Site } from "../support/accessListSite";
import { listed, openAccessListSite } from "../support/accessListSite";
import { manyAddresses } from "../support/addresses";

const ADDRESSES = manyAddresses(20);

/** Turns of the event loop in which whatever was sent arrives. */
const TURNS = 50;

/** How entries are deleted: as those of one resource, or as resources of their own that an engine deletes side by side. */
const WAYS: Readonly<Record<string, (site: Site, addresses: readonly string[]) => Promise<Removals>>> = {
    "as one resource": (site, addresses) => listOf(site).remove(addresses),
    "as single ones": async (site, addresses) => {
        await Promise.all(addresses.map((address) => listOf(site).removeOne(address)));
        return { removed: addresses, failures: [] };
    },
};

function listOf({ instance, owner }: Site): AccessListOfRun {
    return accessListOf(instance, owner);
}

/** Holds every write for a while, and tells of each which ones were under way when it came, itself included. */
function watchWrites({ atlas }: Site): string[][] {
    const seen: string[][] = [];
    const underWay: string[] = [];
    for (const method of ["POST", "DELETE"]) {
        atlas.faults.add({
            method,
            path: /\/accessList/,
            times: Number.POSITIVE_INFINITY,
            hold: async () => {
                underWay.push(method);
                seen.push([...underWay]);
                for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
                underWay.splice(underWay.indexOf(method), 1);
            },
        });
    }
    return seen;
}

function deletes({ atlas }: Site): number[] {
    return atlas
        .calls()
        .filter(({ method }) => method === "DELETE")
        .map(({ status }) => status);
}

for (const [kind, ownersIn] of Object.entries(TWO_OWNERS)) {
    for (const [way, remove] of Object.entries(WAYS)) {
        describe(`entries on the list of ${kind}, deleted ${way}`, () => {
            let site: Site;

            afterEach(() => site.close());

            it("go out eight at a time", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES);
                const seen = watchWrites(site);

                const { removed } = await remove(site, ADDRESSES);

                expect(removed).to.deep.equal(ADDRESSES);
                expect(listed(site)).to.be.empty;
                expect(Math.max(...seen.map(({ length }) => length))).to.equal(8);
            });

            for (const secondListWrite of [409, 429, 503] as const) {
                it(`go out one at a time once Atlas has said ${secondListWrite} to one beside another`, async () => {
                    site = await openAccessListSite(ownersIn, ADDRESSES, { secondListWrite });
                    const startedMs = site.clock.nowMs();

                    const { failures } = await remove(site, ADDRESSES);

                    expect(failures).to.be.empty;
                    expect(listed(site)).to.be.empty;
                    // Of the first eight, one is taken; all others are sent once.
                    const refused = deletes(site).filter((status) => status === secondListWrite);
                    expect(refused.length).to.be.within(1, 7);
                    expect(deletes(site)).to.have.length(ADDRESSES.length + refused.length);
                    // Each of those waits half a second at most before it goes out again.
                    expect(site.clock.nowMs() - startedMs).to.be.at.most(7 * 500);
                    // No word of that, only of what the user should know.
                    expect(site.said.join("\n")).to.match(/^the access list .* has lost its last entry.*$/);
                });
            }

            it("stay one at a time for the rest of the run", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES, { secondListWrite: 409 });
                await remove(site, ADDRESSES.slice(0, 10));
                site.atlas.clearRequests();

                await remove(site, ADDRESSES.slice(10));

                expect(deletes(site)).to.deep.equal(Array.from({ length: 10 }, () => 204));
            });

            it("go on side by side after a connection that was lost", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES);
                site.atlas.faults.add({ method: "DELETE", connection: "lost-before" });
                const seen = watchWrites(site);

                await remove(site, ADDRESSES);

                expect(listed(site)).to.be.empty;
                expect(seen.slice(8).some(({ length }) => length === 8)).to.be.true;
            });

            it("never go out beside an addition: it waits for those that came before it, and for no other", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES);
                const seen = watchWrites(site);
                const [first, second] = ["192.0.2.1", "192.0.2.2"];

                await Promise.all([
                    remove(site, ADDRESSES.slice(0, 10)),
                    listOf(site).addAll({ declared: [first], missing: [first] }),
                    listOf(site).add({ address: second }),
                    remove(site, ADDRESSES.slice(10)),
                ]);

                expect(listed(site)).to.deep.equal([first, second]);
                const posts = seen.filter((underWay) => underWay.includes("POST"));
                expect(posts).to.deep.equal([["POST"], ["POST"]]);
                expect(seen.findIndex((underWay) => underWay.includes("POST"))).to.equal(10);
            });

            it("are not sent again when nothing was beside them", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES);
                site.atlas.faults.add({ method: "DELETE", status: 409, times: Number.POSITIVE_INFINITY });

                await remove(site, ADDRESSES.slice(0, 1)).catch(() => undefined);

                expect(deletes(site)).to.deep.equal([409]);
            });

            it("are not sent again in a run that is cancelled", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES);
                const { client } = site.instance;
                const hold = () => client.stopWaiting();
                site.atlas.faults.add({
                    method: "DELETE",
                    status: 409,
                    times: Number.POSITIVE_INFINITY,
                    hold,
                });

                await remove(site, ADDRESSES.slice(0, 8)).catch(() => undefined);

                const paths = site.atlas.calls().map(({ method, path }) => `${method} ${path}`);
                const sent = paths.filter((call) => call.startsWith("DELETE"));
                expect(sent).to.not.be.empty;
                expect(new Set(sent).size).to.equal(sent.length);
            });

            it("report another refusal than that as it is", async () => {
                site = await openAccessListSite(ownersIn, ADDRESSES);
                site.atlas.faults.add({ method: "DELETE", status: 409, times: Number.POSITIVE_INFINITY });

                const result = await remove(site, ADDRESSES).then(
                    ({ failures }) => failures.map(({ error }) => error.message).join(),
                    (error: unknown) => (error as Error).message,
                );

                expect(result).to.contain("409");
                expect(listed(site)).to.deep.equal(ADDRESSES);
            });
        });
    }

    describe(`entries on the list of ${kind}, deleted as one resource, when Atlas takes not all`, () => {
        let site: Site;

        beforeEach(async () => {
            site = await openAccessListSite(ownersIn, ADDRESSES);
        });

        afterEach(() => site.close());

        it("are all deleted but the one that Atlas keeps", async () => {
            const [kept = "", ...others] = ADDRESSES;
            const times = Number.POSITIVE_INFINITY;
            site.atlas.faults.add({ method: "DELETE", path: /\/10\.0\.0\.0$/, status: 400, times });

            const { removed, failures } = await listOf(site).remove(ADDRESSES);

            expect(removed).to.deep.equal(others);
            expect(failures.map(({ addresses }) => addresses)).to.deep.equal([[kept]]);
            expect(listed(site)).to.deep.equal([kept]);
        });

        for (const secondListWrite of [undefined, 409] as const) {
            const when = secondListWrite === undefined ? "side by side" : "one at a time";
            it(`end with an error that would befall all, ${when}, and it names what is left`, async () => {
                await site.close();
                site = await openAccessListSite(
                    ownersIn,
                    ADDRESSES,
                    secondListWrite === undefined ? {} : { secondListWrite },
                );
                const refused = { status: 403, errorCode: "ACCESS_FORBIDDEN" };
                site.atlas.faults.add({ method: "DELETE", times: 100, skip: 12, ...refused });

                const { removed, failures } = await listOf(site).remove(ADDRESSES);

                const left = ADDRESSES.filter((address) => !removed.includes(address));
                expect(removed).to.not.be.empty;
                expect(failures.map(({ addresses }) => addresses)).to.deep.equal([left]);
                expect(failures[0]?.error.message).to.contain("403 ACCESS_FORBIDDEN");
                expect(listed(site)).to.deep.equal(left);
                const most = secondListWrite === undefined ? 8 : 1;
                expect(deletes(site).filter((status) => status === 403).length).to.be.within(1, most);
            });
        }
    });
}
