import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import { failureOf, recordedBy, rejectionOf } from "../../support/hostFailure";
import { GET_KEY, GET_LIST, GUILTY, POST, entriesIn, useLists } from "./useLists";

describe("creating an OrgApiKeyAccessList in the provider host", () => {
    const { fixture, lists, apiKeyId, id, inputsOf, listed, add, posted, shown } = useLists();

    it("posts all entries at once, and keeps them as they are spelled", async () => {
        const entries = ["203.0.113.0/24", "2001:DB8::1", "192.0.2.1/32"];

        const created = await lists().create(inputsOf(entries));

        expect(fixture().calls()).to.deep.equal([`${GET_KEY} 200`, `${POST} 200`]);
        expect(fixture().request(POST).body).to.have.deep.members([
            { cidrBlock: "203.0.113.0/24" },
            { ipAddress: "2001:db8:0:0:0:0:0:1" },
            { ipAddress: "192.0.2.1" },
        ]);
        expect(created.id).to.equal(id());
        const { added, ...others } = created.outs;
        expect(others).to.deep.equal({ ...inputsOf(entries), schemaVersion: 1 });
        expect(added).to.have.members(["192.0.2.1", "2001:db8::1", "203.0.113.0/24"]);
        expect(listed()).to.deep.equal(["192.0.2.1", "2001:db8::1", "203.0.113.0/24"]);
        expect(await shown()).to.equal("");
    });

    for (const mode of ["authoritative", "additive"]) {
        it(`takes entries that stand there already for done, and posts the others at once: ${mode}`, async () => {
            add("192.0.2.1", "2001:db8::/32");
            const entries = ["192.0.2.1/32", "192.0.2.2", "2001:db8::/32", "192.0.2.3"];

            const { outs } = await lists().create(inputsOf(entries, { mode }));

            expect(fixture().calls().slice(1)).to.deep.equal([
                `${POST} 409`,
                `${GET_LIST} 200`,
                `${POST} 200`,
            ]);
            expect(posted().at(-1)).to.have.members(["192.0.2.2", "192.0.2.3"]);
            expect(outs["entries"]).to.deep.equal(entries);
            expect(entriesIn(outs, "added")).to.deep.equal(["192.0.2.2", "192.0.2.3"]);
            expect(await shown()).to.equal("");
        });
    }

    it("is done without adding anything when all entries stand there", async () => {
        add("192.0.2.1", "192.0.2.2");

        const { outs } = await lists().create(inputsOf(["192.0.2.2", "192.0.2.1"]));

        expect(outs).to.deep.include({ entries: ["192.0.2.2", "192.0.2.1"], added: [] });
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
    });

    it("records entries of others after its own, says so, and leaves them there", async () => {
        add("198.51.100.1", "2001:db8::1");

        const { outs } = await lists().create(inputsOf(["192.0.2.1/32", "192.0.2.2"]));

        expect((outs["entries"] as string[]).slice(0, 2)).to.deep.equal(["192.0.2.1/32", "192.0.2.2"]);
        expect((outs["entries"] as string[]).slice(2)).to.have.members(["198.51.100.1", "2001:db8::1"]);
        expect(entriesIn(outs, "added")).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
        expect(await shown())
            .to.match(/^warning: OrgApiKeyAccessList /)
            .and.contain("198.51.100.1")
            .and.contain("2001:db8::1");
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "198.51.100.1", "2001:db8::1"]);
    });

    it("records entries of others also of a list too long for one page", async () => {
        const others = manyAddresses(501);
        add(...others);

        const { outs } = await lists().create(inputsOf(["192.0.2.1"]));

        expect(entriesIn(outs)).to.deep.equal([...others, "192.0.2.1"].sort());
    });

    it("leaves entries of others out of what it is about when additive, without a word", async () => {
        add("198.51.100.1");

        const { outs } = await lists().create(inputsOf(["192.0.2.1"], { mode: "additive" }));

        expect(outs).to.deep.include({ entries: ["192.0.2.1"], added: ["192.0.2.1"] });
        expect(await shown()).to.equal("");
        expect(listed()).to.deep.equal(["192.0.2.1", "198.51.100.1"]);
    });

    it("fails for a key that does not exist", async () => {
        fixture().atlas.revokeApiKey(apiKeyId());

        expect(await failureOf(lists().create(inputsOf(["192.0.2.1"])))).to.match(
            /^OrgApiKeyAccessList \S+: .*: 404 API_KEY_NOT_FOUND/,
        );
    });

    it("fails with a 409 that is not Atlas's, however many entries it has", async () => {
        for (const entries of [["192.0.2.1"], ["192.0.2.1", "192.0.2.2"]]) {
            fixture().atlas.faults.add({ method: "POST", status: 409, body: "<title>Busy</title>" });

            const { message, recorded } = await rejectionOf(lists().create(inputsOf(entries)));

            expect(recorded?.reasons.join() ?? message).to.match(
                /409 Conflict "Busy"\. No error of Atlas has this form: check baseUrl/,
            );
        }
        expect(listed()).to.be.empty;
    });

    for (const status of [401, 403]) {
        it(`fails with ${status} as a whole, after one post`, async () => {
            fixture().atlas.faults.add({ method: "POST", status });

            expect(await failureOf(lists().create(inputsOf(["192.0.2.1", "192.0.2.2"])))).to.match(
                new RegExp(`^OrgApiKeyAccessList \\S+: .*POST .*: ${status} `),
            );
            expect(posted()).to.have.lengthOf(1);
            expect(listed()).to.be.empty;
        });
    }
});

