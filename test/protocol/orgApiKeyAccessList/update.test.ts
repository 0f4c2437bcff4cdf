import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import { recordedBy } from "../../support/hostFailure";
import { CALLER, DELETE, GET_LIST, GUILTY, POST, entriesIn, useLists } from "./useLists";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("what an OrgApiKeyAccessList takes for a change", () => {
    const { fixture, lists, id, inputsOf, stateOf, shown } = useLists();
    const old = ["192.0.2.1", "2001:db8::1", "203.0.113.0/24"];

    for (const [what, entries] of [
        ["another order", ["203.0.113.0/24", "192.0.2.1", "2001:db8::1"]],
        ["another spelling", ["192.0.2.1/32", "2001:0DB8:0::1", "203.0.113.0/24"]],
    ] as const) {
        it(`is not ${what}`, async () => {
            expect((await lists().diff(id(), stateOf(old), inputsOf(entries))).changes).to.be.false;
            expect(await shown()).to.equal("");
        });
    }

    for (const change of [{ onConflict: "adopt" }, { allowLockout: true }]) {
        it(`is not ${Object.keys(change).join()}, which means nothing to a list that exists`, async () => {
            expect((await lists().diff(id(), stateOf(old), inputsOf(old, change))).changes).to.be.false;
        });
    }

    for (const [what, change] of [
        ["one entry more", { entries: [...old, "192.0.2.2"] }],
        ["one entry less", { entries: old.slice(1) }],
        ["another mode", { mode: "additive" }],
        ["entries that are not known yet", { entries: UNKNOWN }],
        ["one entry that is not known yet", { entries: [...old, UNKNOWN] }],
    ] as const) {
        it(`is ${what}, for an update`, async () => {
            const { changes, replaces } = await lists().diff(id(), stateOf(old), inputsOf(old, change));

            expect({ changes, replaces }).to.deep.equal({ changes: true, replaces: [] });
        });
    }

    for (const input of ["orgId", "apiKeyId"]) {
        it(`is another ${input}, for a replacement, the new one first`, async () => {
            const wanted = inputsOf(old, { [input]: "f".repeat(24) });

            expect(await lists().diff(id(), stateOf(old), wanted)).to.deep.equal({
                changes: true,
                replaces: [input],
                deleteBeforeReplace: false,
            });
        });
    }

    it("is an entry of others that state knows of, and a preview names it as one that an update removes", async () => {
        const state = stateOf([...old, "198.51.100.1"], { added: old });

        expect((await lists().diff(id(), state, inputsOf(old))).changes).to.be.true;

        expect(await shown())
            .to.match(/^warning: OrgApiKeyAccessList .*198\.51\.100\.1/)
            .and.not.contain("203.0.113.0/24");
    });

    it("is an entry that has gone", async () => {
        for (const mode of ["authoritative", "additive"]) {
            const state = stateOf(old.slice(1), { mode });
            expect((await lists().diff(id(), state, inputsOf(old, { mode }))).changes, mode).to.be.true;
        }
    });

    it("calls nobody", async () => {
        await lists().diff(id(), stateOf(old), inputsOf(["192.0.2.9"]));

        expect(fixture().calls()).to.be.empty;
    });
});

describe("a published list of addresses", () => {
    const { lists, id, inputsOf, stateOf, shown } = useLists();

    it("that names addresses twice and has white space is taken as it is", async () => {
        const published = ["23.32.0.0/11\t", "192.0.2.1", "192.0.2.1/32", "23.32.0.0/11"];

        const { inputs, failures } = await lists().check(inputsOf(published));

        expect(failures).to.be.empty;
        expect(inputs["entries"]).to.deep.equal(["23.32.0.0/11\t", "192.0.2.1"]);
        expect(await shown()).to.contain("2 of entries are named before");
    });

    it("in another order differs from the old one only where an address does, which is told of a long list", async () => {
        const before = manyAddresses(60);
        const wanted = before.with(30, "192.0.2.0/24");

        const { inputs } = await lists().check(inputsOf(wanted.toReversed()), inputsOf(before));
        await lists().diff(id(), stateOf(before), inputs);

        expect(inputs["entries"]).to.deep.equal(wanted);
        expect(await shown()).to.contain("takes out 10.0.0.30, and brings in 192.0.2.0/24.");
    });
});

