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
        const results = await createAccessListEntries(fixture.client, key, entries);

        expect(results.map(({ ipAddress, cidrBlock }) => ({ ipAddress, cidrBlock }))).to.deep.equal([
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

        const entries = await listAccessListEntries(fixture.client, key);

        expect(new Set(entries.map(({ ipAddress }) => ipAddress)).size).to.equal(1_001);
        expect(fixture.atlas.calls()).to.have.length(3);
    });

    it("may be empty, and then may come without links", async () => {
        expect(await listAccessListEntries(fixture.client, key)).to.deep.equal([]);
        fixture.atlas.faults.add({ method: "GET", status: 200, body: { results: [] } });
        expect(await listAccessListEntries(fixture.client, key)).to.deep.equal([]);
    });

    it("is read on after a page that is short, as long as there is a next link, from the same server", async () => {
        const links = [{ rel: "next", href: "https://elsewhere.example/" }];
        const page = (ipAddress: string, others: object) => ({
            method: "GET",
            status: 200,
            body: { results: [{ ipAddress }], ...others },
        });
        fixture.atlas.faults.add(page("192.0.2.1", { links }));
        fixture.atlas.faults.add(page("192.0.2.2", { links: [] }));

        expect(await listAccessListEntries(fixture.client, key)).to.have.length(2);
        expect(fixture.atlas.calls().map(({ path }) => path)).to.have.length(2);
    });

    it("ends with a page that brings nothing new, and counts what comes twice once", async () => {
        const links = [{ rel: "next", href: "https://elsewhere.example/" }];
        const body = { results: [{ ipAddress: "192.0.2.1" }], links };
        fixture.atlas.faults.add({ method: "GET", status: 200, body, times: 50 });

        expect(await listAccessListEntries(fixture.client, key)).to.have.length(1);
        expect(fixture.atlas.calls()).to.have.length(2);
    });

    it("is read once more when it is shorter than it says, and then nothing is taken for absent", async () => {
        const short = { results: [{ ipAddress: "192.0.2.1" }], links: [], totalCount: 3 };
        fixture.atlas.faults.add({ method: "GET", status: 200, body: short, times: 2 });

        const error = await listAccessListEntries(fixture.client, key).catch((reason: unknown) => reason);

        expect(String(error)).to.contain("the list has 1 of 3 members");
        expect(fixture.atlas.calls()).to.have.length(2);
    });
});
