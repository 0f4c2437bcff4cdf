import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { DELETE, GET_ENTRY, POST, useEntries } from "./useEntries";

// `--replace`, `--target-replace` and a taint check the inputs as those of a new resource, and ask for no diff.

describe("an OrgApiKeyAccessListEntry that is replaced by itself", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries();
    const ADDRESS = "192.0.2.1";
    const state = () => inputsOf({ ipAddress: ADDRESS, address: ADDRESS, schemaVersion: 1 });

    beforeEach(() => {
        fixture().atlas.addAccessListEntry(apiKeyId(), ADDRESS);
    });

    it("is refused without an option, and told of both ways out", async () => {
        const inputs = inputsOf({ ipAddress: ADDRESS });
        await entries().check(inputs);

        expect(await failureOf(entries().create(inputs)))
            .to.contain("--replace, --target-replace, `pulumi state taint`")
            .and.contain("deleteBeforeReplace: true")
            .and.contain('onConflict: "adopt"');
        expect(listed()).to.deep.equal([ADDRESS]);
    });

    it('stays with onConflict "adopt": made first, then deleted', async () => {
        const inputs = inputsOf({ ipAddress: ADDRESS, onConflict: "adopt" });
        await entries().check(inputs);
        const { id, outs } = await entries().create(inputs);
        await entries().delete(id, outs);

        expect(listed()).to.deep.equal([ADDRESS]);
    });

    it("stays with deleteBeforeReplace: it is never off the list, nor written again", async () => {
        const inputs = inputsOf({ ipAddress: ADDRESS });
        await entries().check(inputs);
        await entries().delete(idOf(ADDRESS), state());
        const { id, outs } = await entries().create(inputs);

        expect(id).to.equal(idOf(ADDRESS));
        expect(outs["created"]).to.be.a("string");
        expect(fixture().calls()).to.deep.equal([`${GET_ENTRY} 200`]);
        expect(listed()).to.deep.equal([ADDRESS]);
    });

    it("comes back with deleteBeforeReplace when somebody has removed it", async () => {
        fixture().atlas.removeAccessListEntry(apiKeyId(), ADDRESS);
        const inputs = inputsOf({ ipAddress: ADDRESS });
        await entries().check(inputs);
        await entries().delete(idOf(ADDRESS), state());
        await entries().create(inputs);

        expect(listed()).to.deep.equal([ADDRESS]);
    });

    it("stays when a replacement with deleteBeforeReplace was interrupted after the delete, and the next run goes on", async () => {
        const inputs = inputsOf({ ipAddress: ADDRESS });
        await entries().check(inputs, inputs);
        await entries().diff(idOf(ADDRESS), state(), inputs);
        await entries().check(inputs);
        await entries().create(inputs);

        expect(listed()).to.deep.equal([ADDRESS]);
        expect(fixture().calls()).to.deep.equal([`${GET_ENTRY} 200`]);
    });

    it("gives way to another address with deleteBeforeReplace", async () => {
        const moved = inputsOf({ ipAddress: "192.0.2.2" });
        await entries().check(moved, inputsOf({ ipAddress: ADDRESS }));
        await entries().diff(idOf(ADDRESS), state(), moved);
        await entries().check(moved);
        await entries().delete(idOf(ADDRESS), state());
        await entries().create(moved);

        expect(listed()).to.deep.equal(["192.0.2.2"]);
        expect(fixture().calls()).to.include(`${DELETE} 204`).and.include(`${POST} 200`);
    });
});

describe("an OrgApiKeyAccessListEntry that lets this very run in, replaced by itself with deleteBeforeReplace", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries({ isOwnKey: true });

    it("stays: Atlas would not let it go", async () => {
        const inputs = inputsOf({ cidrBlock: "203.0.113.0/24" });
        fixture().atlas.addAccessListEntry(apiKeyId(), "203.0.113.0/24");

        await entries().check(inputs);
        await entries().delete(idOf("203.0.113.0/24"), inputs);
        await entries().create(inputs);

        expect(listed()).to.deep.equal(["203.0.113.0/24"]);
    });
});