for (const namesRefusedAddress of [true, false]) {
    const what = namesRefusedAddress ? "which Atlas names" : "which Atlas does not name";

    describe(`an entry that Atlas refuses, ${what}, in a new OrgApiKeyAccessList`, () => {
        const { lists, id, inputsOf, listed, add, posted } = useLists({ namesRefusedAddress });

        it("is named among 200, and all others stand, in state and at Atlas", async () => {
            const others = manyAddresses(199);
            const entries = [...others.slice(0, 120), GUILTY, ...others.slice(120)];

            const recorded = await recordedBy(lists().create(inputsOf(entries)));

            expect(recorded.reasons.join("\n"))
                .to.contain(GUILTY)
                .and.contain("CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST");
            expect(recorded.id).to.equal(id());
            expect(listed()).to.deep.equal([...others].sort());
            expect(entriesIn(recorded.properties)).to.deep.equal(listed());
            expect(entriesIn(recorded.properties, "added")).to.deep.equal(listed());
            // In halves of halves, if need be.
            expect(posted().length).to.be.at.most(namesRefusedAddress ? 3 : 17);
        });

        it("does not keep the others of two refused ones from being added", async () => {
            const recorded = await recordedBy(
                lists().create(inputsOf([GUILTY, "192.0.2.1", "::", "192.0.2.2", "192.0.2.3"])),
            );

            expect(recorded.reasons.join("\n"))
                .to.contain(GUILTY)
                .and.match(/(^|\s|")::/);
            expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
            expect(entriesIn(recorded.properties)).to.deep.equal(listed());
        });

        it("does not get into the way of entries that stood there", async () => {
            add("192.0.2.1", "198.51.100.1");

            const recorded = await recordedBy(
                lists().create(inputsOf(["192.0.2.1", GUILTY, "192.0.2.2"], { mode: "additive" })),
            );

            expect(recorded.reasons.join("\n")).to.contain(GUILTY);
            expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "198.51.100.1"]);
            expect(entriesIn(recorded.properties)).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
            expect(recorded.properties["added"]).to.deep.equal(["192.0.2.2"]);
        });

        it("leaves nothing to record when it is alone", async () => {
            expect(await failureOf(lists().create(inputsOf([GUILTY])))).to.contain(GUILTY);
            expect(listed()).to.be.empty;
        });
    });
}

describe("creating an OrgApiKeyAccessList when nobody knows what became of the post", () => {
    const { fixture, lists, id, inputsOf, listed, posted } = useLists(
        {},
        { "mongodbatlas:maxRetryMs": "2000" },
    );
    const entries = ["192.0.2.1", "203.0.113.0/24", "2001:db8::1"];
    const addresses = ["192.0.2.1", "2001:db8::1", "203.0.113.0/24"];

    for (const [what, fault, posts] of [
        ["its answer is lost", { connection: "lost-after" }, 1],
        ["it fails with a 500 half-way", { status: 500, takesEffect: true }, 1],
        ["it fails with a 503", { status: 503 }, 2],
        ["the connection is lost before it took effect", { connection: "lost-before" }, 2],
    ] as const) {
        it(`looks the list up when ${what}, then goes on`, async () => {
            fixture().atlas.faults.add({ method: "POST", ...fault });

            const created = await lists().create(inputsOf(entries));

            expect(fixture().calls()).to.include(`${GET_LIST} 200`);
            expect(posted()).to.have.lengthOf(posts);
            expect(created.id).to.equal(id());
            expect(created.outs["entries"]).to.deep.equal(entries);
            expect(entriesIn(created.outs, "added")).to.deep.equal(addresses);
            expect(listed()).to.deep.equal(addresses);
        });
    }

    it("does not post for ever, and says so", async () => {
        fixture().atlas.faults.add({ method: "POST", status: 503, times: 100 });

        const failure = await rejectionOf(lists().create(inputsOf(entries)));

        expect(failure.message).to.match(
            /^OrgApiKeyAccessList \S+: .*POST .*: 503 .* It was tried \d+ times, within maxRetryMs /,
        );
        expect(listed()).to.be.empty;
        expect(failure.recorded?.properties["entries"] ?? []).to.be.empty;
    });
});
