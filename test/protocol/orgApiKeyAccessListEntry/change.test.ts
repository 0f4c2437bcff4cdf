import { expect } from "chai";
import { useEntries } from "./useEntries";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("changing an OrgApiKeyAccessListEntry in the provider host", () => {
    const { fixture, entries, inputsOf, idOf } = useEntries();

    const old = { ipAddress: "192.0.2.1", address: "192.0.2.1", created: "2026-01-01T00:00:00Z" };

    for (const [what, change, replaces] of [
        ["another organization", { orgId: "f".repeat(24) }, ["orgId"]],
        ["another key", { apiKeyId: "f".repeat(24) }, ["apiKeyId"]],
        ["another address", { ipAddress: "192.0.2.2" }, ["ipAddress"]],
        ["a block instead", { ipAddress: null, cidrBlock: "192.0.2.0/24" }, ["ipAddress", "cidrBlock"]],
    ] as const) {
        it(`replaces the entry for ${what}, the new one first`, async () => {
            const wanted = inputsOf({ ipAddress: "192.0.2.1", ...change });

            expect(await entries().diff(idOf("192.0.2.1"), inputsOf(old), wanted)).to.deep.equal({
                changes: true,
                replaces,
                deleteBeforeReplace: false,
            });
        });
    }

    for (const [before, after] of [
        [{ ipAddress: "192.0.2.1" }, { cidrBlock: "192.0.2.1/32" }],
        [{ ipAddress: "2001:db8::1" }, { ipAddress: "2001:0DB8:0:0::1" }],
        [{ ipAddress: "2001:db8::1" }, { cidrBlock: "2001:db8::1/128" }],
    ] as const) {
        it(`sees no change from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, async () => {
            const { changes } = await entries().diff("…", inputsOf(before), inputsOf(after));

            expect(changes).to.be.false;
        });
    }

    for (const change of [{ ipAddress: UNKNOWN }, { apiKeyId: UNKNOWN }, { orgId: UNKNOWN }]) {
        it(`calls ${Object.keys(change)[0] ?? ""} that is not known yet a change, and no replacement`, async () => {
            const wanted = inputsOf({ ipAddress: "192.0.2.1", ...change });

            expect(await entries().diff("…", inputsOf(old), wanted)).to.deep.include({
                changes: true,
                replaces: [],
            });
        });
    }

    it("sees no change in onConflict and allowLockout, and an update of them makes no call", async () => {
        const id = idOf("192.0.2.1");
        const wanted = inputsOf({ ipAddress: "192.0.2.1", onConflict: "adopt", allowLockout: true });

        expect(await entries().diff(id, inputsOf(old), wanted)).to.deep.include({
            changes: false,
            replaces: [],
        });
        const updated = await entries().update(id, inputsOf(old), wanted);
        expect(updated).to.deep.equal({ ...inputsOf(old), ...wanted, schemaVersion: 1 });
        const plain = inputsOf({ cidrBlock: "192.0.2.1/32" });
        expect(await entries().update(id, updated, plain)).to.deep.equal({
            ...plain,
            address: "192.0.2.1",
            created: old.created,
            schemaVersion: 1,
        });
        expect(await entries().update(id, plain, plain)).to.not.have.property("created");
        expect(fixture().calls()).to.be.empty;
    });
});
