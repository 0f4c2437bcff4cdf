import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { accessListOf } from "#provider/resources/accessList/accessListOfRun";
import { Reservations } from "#provider/resources/accessList/reservations";
import { TWO_OWNERS } from "../support/accessListOwners";
import type { AccessListSite as Site } from "../support/accessListSite";
import { listed, openAccessListSite } from "../support/accessListSite";
import { manyAddresses } from "../support/addresses";

const [ONE, TWO, THREE] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
const ALWAYS = Number.POSITIVE_INFINITY;

for (const [kind, ownersIn] of Object.entries(TWO_OWNERS)) {
    describe(`what a run knows of the list of ${kind}`, () => {
        let site: Site;

        beforeEach(async () => {
            site = await openAccessListSite(ownersIn, [ONE]);
        });

        afterEach(() => site.close());

        const list = () => accessListOf(site.instance, site.owner);

        const reads = () =>
            site.atlas.calls().filter(({ method, path }) => method === "GET" && path.endsWith("/accessList"));

        const posts = () =>
            site.atlas
                .calls()
                .filter(({ method }) => method === "POST")
                .map(({ body }) => (body as unknown[]).length);

        const addressesShown = async () => [...((await list().entries())?.keys() ?? [])];

        /** Holds the next post until the function that this returns is called. */
        const holdPost = () => {
            let release: () => void = () => undefined;
            const held = new Promise<void>((resolve) => (release = resolve));
            site.atlas.faults.add({ method: "POST", path: /accessList/, hold: () => held });
            return release;
        };

        /** Resolves when the first post has arrived at Atlas. */
        const postArrived = async () => {
            while (posts().length === 0) await setImmediate();
        };

        it("is read once for all that ask", async () => {
            await Promise.all([list().entries(), list().entries()]);
            await list().entries();

            expect(reads()).to.have.length(1);
        });

        it("is read again after a failure", async () => {
            site.atlas.faults.add({ method: "GET", path: /accessList$/, status: 403 });
            await list()
                .entries()
                .catch(() => undefined);

            expect(await addressesShown()).to.deep.equal([ONE]);
        });

        it("follows what the run itself adds and removes, without another read", async () => {
            await list().entries();

            await list().add({ address: TWO });
            await list().removeOne(ONE);
            await list().addAll({ declared: [TWO, THREE], missing: [THREE] });

            expect(await addressesShown()).to.have.members([TWO, THREE]);
            expect(reads()).to.have.length(1);
        });

        it("is read again once a post has failed, as nobody knows what it did", async () => {
            await list().entries();
            site.atlas.faults.add({ method: "POST", path: /accessList/, connection: "lost-after" });
            site.atlas.faults.add({ method: "GET", path: /accessList/, status: 403, times: 1 });
            await list().add({ address: TWO });

            expect(await addressesShown()).to.have.members([ONE, TWO]);
        });

        for (const [what, more] of [
            ["a next link", { links: [{ rel: "next", href: "https://elsewhere.example" }] }],
            ["a larger totalCount", { totalCount: 2 }],
        ] as const) {
            it(`is read again where the answer to a post has ${what}, so that it shows a part`, async () => {
                const body = { results: [{ ipAddress: TWO, cidrBlock: `${TWO}/32` }], ...more };
                site.atlas.faults.add({
                    method: "POST",
                    path: /accessList/,
                    takesEffect: true,
                    status: 200,
                    body,
                });

                expect(await list().add({ address: TWO })).to.include({ outcome: "made" });

                expect(await addressesShown()).to.have.members([ONE, TWO]);
            });
        }

        it("posts together what came in one moment", async () => {
            await Promise.all([TWO, THREE].map((address) => list().add({ address })));

            expect(posts()).to.deep.equal([2]);
            expect(listed(site)).to.have.members([ONE, TWO, THREE]);
        });

        it("posts together what came while a post was under way", async () => {
            const release = holdPost();
            const first = list().add({ address: TWO });
            await postArrived();
            const others = manyAddresses(5).map((address) => list().add({ address }));

            release();
            const additions = await Promise.all([first, ...others]);

            expect(new Set(additions.map(({ outcome }) => outcome))).to.deep.equal(new Set(["made"]));
            expect(posts()).to.deep.equal([1, 5]);
        });

        it("lets what waits behind a failing post lose no more time than that has left", async () => {
            const { clock, instance } = site;
            site.atlas.faults.add({ method: "POST", path: /accessList/, status: 503, times: ALWAYS });
            const startedMs = clock.nowMs();

            const first = list().add({ address: TWO });
            await postArrived();
            const others = manyAddresses(7).map((address) => list().add({ address }));
            const additions = await Promise.all([first, ...others]);

            expect(new Set(additions.map(({ outcome }) => outcome))).to.deep.equal(new Set(["refused"]));
            expect(clock.nowMs() - startedMs).to.be.at.most(instance.client.maxRetryMs);
        });

        it("gives what comes after a failing post its own time", async () => {
            site.atlas.faults.add({ method: "POST", path: /accessList/, status: 403 });
            await list().add({ address: TWO });
            site.atlas.faults.add({ method: "POST", path: /accessList/, status: 503, times: 5 });

            expect(await list().add({ address: THREE })).to.include({ outcome: "made" });
        });

        it("answers each of a post whose list is refused by itself", async () => {
            const [added, stood] = await Promise.all([TWO, ONE].map((address) => list().add({ address })));

            expect(added).to.include({ outcome: "made" });
            expect(stood).to.include({ outcome: "stood" });
        });
    });
}

describe("what a run knows of the list of a service account, which has room for 200 entries", () => {
    it("posts no more than that together", async () => {
        const ownersIn = TWO_OWNERS["a service account"] ?? expect.fail();
        const site = await openAccessListSite(ownersIn, []);
        const list = accessListOf(site.instance, site.owner);

        const additions = await Promise.all(manyAddresses(201).map((address) => list.add({ address })));

        const sizes = site.atlas.calls().flatMap(({ body }) => (Array.isArray(body) ? [body.length] : []));
        expect(sizes).to.include.members([200, 1]);
        expect(additions.filter(({ outcome }) => outcome === "made")).to.have.length(200);
        await site.close();
    });
});

describe("the entries of one list that resources of a run stand for", () => {
    const OWNER = { orgId: "5".repeat(24), kind: "apiKey", id: "6".repeat(24) } as const;

    it("belong to one resource: a second that makes one is refused", async () => {
        const reservations = new Reservations(OWNER);
        await reservations.create(ONE, () => Promise.resolve());

        const failure = await reservations.create(ONE, () => Promise.resolve()).catch(String);

        expect(failure).to.contain("another resource of this run is for 192.0.2.1");
    });
});
