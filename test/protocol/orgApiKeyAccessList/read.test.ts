import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import { failureOf } from "../../support/hostFailure";
import { GET_LIST, entriesIn, useLists } from "./useLists";

describe("reading an OrgApiKeyAccessList in the provider host", () => {
    const { fixture, lists, apiKeyId, id, inputsOf, stateOf, add, posted, deleted } = useLists();

    it("asks for the list once, and finds its entries as they are spelled", async () => {
        const entries = ["192.0.2.1/32", "2001:0DB8::1", "203.0.113.0/24"];
        add("203.0.113.0/24", "2001:db8::1", "192.0.2.1");
        const state = stateOf(entries, { added: ["192.0.2.1"], mode: "authoritative" });

        const { id: found, props, inputs } = await lists().read(id(), state);

        expect(fixture().calls()).to.deep.equal([`${GET_LIST} 200`]);
        expect(found).to.equal(id());
        expect(props).to.deep.equal(state);
        expect(inputs).to.deep.equal(inputsOf(entries, { mode: "authoritative" }));
    });

    it("finds what others have added, after its own, and what they have removed", async () => {
        add("198.51.100.1", "192.0.2.3", "192.0.2.1");
        const state = stateOf(["192.0.2.1/32", "192.0.2.2", "192.0.2.3"]);

        const { props, inputs } = await lists().read(id(), state);

        expect(props["entries"]).to.deep.equal(["192.0.2.1/32", "192.0.2.3", "198.51.100.1"]);
        expect(inputs?.["entries"]).to.deep.equal(props["entries"]);
        expect([...posted(), ...deleted()]).to.be.empty;
    });

    it("is about its own entries only when additive", async () => {
        add("198.51.100.1", "192.0.2.3", "192.0.2.1");
        const state = stateOf(["192.0.2.1/32", "192.0.2.2", "192.0.2.3"], {
            mode: "additive",
            added: ["192.0.2.1"],
        });

        const { props, inputs } = await lists().read(id(), state);

        expect(props).to.deep.include({ entries: ["192.0.2.1/32", "192.0.2.3"], added: ["192.0.2.1"] });
        expect(inputs?.["entries"]).to.deep.equal(["192.0.2.1/32", "192.0.2.3"]);
    });

    it("is there though nothing is on the list any more", async () => {
        const { id: found, props } = await lists().read(id(), stateOf(["192.0.2.1"]));

        expect(found).to.equal(id());
        expect(props["entries"]).to.deep.equal([]);
    });

    it("reads a list of more than 500 entries in pages", async () => {
        const entries = manyAddresses(501);
        add(...entries);

        const { props } = await lists().read(id(), stateOf(entries));

        expect(props["entries"]).to.deep.equal(entries);
        const queries = fixture()
            .atlas.calls()
            .map(({ query }) => query);
        expect(queries).to.deep.equal([
            { pageNum: "1", itemsPerPage: "500" },
            { pageNum: "2", itemsPerPage: "500" },
        ]);
    });

    it("is gone with its key", async () => {
        fixture().atlas.revokeApiKey(apiKeyId());

        expect((await lists().read(id(), stateOf(["192.0.2.1"]))).id).to.equal("");
    });

    it("is gone, too, by 400 API_KEY_NOT_FOUND", async () => {
        fixture().atlas.faults.add({ status: 400, errorCode: "API_KEY_NOT_FOUND" });

        expect((await lists().read(id(), stateOf(["192.0.2.1"]))).id).to.equal("");
    });

    for (const status of [401, 403, 500]) {
        it(`does not take ${status} for gone`, async () => {
            fixture().atlas.faults.add({ method: "GET", status });

            expect(await failureOf(lists().read(id(), stateOf(["192.0.2.1"])))).to.match(
                new RegExp(`^OrgApiKeyAccessList \\S+: GET .*: ${status} `),
            );
        });
    }

    it("looks up a list by its id alone", async () => {
        add("203.0.113.0/24", "2001:db8::1");

        const { id: found, props } = await lists().read(id());

        expect(found).to.equal(id());
        const { orgId } = fixture();
        expect(props).to.deep.include({ orgId, apiKeyId: apiKeyId(), schemaVersion: 1 });
        expect(entriesIn(props)).to.deep.equal(["2001:db8::1", "203.0.113.0/24"]);
    });

    it("looks up a list that is empty", async () => {
        expect((await lists().read(id())).props["entries"]).to.deep.equal([]);
    });

    it("fails a lookup of a key that is not there, and of an id that is none", async () => {
        fixture().atlas.revokeApiKey(apiKeyId());

        expect(await failureOf(lists().read(id()))).to.equal(
            `OrgApiKeyAccessList ${id()}: it does not exist in Atlas, or the id is wrong.`,
        );
        expect(await failureOf(lists().read("192.0.2.1"))).to.match(
            /^OrgApiKeyAccessList \S+: "192\.0\.2\.1" is not the id of an OrgApiKeyAccessList/,
        );
    });
});

describe("reading an OrgApiKeyAccessList where Atlas compresses IPv6 in its replies", () => {
    const { lists, id, stateOf, add } = useLists({ ipv6InReplies: "compressed" });

    it("finds its entries all the same", async () => {
        add("2001:db8::1", "2001:db8::/48");
        const state = stateOf(["2001:db8:0:0::1", "2001:DB8::/48"]);

        expect((await lists().read(id(), state)).props["entries"]).to.deep.equal(state["entries"]);
    });
});
