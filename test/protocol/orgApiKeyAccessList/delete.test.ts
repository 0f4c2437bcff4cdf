import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import { failureOf } from "../../support/hostFailure";
import { CALLER, DELETE, GET_LIST, inNextRun, useLists } from "./useLists";

describe("deleting an OrgApiKeyAccessList in the provider host", () => {
    const { fixture, lists, apiKeyId, id, stateOf, listed, add, deleted } = useLists();

    it("removes each entry that state knows of, and no other", async () => {
        add("192.0.2.1", "2001:db8::1", "203.0.113.0/24", "198.51.100.1");

        await lists().delete(
            id(),
            stateOf(["192.0.2.1/32", "2001:DB8::1", "203.0.113.0/24"], { added: ["192.0.2.1"] }),
        );

        const deletes = [`${DELETE} 204`, `${DELETE} 204`, `${DELETE} 204`];
        expect(fixture().calls()).to.deep.equal([`${GET_LIST} 200`, ...deletes]);
        expect(deleted()).to.deep.equal(["192.0.2.1", "2001:db8:0:0:0:0:0:1", "203.0.113.0/24"]);
        expect(listed()).to.deep.equal(["198.51.100.1"]);
    });

    it("removes only what it has added when additive", async () => {
        add("192.0.2.1", "192.0.2.2", "198.51.100.1");

        await lists().delete(
            id(),
            stateOf(["192.0.2.1", "192.0.2.2"], { mode: "additive", added: ["192.0.2.2"] }),
        );

        expect(listed()).to.deep.equal(["192.0.2.1", "198.51.100.1"]);
    });

    it("calls nobody when additive and nothing was added", async () => {
        add("192.0.2.1");

        await lists().delete(id(), stateOf(["192.0.2.1"], { mode: "additive", added: [] }));

        expect(fixture().calls()).to.be.empty;
    });

    it("removes nothing when additive and state does not say what was added", async () => {
        add("192.0.2.1");
        const { added: _added, ...state } = stateOf(["192.0.2.1"], { mode: "additive" });

        await lists().delete(id(), state);

        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("is done with entries that are gone already", async () => {
        add("192.0.2.2");

        await lists().delete(id(), stateOf(["192.0.2.1", "192.0.2.2", "192.0.2.3"]));

        expect(listed()).to.be.empty;
    });

    for (const status of [400, 404] as const) {
        it(`is done without trying all when its key is gone, by ${status}`, async () => {
            fixture().atlas.revokeApiKey(apiKeyId());
            fixture().atlas.faults.add({
                method: "DELETE",
                status,
                errorCode: "API_KEY_NOT_FOUND",
                times: 100,
            });

            await lists().delete(id(), stateOf(manyAddresses(20)));

            expect(fixture().calls()).to.have.members([
                ...Array.from({ length: 8 }, () => `${DELETE} ${status}`),
                // Once to read what is on the list, and once to be sure that it is gone.
                `${GET_LIST} 404`,
                `${GET_LIST} 404`,
                "GET /orgs 200",
                "GET /orgs/{orgId}/apiKeys 200",
            ]);
        });
    }

    it("names an entry that Atlas does not let go of, and removes the others", async () => {
        add("192.0.2.1", "192.0.2.2", "192.0.2.3");
        fixture().atlas.faults.add({
            method: "DELETE",
            path: /192\.0\.2\.2$/,
            status: 400,
            errorCode: "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
        });

        expect(await failureOf(lists().delete(id(), stateOf(["192.0.2.1", "192.0.2.2", "192.0.2.3"]))))
            .to.match(/^OrgApiKeyAccessList /)
            .and.contain("192.0.2.2")
            .and.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")
            .and.contain("with another key or from another address");
        expect(listed()).to.deep.equal(["192.0.2.2"]);
    });

    it("fails on anything else, and the rest can be deleted later", async () => {
        add("192.0.2.1", "192.0.2.2");
        const state = stateOf(["192.0.2.1", "192.0.2.2"]);
        // Refused beside another one, it is repeated alone.
        fixture().atlas.faults.add({ method: "DELETE", path: /192\.0\.2\.2$/, status: 500, times: 2 });

        expect(await failureOf(lists().delete(id(), state))).to.match(
            /^OrgApiKeyAccessList \S+: .*DELETE .*: 500 /,
        );
        await lists().delete(id(), state);

        expect(listed()).to.be.empty;
    });

    it("does not take 401 for done", async () => {
        fixture().atlas.faults.add({
            method: "DELETE",
            status: 401,
            errorCode: "API_KEY_ACCESS_LIST_ACCESS_DENIED",
        });

        expect(await failureOf(lists().delete(id(), stateOf(["192.0.2.1"])))).to.contain(
            "401 API_KEY_ACCESS_LIST_ACCESS_DENIED",
        );
    });
});

describe("an OrgApiKeyAccessList that a program declares instead of entries, or the other way round", () => {
    const { fixture, lists, apiKeyId, id, inputsOf, stateOf, listed, add, shown } = useLists();
    const addresses = ["192.0.2.1", "203.0.113.0/24"];
    const entryInputs = (cidrBlock: string) => ({
        orgId: fixture().orgId,
        apiKeyId: apiKeyId(),
        cidrBlock,
    });
    const entries = () => fixture().resource("OrgApiKeyAccessListEntry");

    it("keeps what the entries had made", async () => {
        add(...addresses);

        const { outs } = await lists().create(inputsOf(addresses));
        for (const address of addresses) {
            await entries().delete(`${id()}-${address}`, { ...entryInputs(address), address });
        }

        expect(outs["entries"]).to.deep.equal(addresses);
        expect(listed()).to.deep.equal(addresses);
        expect(await shown()).to.contain("it is not deleted");
    });

    it("leaves to the entries what they have taken over, and removes the rest", async () => {
        add(...addresses, "192.0.2.9");

        await entries().create({
            ...entryInputs("203.0.113.0/24"),
            onConflict: "adopt",
        });
        await lists().delete(id(), stateOf([...addresses, "192.0.2.9"]));

        expect(listed()).to.deep.equal(["203.0.113.0/24"]);
        expect(await shown()).to.contain("203.0.113.0/24");
    });
});

describe("an OrgApiKeyAccessList that is replaced by itself, as by --replace or a taint", () => {
    const { fixture, lists, id, inputsOf, stateOf, listed, add } = useLists();
    const addresses = ["192.0.2.1", "203.0.113.0/24"];

    for (const mode of ["authoritative", "additive"]) {
        it(`stays on with deleteBeforeReplace, and is still its own: ${mode}`, async () => {
            add(...addresses, "192.0.2.9");
            const state = stateOf(addresses, { mode, added: ["192.0.2.1"] });

            await lists().check(inputsOf(addresses, { mode }));
            await lists().delete(id(), state);
            const { outs } = await lists().create(inputsOf(addresses, { mode }));

            expect(fixture().calls().join()).to.not.contain("DELETE");
            expect(listed()).to.include.members(addresses);
            expect(outs["added"]).to.deep.equal(["192.0.2.1"]);
        });
    }
});

describe("an OrgApiKeyAccessList that leaves the program while another resource is for some of its entries", () => {
    const { fixture, lists, apiKeyId, id, inputsOf, stateOf, listed, add, shown } = useLists();

    it("leaves those to a list that stays", async () => {
        add("192.0.2.1", "192.0.2.2", "192.0.2.3");
        const other = inputsOf(["192.0.2.2", "192.0.2.3"]);
        await lists().check(other, other);
        await lists().diff(id(), stateOf(["192.0.2.2", "192.0.2.3"]), other);

        await lists().delete(id(), stateOf(["192.0.2.1", "192.0.2.2"]));

        expect(listed()).to.deep.equal(["192.0.2.2", "192.0.2.3"]);
        expect(await shown()).to.contain("192.0.2.2: that is not deleted");
    });

    it("leaves those to entries that stay, also when it is only updated", async () => {
        add("192.0.2.2", "192.0.2.3");
        const entry = { orgId: fixture().orgId, apiKeyId: apiKeyId(), ipAddress: "192.0.2.2" };
        await fixture().resource("OrgApiKeyAccessListEntry").check(entry, entry);

        await lists().update(id(), stateOf(["192.0.2.2"]), inputsOf(["192.0.2.3"]));
        const listedThen = listed();
        await lists().delete(id(), stateOf(["192.0.2.2"]));

        expect(listedThen).to.deep.equal(["192.0.2.2", "192.0.2.3"]);
        expect(listed()).to.deep.equal(["192.0.2.2", "192.0.2.3"]);
    });
});

describe("deleting an OrgApiKeyAccessList of the key that the host calls with", () => {
    const { fixture, id, stateOf, listed, add } = useLists({ isOwnKey: true });

    it("keeps the entry that lets this machine in, and is refused nothing else", async () => {
        const entries = [CALLER, "192.0.2.1", "192.0.2.2"];
        add(...entries);

        const message = await inNextRun(fixture(), (lists) =>
            failureOf(lists.delete(id(), stateOf(entries))),
        );

        expect(message).to.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST").and.contain(CALLER);
        expect(listed()).to.deep.equal([CALLER]);
        expect(fixture().calls().join()).to.not.contain(" 403");
    });
});
