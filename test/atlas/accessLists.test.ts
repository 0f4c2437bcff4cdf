import { expect } from "chai";
import type { AccessListOwner } from "#provider/atlas/endpoints/accessListOwners";
import { apiKeyOwner } from "#provider/atlas/endpoints/accessListOwners";
import {
    createAccessListEntries,
    deleteAccessListEntry,
    getAccessListEntry,
    listAccessListEntries,
} from "#provider/atlas/endpoints/accessLists";
import { hasErrorCode, isConflict, isNotFound } from "#provider/atlas/errors/errorPredicates";
import { failureOf, useAtlas } from "./harness";

describe("the access list of an API key", () => {
    const fixture = useAtlas();
    let key: AccessListOwner;
    beforeEach(() => {
        const { orgId } = fixture;
        key = apiKeyOwner(orgId, fixture.atlas.addApiKey({ orgId }).id);
    });

    it("takes several entries in one call, and answers with the list", async () => {
        const entries = [{ ipAddress: "192.0.2.1" }, { cidrBlock: "198.51.100.0/24" }];
        const shown = await createAccessListEntries(fixture.client, key, entries);

        expect(shown.isWhole).to.equal(true);
        expect(shown.entries.map(({ ipAddress, cidrBlock }) => ({ ipAddress, cidrBlock }))).to.deep.equal([
            { ipAddress: "192.0.2.1", cidrBlock: "192.0.2.1/32" },
            { ipAddress: undefined, cidrBlock: "198.51.100.0/24" },
        ]);
        expect(fixture.atlas.calls().map(({ body }) => body)).to.deep.equal([entries]);
    });

    it("refuses an address that it has", async () => {
        fixture.atlas.addAccessListEntry(key.id, "192.0.2.1");

        const error = await failureOf(
            createAccessListEntries(fixture.client, key, [{ cidrBlock: "192.0.2.1/32" }]),
        );

        expect(isConflict(error) && hasErrorCode(error, "ADDRESS_ALREADY_IN_WHITELIST")).to.be.true;
    });

    const addresses: Record<string, string> = {
        "192.0.2.1": "192.0.2.1",
        "198.51.100.0/24": "198.51.100.0%2F24",
        "2001:db8:0:0:0:0:0:1": "2001:db8:0:0:0:0:0:1",
        "2001:db8:0:0:0:0:0:0/32": "2001:db8:0:0:0:0:0:0%2F32",
    };
    for (const [address, segment] of Object.entries(addresses)) {
        it(`has, and loses, the entry ${address}, its slash encoded once`, async () => {
            fixture.atlas.addAccessListEntry(key.id, address);

            const entry = await getAccessListEntry(fixture.client, key, address);
            await deleteAccessListEntry(fixture.client, key, address);
            const error = await failureOf(getAccessListEntry(fixture.client, key, address));

            expect(entry.ipAddress ?? entry.cidrBlock).to.equal(address);
            expect(isNotFound(error) && hasErrorCode(error, "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND")).to.be
                .true;
            for (const { path, headers } of fixture.atlas.calls()) {
                expect(path)
                    .to.match(/\/accessList\/[^/]+$/)
                    .and.satisfy((sent: string) => sent.endsWith(`/${segment}`));
                expect(headers.authorization).to.include(`uri="${path}"`);
            }
        });
    }

    it("is read in pages of 500", async () => {
        for (let i = 0; i < 1_001; i += 1) {
            fixture.atlas.addAccessListEntry(key.id, `10.0.${Math.floor(i / 256)}.${i % 256}`);
        }

        const { members } = await listAccessListEntries(fixture.client, key);

        expect(new Set(members.map(({ ipAddress }) => ipAddress)).size).to.equal(1_001);
        expect(fixture.atlas.calls()).to.have.length(3);
    });

    it("may be empty, and then may come without links", async () => {
        expect(await listAccessListEntries(fixture.client, key)).to.deep.equal({ members: [] });
        fixture.atlas.faults.add({ method: "GET", status: 200, body: { results: [] } });
        expect(await listAccessListEntries(fixture.client, key)).to.deep.equal({ members: [] });
    });

    const NEXT = [{ rel: "next", href: "https://elsewhere.example/" }];

    /** The next answer is a page with these addresses. */
    function givePage(addresses: readonly string[], others: object = {}): void {
        const results = addresses.map((ipAddress) => ({ ipAddress }));
        fixture.atlas.faults.add({ method: "GET", status: 200, body: { results, ...others } });
    }

    async function shown(): Promise<{ addresses: (string | undefined)[]; isWhole: boolean }> {
        const { members, gap } = await listAccessListEntries(fixture.client, key);
        return { addresses: members.map(({ ipAddress }) => ipAddress), isWhole: gap === undefined };
    }

    it("is read on after a page that is short, as long as there is a next link, from the same server", async () => {
        givePage(["192.0.2.1"], { links: NEXT });
        givePage(["192.0.2.2"], { links: [] });

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1", "192.0.2.2"], isWhole: true });
        expect(fixture.atlas.calls().map(({ query }) => query["pageNum"])).to.deep.equal(["1", "2"]);
    });

    it("counts an entry once that is on two pages", async () => {
        for (let reading = 0; reading < 2; reading += 1) {
            givePage(["192.0.2.1", "192.0.2.2"], { links: NEXT, totalCount: 3 });
            givePage(["192.0.2.2"], { links: [], totalCount: 3 });
        }

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1", "192.0.2.2"], isWhole: false });
    });

    it("is read once more when it is shorter than it says, and whole if it is not so then", async () => {
        givePage(["192.0.2.1"], { totalCount: 2 });
        givePage(["192.0.2.1", "192.0.2.2"], { totalCount: 2 });

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1", "192.0.2.2"], isWhole: true });
        expect(fixture.atlas.calls()).to.have.length(2);
    });

    it("is not whole if it is shorter than it says at the second look, too", async () => {
        givePage(["192.0.2.1"], { totalCount: 3 });
        givePage(["192.0.2.1"], { totalCount: 3 });

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1"], isWhole: false });
        expect(fixture.atlas.calls()).to.have.length(2);
    });

    it("is not whole with an entry that has no address, as that may be any", async () => {
        const results = [{ created: "2026-01-01T00:00:00Z" }, { ipAddress: "192.0.2.1" }];
        fixture.atlas.faults.add({ method: "GET", status: 200, body: { results }, times: 2 });

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1"], isWhole: false });
    });

    it("may be longer than it says, as that is an estimate", async () => {
        givePage(["192.0.2.1", "192.0.2.2"], { totalCount: 1 });

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1", "192.0.2.2"], isWhole: true });
    });

    it("is not read for ever where each page says that there is another one", async () => {
        fixture.atlas.faults.add({
            ...{ method: "GET", status: 200, times: 100 },
            body: { results: [{ ipAddress: "192.0.2.1" }], links: NEXT },
        });

        expect(await shown()).to.deep.equal({ addresses: ["192.0.2.1"], isWhole: false });
        expect(fixture.atlas.calls()).to.have.length(4);
    });

    const unusable: Readonly<Record<string, readonly [body: unknown, field: string]>> = {
        "no results": [{}, "results"],
        "no list": [{ results: null }, "results"],
        "links of another type": [{ results: [], links: "next" }, "links"],
        "an entry that is none": [{ results: [null] }, "results[0]"],
        "an entry whose address is a number": [{ results: [{ cidrBlock: 7 }] }, "results[0].cidrBlock"],
        "an entry with two addresses": [
            { results: [{ ipAddress: "192.0.2.1", cidrBlock: "192.0.2.2/32" }] },
            "results[0].cidrBlock",
        ],
    };
    for (const [what, [body, field]] of Object.entries(unusable)) {
        it(`is of no use with ${what}, and the error names the field`, async () => {
            fixture.atlas.faults.add({ method: "GET", status: 200, body, times: 10 });

            const error = await failureOf(listAccessListEntries(fixture.client, key));

            expect(error.name).to.equal("AtlasResponseError");
            expect(error.message).to.include(`200 with a body without a usable "${field}".`);
        });
    }
});
