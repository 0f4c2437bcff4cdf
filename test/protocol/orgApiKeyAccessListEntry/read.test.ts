import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { GET_LIST, useEntries } from "./useEntries";

describe("reading an OrgApiKeyAccessListEntry in the provider host", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, created, readInNextRun } = useEntries();

    it("finds the entry in the list of its key", async () => {
        const { id, outs } = await created({ cidrBlock: "203.0.113.0/24", onConflict: "adopt" });

        const { props, inputs } = await readInNextRun(id, outs);

        expect(fixture().calls()).to.deep.equal([`${GET_LIST} 200`]);
        expect(props).to.deep.equal(outs);
        expect(inputs).to.deep.equal(inputsOf({ cidrBlock: "203.0.113.0/24", onConflict: "adopt" }));
    });

    it("asks for the list of a key once, whatever the number of entries", async () => {
        const addresses = Array.from({ length: 40 }, (_, index) => `192.0.2.${index}`);
        addresses.forEach((address) => fixture().atlas.addAccessListEntry(apiKeyId(), address));
        fixture().atlas.removeAccessListEntry(apiKeyId(), "192.0.2.3");
        const other = fixture().atlas.addApiKey({ orgId: fixture().orgId, accessList: ["192.0.2.1"] });

        const found = await Promise.all(
            addresses.map((ipAddress) =>
                entries().read(idOf(ipAddress), { ...inputsOf({ ipAddress }), schemaVersion: 1 }),
            ),
        );
        const otherId = `${fixture().orgId}-${other.id}-192.0.2.1`;
        expect((await entries().read(otherId, { schemaVersion: 1 })).id).to.equal(otherId);

        expect(found.filter(({ id }) => id === "")).to.have.lengthOf(1);
        expect(fixture().calls()).to.deep.equal([`${GET_LIST} 200`, `${GET_LIST} 200`]);
    });

    it("reads a list of more than 500 entries in pages", async () => {
        for (let host = 0; host < 501; host += 1) {
            fixture().atlas.addAccessListEntry(apiKeyId(), `10.0.${host >> 8}.${host & 255}`);
        }

        const { id } = await entries().read(idOf("10.0.1.244"), { schemaVersion: 1 });

        expect(id).to.equal(idOf("10.0.1.244"));
        const pages = fixture().atlas.calls();
        expect(pages.map(({ query }) => query)).to.deep.equal([
            { pageNum: "1", itemsPerPage: "500" },
            { pageNum: "2", itemsPerPage: "500" },
        ]);
    });

    it("goes by its own writes, as they show what is on the list", async () => {
        fixture().atlas.addAccessListEntry(apiKeyId(), "192.0.2.1");
        const id = idOf("192.0.2.1");
        const state = { ...inputsOf({ ipAddress: "192.0.2.1" }), schemaVersion: 1 };
        expect((await entries().read(id, state)).id).to.equal(id);

        const other = await entries().create(inputsOf({ ipAddress: "192.0.2.2" }));
        expect((await entries().read(other.id, other.outs)).id).to.equal(other.id);
        await entries().delete(id, state);
        expect((await entries().read(id, state)).id).to.equal("");

        const reads = fixture()
            .calls()
            .filter((call) => call.startsWith(GET_LIST));
        expect(reads).to.have.lengthOf(1);
    });

    it("asks once, too, of a key that is gone, when its entries are read one after the other", async () => {
        const made = [await created({ ipAddress: "192.0.2.1" }), await created({ ipAddress: "192.0.2.2" })];
        fixture().atlas.revokeApiKey(apiKeyId());

        await fixture().inNextRun(async (host) => {
            for (const { id, outs } of made) {
                expect((await host.resource("OrgApiKeyAccessListEntry").read(id, outs)).id).to.equal("");
            }
        });

        expect(fixture().calls()).to.deep.equal([
            `${GET_LIST} 404`,
            "GET /orgs 200",
            "GET /orgs/{orgId}/apiKeys 200",
        ]);
    });

    it("finds it gone when somebody removed it, when the key is gone, and by 400 API_KEY_NOT_FOUND", async () => {
        const { outs } = await created({ ipAddress: "192.0.2.1" });
        fixture().atlas.removeAccessListEntry(apiKeyId(), "192.0.2.1");
        expect((await readInNextRun(idOf("192.0.2.1"), outs)).id).to.equal("");

        const revoked = fixture().atlas.addApiKey({ orgId: fixture().orgId }).id;
        fixture().atlas.revokeApiKey(revoked);
        const idOfRevoked = `${fixture().orgId}-${revoked}-192.0.2.1`;
        expect((await entries().read(idOfRevoked, outs)).id).to.equal("");

        fixture().atlas.faults.add({ status: 400, errorCode: "API_KEY_NOT_FOUND" });
        const idElsewhere = `${fixture().orgId}-${"e".repeat(24)}-192.0.2.1`;
        expect((await entries().read(idElsewhere, outs)).id).to.equal("");
    });

    for (const status of [401, 403, 500]) {
        it(`does not take ${status} for gone`, async () => {
            fixture().atlas.faults.add({ method: "GET", status });

            expect(await failureOf(entries().read(idOf("192.0.2.1"), { schemaVersion: 1 }))).to.match(
                new RegExp(`^OrgApiKeyAccessListEntry \\S+: GET .*: ${status} `),
            );
        });
    }

    it("is not troubled by entries of a kind that it does not know", async () => {
        const results = [
            { cidrBlock: "192.0.2.5/24" },
            { awsSecurityGroup: "sg-1" },
            { cidrBlock: "192.0.2.1/32", ipAddress: "192.0.2.1", created: "2026-01-01T00:00:00Z" },
        ];
        // Twice: a list with an entry that cannot be told is read once more.
        fixture().atlas.faults.add({
            ...{ method: "GET", status: 200, times: 2 },
            body: { results, totalCount: 3 },
        });

        const { props } = await entries().read(idOf("192.0.2.1"), { schemaVersion: 1 });

        expect(props).to.include({ created: "2026-01-01T00:00:00Z" });
    });

    for (const [address, input] of [
        ["192.0.2.1", { ipAddress: "192.0.2.1" }],
        ["203.0.113.0/24", { cidrBlock: "203.0.113.0/24" }],
        ["2001:db8::1", { ipAddress: "2001:db8::1" }],
    ] as const) {
        it(`looks up ${address} by its id alone`, async () => {
            const entry = fixture().atlas.addAccessListEntry(apiKeyId(), address);

            const { id, props } = await entries().read(idOf(address));

            expect(id).to.equal(idOf(address));
            expect(props).to.deep.equal({
                ...inputsOf(input),
                address,
                created: entry.created,
                schemaVersion: 1,
            });
        });
    }

    it("fails a lookup of an entry that is not there, and of an id that is none", async () => {
        expect(await failureOf(entries().read(idOf("192.0.2.1")))).to.equal(
            `OrgApiKeyAccessListEntry ${idOf("192.0.2.1")}: it does not exist in Atlas, or the id is wrong.`,
        );
        expect(await failureOf(entries().read("192.0.2.1"))).to.match(
            /^OrgApiKeyAccessListEntry \S+: "192\.0\.2\.1" is not the id of an OrgApiKeyAccessListEntry, which/,
        );
    });
});
