import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import { UNKNOWN } from "#provider/schema/properties";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { GUILTY, LIST, POST, entriesIn, inNextRun, useLists } from "./useLists";

const STRANGER = "198.51.100.1";

describe("an OrgApiKeyAccessList when much goes wrong at once", () => {
    const { fixture, lists, id, inputsOf, stateOf, listed, add, shown } = useLists({
        isProcess: true,
    });

    it("is recorded with all that stands, and warns, where its state is too large for an error", async () => {
        const good = manyAddresses(3_000);
        const wanted = inputsOf([...good, GUILTY]);

        const { outs } = await lists().create(wanted);

        expect(entriesIn(outs)).to.deep.equal([...good].sort());
        expect(listed()).to.deep.equal([...good].sort());
        expect(await shown()).to.match(/warning: .*0\.0\.0\.0: POST .* 400 /);
        expect((await lists().diff(id(), outs, wanted)).changes).to.equal(true);
    });

    it("counts nothing as added when Atlas refused all and cannot say why", async () => {
        const { atlas } = fixture();
        add("192.0.2.1");
        atlas.faults.add({ method: "GET", path: LIST, status: 503 });

        const wanted = inputsOf(["192.0.2.1", "192.0.2.2"], { mode: "additive" });
        const message = await failureOf(lists().create(wanted));

        expect(message).to.contain("none was added");
        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });

    it("is removed by a destroy when nobody could tell whether it was made", async () => {
        const { atlas } = fixture();
        atlas.faults.add({ method: "POST", path: LIST, connection: "lost-after" });
        atlas.faults.add({ method: "GET", path: LIST, status: 503, times: 2 });
        const { properties } = await recordedBy(lists().create(inputsOf(["192.0.2.1", "192.0.2.2"])));
        expect(properties["entries"]).to.deep.equal([]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2"]);

        await inNextRun(fixture(), (next) => next.delete(id(), properties));

        expect(listed()).to.be.empty;
    });

    it("is not recorded, with what others have put there, when its creation did nothing", async () => {
        add(STRANGER);
        fixture().atlas.faults.add({
            method: "POST",
            path: LIST,
            status: 403,
            errorCode: "ACCESS_FORBIDDEN",
        });

        const message = await failureOf(lists().create(inputsOf(["192.0.2.1", "192.0.2.2"])));

        expect(message).to.contain("403 ACCESS_FORBIDDEN").and.not.contain("All else");
        expect(await shown()).to.not.contain(STRANGER);
        expect(listed()).to.deep.equal([STRANGER]);
    });

    it("gives up looking for a bad entry where Atlas takes none at all", async () => {
        fixture().atlas.faults.add({ method: "POST", path: LIST, status: 400, times: 1_000 });

        const message = await failureOf(lists().create(inputsOf(manyAddresses(500))));

        const posts = fixture()
            .calls()
            .filter((call) => call.startsWith(POST));
        expect(posts.length).to.be.within(9, 100);
        expect(message.length).to.be.below(5_000);
        expect(listed()).to.be.empty;
    });

    it("is looked up although what the program gave is not known yet", async () => {
        add("192.0.2.1");

        const { props } = await lists().read(id(), { entries: UNKNOWN });

        expect(props["entries"]).to.deep.equal(["192.0.2.1"]);
    });

    it("removes what it may have added, but no state has shown", async () => {
        add("192.0.2.1", "192.0.2.2");
        const old = stateOf(["192.0.2.1"], { added: ["192.0.2.1", "192.0.2.2"] });

        await lists().update(id(), old, inputsOf(["192.0.2.1"]));

        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });
});
