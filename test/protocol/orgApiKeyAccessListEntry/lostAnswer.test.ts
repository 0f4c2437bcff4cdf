import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { ENTRY, GET_ENTRY, POST, useEntries } from "./useEntries";

describe("creating an OrgApiKeyAccessListEntry when nobody knows what became of the post", () => {
    const { fixture, entries, inputsOf, idOf, listed } = useEntries(
        {},
        { "mongodbatlas:maxRetryMs": "2000" },
    );

    for (const [what, fault, posts] of [
        ["its answer is lost", { connection: "lost-after" }, [0]],
        ["the connection is lost before it took effect", { connection: "lost-before" }, [0, 200]],
        ["it fails with a 500 half-way", { status: 500, takesEffect: true }, [500]],
        ["it fails with a 503", { status: 503 }, [503, 200]],
    ] as const) {
        it(`looks the entry up when ${what}, then goes on`, async () => {
            fixture().atlas.faults.add({ method: "POST", ...fault });

            const { id, outs } = await entries().create(inputsOf({ cidrBlock: "203.0.113.0/24" }));

            const posted = fixture()
                .atlas.calls()
                .filter((call) => call.endpoint === POST);
            expect(posted.map(({ status }) => status)).to.deep.equal(posts);
            expect(fixture().request(GET_ENTRY).path).to.match(/\/accessList\/203\.0\.113\.0%2F24$/);
            expect(listed()).to.deep.equal(["203.0.113.0/24"]);
            expect(id).to.equal(idOf("203.0.113.0/24"));
            expect(outs["created"]).to.be.a("string");
        });
    }

    it("records that it does not know, when the entry cannot even be looked up after its answer was lost", async () => {
        const { faults } = fixture().atlas;
        faults.add({ method: "POST", connection: "lost-after" });
        faults.add({ path: ENTRY, status: 500, times: 100 });

        const inputs = inputsOf({ ipAddress: "192.0.2.1" });
        const { id, properties, reasons } = await recordedBy(entries().create(inputs));

        expect(reasons[0]).to.match(
            /^OrgApiKeyAccessListEntry \S+: POST .*Whether 192\.0\.2\.1 is on .*\(GET .*: 500 .*Run `pulumi up` again/,
        );
        expect((await entries().diff(id, properties, inputs)).changes).to.equal(true);
        // What it says is true: the next run finds it.
        faults.clear();
        const outs = await fixture().inNextRun((host) =>
            host.resource("OrgApiKeyAccessListEntry").update(id, properties, inputs),
        );
        expect(outs["created"]).to.be.a("string");
    });

    it("takes its own first post for done when that arrives later than the look-up", async () => {
        const { faults } = fixture().atlas;
        faults.add({ method: "POST", status: 503, takesEffect: true });
        faults.add({ path: ENTRY, status: 404, errorCode: "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND" });

        const { id, outs } = await entries().create(inputsOf({ ipAddress: "192.0.2.1" }));

        expect(fixture().calls().slice(1)).to.deep.equal([
            `${POST} 503`,
            `${GET_ENTRY} 404`,
            `${POST} 409`,
            `${GET_ENTRY} 200`,
        ]);
        expect(id).to.equal(idOf("192.0.2.1"));
        expect(outs["created"]).to.be.a("string");
    });

    it("does not look for it for ever, and says what it saw last", async () => {
        fixture().atlas.faults.add({ method: "POST", status: 503, times: 100 });

        const message = await failureOf(entries().create(inputsOf({ ipAddress: "192.0.2.1" })));

        expect(message)
            .to.match(
                /: POST .*: 503 .* It was tried \d+ times, within maxRetryMs \(2 s for one operation\)\. /,
            )
            .and.contain("At the last look, 192.0.2.1 was not on the access list");
        expect(listed()).to.be.empty;
    });
});
