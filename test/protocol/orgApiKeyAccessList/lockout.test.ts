import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { CALLER, GUILTY, POST, entriesIn, useLists } from "./useLists";

describe("an OrgApiKeyAccessList of the key that the host calls with", () => {
    const { lists, id, inputsOf, stateOf, listed, add, posted } = useLists({ isOwnKey: true });

    for (const others of [{}, { allowLockout: false }, { mode: "additive" }]) {
        it(`is refused while that has no entry, with ${JSON.stringify(others)}`, async () => {
            const message = await failureOf(lists().create(inputsOf(["192.0.2.1"], others)));

            expect(message)
                .to.match(/^OrgApiKeyAccessList .*, which this run calls Atlas with/)
                .and.contain("allowLockout: true");
            expect(posted()).to.be.empty;
            expect(listed()).to.be.empty;
        });
    }

    it("is made with allowLockout, the first entry alone, as it lets this machine in", async () => {
        await lists().create(inputsOf([CALLER, "192.0.2.2", "192.0.2.1"], { allowLockout: true }));

        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", CALLER]);
        expect(posted()).to.deep.equal([[CALLER], ["192.0.2.2", "192.0.2.1"]]);
    });

    it("is not made when Atlas does not take the first entry", async () => {
        const message = await failureOf(
            lists().create(inputsOf([GUILTY, "192.0.2.1", "192.0.2.2"], { allowLockout: true })),
        );

        expect(message).to.contain("which should let this machine in, was not taken");
        expect(listed()).to.be.empty;
    });

    it("gets all of its entries again when it has been emptied behind the state's back", async () => {
        const old = stateOf([CALLER], { added: [CALLER], allowLockout: true });

        await lists().update(id(), old, inputsOf([CALLER, "192.0.2.1"], { allowLockout: true }));

        expect(posted()).to.deep.equal([[CALLER], ["192.0.2.1"]]);
        expect(listed()).to.deep.equal(["192.0.2.1", CALLER]);
    });

    for (const mode of ["authoritative", "additive"]) {
        it(`is made without allowLockout where others have let this machine in: ${mode}`, async () => {
            add(CALLER);

            await lists().create(inputsOf(["192.0.2.1"], { mode }));

            expect(listed()).to.deep.equal(["192.0.2.1", CALLER]);
        });
    }

    it("is not filled again without allowLockout when it has been emptied", async () => {
        const message = await failureOf(
            lists().update(id(), stateOf([], { added: [] }), inputsOf(["192.0.2.1"])),
        );

        expect(message).to.contain("allowLockout: true");
        expect(listed()).to.be.empty;
    });

    it("is filled again with allowLockout", async () => {
        const wanted = inputsOf([CALLER], { allowLockout: true });

        await lists().update(id(), stateOf([], { added: [] }), wanted);

        expect(listed()).to.deep.equal([CALLER]);
    });
});

describe("an OrgApiKeyAccessList of the key that the host calls with, where Atlas names no bad entry", () => {
    const { fixture, lists, inputsOf, listed } = useLists({ isOwnKey: true, namesRefusedAddress: false });

    it("does not lock this machine out while a bad entry is looked for", async () => {
        const entries = [CALLER, "192.0.2.1", "192.0.2.2", GUILTY, "192.0.2.3", "192.0.2.4"];

        const { reasons, properties } = await recordedBy(
            lists().create(inputsOf(entries, { allowLockout: true })),
        );

        expect(reasons.join()).to.contain(GUILTY);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", CALLER]);
        expect(entriesIn(properties)).to.deep.equal(listed());
        expect(fixture().calls().join()).to.not.contain(" 403");
    });
});

describe("an OrgApiKeyAccessList of another key", () => {
    const { fixture, lists, inputsOf, listed } = useLists();

    it("is made without allowLockout", async () => {
        await lists().create(inputsOf(["192.0.2.1"]));

        expect(fixture().request(POST).status).to.equal(200);
        expect(listed()).to.deep.equal(["192.0.2.1"]);
    });
});