describe("updating an OrgApiKeyAccessList in the provider host", () => {
    const { fixture, lists, id, inputsOf, stateOf, listed, add, posted, deleted } = useLists();

    it("adds what is new in one post, then deletes what goes", async () => {
        add("192.0.2.1", "192.0.2.2", "203.0.113.0/24");
        const wanted = inputsOf(["192.0.2.1/32", "2001:db8::1", "192.0.2.9"]);

        const outs = await lists().update(
            id(),
            stateOf(["192.0.2.1", "192.0.2.2", "203.0.113.0/24"]),
            wanted,
        );

        const writes = fixture()
            .calls()
            .filter((call) => !call.startsWith("GET "));
        expect(writes).to.deep.equal([`${POST} 200`, `${DELETE} 204`, `${DELETE} 204`]);
        expect(posted()[0]).to.have.members(["2001:db8:0:0:0:0:0:1", "192.0.2.9"]);
        expect(deleted()).to.deep.equal(["192.0.2.2", "203.0.113.0/24"]);
        const { added, ...others } = outs;
        expect(others).to.deep.equal({ ...wanted, schemaVersion: 1 });
        expect(added).to.have.members(["192.0.2.1", "192.0.2.9", "2001:db8::1"]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.9", "2001:db8::1"]);
    });

    it("removes entries of others that state knows of", async () => {
        add("192.0.2.1", "198.51.100.1", "198.51.100.2");
        const state = stateOf(["192.0.2.1", "198.51.100.1", "198.51.100.2"], { added: ["192.0.2.1"] });

        const outs = await lists().update(id(), state, inputsOf(["192.0.2.1"]));

        expect(listed()).to.deep.equal(["192.0.2.1"]);
        expect(outs).to.deep.include({ entries: ["192.0.2.1"], added: ["192.0.2.1"] });
    });

    it("removes nothing that no state has shown", async () => {
        add("192.0.2.1", "192.0.2.2", "198.51.100.1");
        const state = stateOf(["192.0.2.1", "192.0.2.2"]);

        const outs = await lists().update(id(), state, inputsOf(["192.0.2.1", "192.0.2.3"]));

        expect(deleted()).to.deep.equal(["192.0.2.2"]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.3", "198.51.100.1"]);
        expect(outs["entries"]).to.deep.equal(["192.0.2.1", "192.0.2.3", "198.51.100.1"]);
    });

    it("takes a new entry that stands there already for done", async () => {
        add("192.0.2.1", "192.0.2.2");

        const outs = await lists().update(
            id(),
            stateOf(["192.0.2.1"]),
            inputsOf(["192.0.2.1", "192.0.2.2", "192.0.2.3"]),
        );

        expect(posted().at(-1)).to.deep.equal(["192.0.2.3"]);
        expect(entriesIn(outs, "added")).to.deep.equal(["192.0.2.1", "192.0.2.3"]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
    });

    it("takes an entry that is gone already for deleted", async () => {
        add("192.0.2.1", "192.0.2.3");
        const state = stateOf(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);

        const outs = await lists().update(id(), state, inputsOf(["192.0.2.1"]));

        expect(outs).to.deep.include({ entries: ["192.0.2.1"], added: ["192.0.2.1"] });
        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("writes nothing for allowLockout", async () => {
        add("192.0.2.1");

        const outs = await lists().update(
            id(),
            stateOf(["192.0.2.1"]),
            inputsOf(["192.0.2.1"], { allowLockout: true }),
        );

        expect(outs["allowLockout"]).to.be.true;
        expect([...posted(), ...deleted()]).to.be.empty;
    });

    it("tries all deletions though Atlas refuses one, and records what is left", async () => {
        add("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
        fixture().atlas.faults.add({
            method: "DELETE",
            path: /192\.0\.2\.2$/,
            status: 400,
            errorCode: "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
        });
        const state = stateOf(["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]);

        const recorded = await recordedBy(lists().update(id(), state, inputsOf(["192.0.2.1", "192.0.2.9"])));

        expect(recorded.reasons.join("\n"))
            .to.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")
            .and.contain("192.0.2.2")
            .and.contain("with another key or from another address");
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "192.0.2.9"]);
        expect(entriesIn(recorded.properties)).to.deep.equal(listed());
        expect(recorded.id).to.equal(id());
    });

    it("records what stands when Atlas refuses one of the new entries", async () => {
        add("192.0.2.1", "192.0.2.2");

        const recorded = await recordedBy(
            lists().update(
                id(),
                stateOf(["192.0.2.1", "192.0.2.2"]),
                inputsOf(["192.0.2.1", GUILTY, "192.0.2.3"]),
            ),
        );

        expect(recorded.reasons.join("\n")).to.contain(GUILTY);
        expect(listed()).to.include.members(["192.0.2.1", "192.0.2.3"]);
        expect(entriesIn(recorded.properties)).to.deep.equal(listed());
    });

    it("can be done once more after it failed, by what it has recorded", async () => {
        add("192.0.2.1", "192.0.2.2");
        const wanted = inputsOf(["192.0.2.3", "192.0.2.4"]);
        // Refused beside another one, it is repeated alone.
        fixture().atlas.faults.add({ method: "DELETE", path: /192\.0\.2\.2$/, status: 500, times: 2 });
        const { properties } = await recordedBy(
            lists().update(id(), stateOf(["192.0.2.1", "192.0.2.2"]), wanted),
        );
        expect(entriesIn(properties)).to.deep.equal(listed());

        const outs = await lists().update(id(), properties, wanted);

        expect(listed()).to.deep.equal(["192.0.2.3", "192.0.2.4"]);
        expect(entriesIn(outs)).to.deep.equal(listed());
    });
});

describe("updating an additive OrgApiKeyAccessList in the provider host", () => {
    const { fixture, lists, id, inputsOf, stateOf, listed, add, posted, deleted, shown } = useLists();
    const additive = { mode: "additive" };

    it("removes only what it has added itself", async () => {
        add("192.0.2.1", "192.0.2.2", "192.0.2.3", "198.51.100.1");
        const state = stateOf(["192.0.2.1", "192.0.2.2", "192.0.2.3"], {
            ...additive,
            added: ["192.0.2.1", "192.0.2.2"],
        });

        const outs = await lists().update(id(), state, inputsOf(["192.0.2.1", "192.0.2.9"], additive));

        expect(deleted()).to.deep.equal(["192.0.2.2"]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.3", "192.0.2.9", "198.51.100.1"]);
        expect(entriesIn(outs, "added")).to.deep.equal(["192.0.2.1", "192.0.2.9"]);
        expect(outs["entries"]).to.deep.equal(["192.0.2.1", "192.0.2.9"]);
    });

    it("makes entries again that have gone, and those are its own then", async () => {
        add("192.0.2.2");
        const state = stateOf(["192.0.2.2"], { ...additive, added: [] });

        const outs = await lists().update(id(), state, inputsOf(["192.0.2.1", "192.0.2.2"], additive));

        expect(posted()).to.deep.equal([["192.0.2.1"]]);
        expect(outs["added"]).to.deep.equal(["192.0.2.1"]);
    });

    it("does not remove entries of others that it knows of from when it was authoritative", async () => {
        add("192.0.2.1", "198.51.100.1");
        const state = stateOf(["192.0.2.1", "198.51.100.1"], { added: ["192.0.2.1"] });

        const outs = await lists().update(id(), state, inputsOf(["192.0.2.1"], additive));

        expect(listed()).to.deep.equal(["192.0.2.1", "198.51.100.1"]);
        expect(outs).to.deep.include({ entries: ["192.0.2.1"], added: ["192.0.2.1"] });
    });

    it("removes nothing that no state has shown when it becomes authoritative", async () => {
        add("192.0.2.1", "198.51.100.1");
        const state = stateOf(["192.0.2.1"], additive);

        await lists().update(id(), state, inputsOf(["192.0.2.1"], { mode: "authoritative" }));

        expect(listed()).to.deep.equal(["192.0.2.1", "198.51.100.1"]);
        expect(fixture().calls().join()).to.not.contain("DELETE");
    });

    it("removes nothing when state does not say what it has added", async () => {
        add("192.0.2.1");
        const { added: _added, ...state } = stateOf(["192.0.2.1"], additive);
        const wanted = inputsOf(["192.0.2.2"], additive);

        expect((await lists().diff(id(), state, wanted)).changes).to.be.true;
        const outs = await lists().update(id(), state, wanted);

        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
        expect(outs).to.deep.include({ entries: ["192.0.2.2"], added: ["192.0.2.2"] });
    });

    it("is not said to remove what it has not added", async () => {
        const state = stateOf(["192.0.2.1", "192.0.2.2"], { ...additive, added: ["192.0.2.1"] });

        expect((await lists().diff(id(), state, inputsOf(["192.0.2.1"], additive))).changes).to.be.true;

        expect(await shown()).to.not.contain("192.0.2.2");
    });
});

describe("replacing every entry of the key that the host calls with", () => {
    const { fixture, lists, id, inputsOf, stateOf, listed, add } = useLists({ isOwnKey: true });
    const old = [CALLER, "192.0.2.1", "192.0.2.2"];

    /** Whether the caller would be let in, at each request to the list. */
    function watchCaller(): { isLetIn: () => boolean[] } {
        const seen: boolean[] = [];
        const hold = () => {
            seen.push(listed().some((address) => [CALLER, "203.0.113.0/24"].includes(address)));
        };
        fixture().atlas.faults.add({ path: /\/accessList/, times: Number.POSITIVE_INFINITY, hold });
        return { isLetIn: () => seen };
    }

    for (const [what, entries] of [
        ["with a block that holds its address", ["203.0.113.0/24", "198.51.100.1"]],
        ["with addresses that are not its own", ["198.51.100.1", "198.51.100.2"]],
        ["with one address that is not its own", ["198.51.100.1"]],
    ] as const) {
        it(`never locks it out, ${what}`, async () => {
            add(...old);
            const watch = watchCaller();

            const recorded = await recordedBy(lists().update(id(), stateOf(old), inputsOf(entries)));

            // Atlas lets no caller remove the entry that lets it in.
            expect(recorded.reasons.join("\n")).to.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST");
            expect(listed()).to.deep.equal([...entries, CALLER].sort());
            expect(entriesIn(recorded.properties)).to.deep.equal(listed());
            expect(watch.isLetIn()).to.have.lengthOf.above(3);
            expect(watch.isLetIn()).to.not.include(false);
            const statuses = fixture()
                .atlas.calls()
                .map(({ status }) => status);
            expect(statuses).to.not.include.members([0]).and.not.include(403);
        });
    }

    it("goes on from there with the next update", async () => {
        add(CALLER, "198.51.100.1");
        const wanted = inputsOf([CALLER, "198.51.100.1"]);

        const outs = await lists().update(id(), stateOf([CALLER, "198.51.100.1"]), wanted);

        expect(entriesIn(outs)).to.deep.equal(["198.51.100.1", CALLER]);
        expect(fixture().calls().join()).to.not.contain("DELETE");
    });
});

describe("updating an OrgApiKeyAccessList when nobody knows what became of the post", () => {
    const { fixture, lists, id, inputsOf, stateOf, listed, add, posted } = useLists(
        {},
        { "mongodbatlas:maxRetryMs": "2000" },
    );

    for (const [what, fault, posts] of [
        ["its answer is lost", { connection: "lost-after" }, 1],
        ["it fails with a 503", { status: 503 }, 2],
    ] as const) {
        it(`looks the list up when ${what}, then goes on`, async () => {
            add("192.0.2.1");
            fixture().atlas.faults.add({ method: "POST", ...fault });

            const outs = await lists().update(
                id(),
                stateOf(["192.0.2.1"]),
                inputsOf(["192.0.2.2", "192.0.2.3"]),
            );

            expect(fixture().calls()).to.include(`${GET_LIST} 200`);
            expect(posted()).to.have.lengthOf(posts);
            expect(listed()).to.deep.equal(["192.0.2.2", "192.0.2.3"]);
            expect(entriesIn(outs, "added")).to.deep.equal(listed());
        });
    }
});
