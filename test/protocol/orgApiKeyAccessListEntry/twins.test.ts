import { expect } from "chai";
import type { Host } from "../../support/host";
import { failureOf } from "../../support/hostFailure";
import { DELETE, POST, useEntries } from "./useEntries";

// Two resources for one entry, as an earlier version let a program make them with "adopt" on both.

describe("an OrgApiKeyAccessListEntry that leaves the program while another one is for the same entry", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries();
    const ADDRESS = "192.0.2.1";
    const inputs = () => inputsOf({ ipAddress: ADDRESS, onConflict: "adopt" });
    const state = () => ({ ...inputs(), address: ADDRESS, schemaVersion: 1 });

    beforeEach(() => {
        fixture().atlas.addAccessListEntry(apiKeyId(), ADDRESS);
    });

    /** What the engine asks about a resource that stays as it is. */
    async function keep(values = inputs()): Promise<void> {
        await entries().check(values, values);
        await entries().diff(idOf(ADDRESS), state(), values);
    }

    async function remove(): Promise<void> {
        await entries().delete(idOf(ADDRESS), state());
    }

    it("leaves the entry to the other one, without a call, and says so", async () => {
        await keep();

        await remove();

        expect(listed()).to.deep.equal([ADDRESS]);
        expect(fixture().calls()).to.be.empty;
        expect((await fixture().host.takeLines()).join("\n")).to.match(
            /^warning: OrgApiKeyAccessListEntry \S+-192\.0\.2\.1: another resource .* goes on managing it: it is not deleted\.$/,
        );
    });

    it("leaves it also when the other one is updated, or spells it differently", async () => {
        const respelled = inputsOf({ cidrBlock: "192.0.2.1/32", allowLockout: true });
        await entries().check(respelled, inputs());
        await entries().diff(idOf(ADDRESS), state(), respelled);
        await entries().update(idOf(ADDRESS), state(), respelled);

        await remove();

        expect(listed()).to.deep.equal([ADDRESS]);
    });

    it("takes the entry along when the other one turns to another address", async () => {
        const moved = inputsOf({ ipAddress: "192.0.2.2" });
        await entries().check(moved, inputs());
        await entries().diff(idOf(ADDRESS), state(), moved);
        await entries().check(moved);
        await entries().create(moved);

        await remove();
        await remove();

        expect(listed()).to.deep.equal(["192.0.2.2"]);
    });

    it("takes it along when the other one goes, too, as at a destroy", async () => {
        await fixture().inNextRun(async (host: Host) => {
            const resource = host.resource("OrgApiKeyAccessListEntry");
            await resource.delete(idOf(ADDRESS), state());
            await resource.delete(idOf(ADDRESS), state());
        });

        expect(listed()).to.be.empty;
        const deletions = fixture()
            .calls()
            .filter((call) => call.startsWith("DELETE "));
        expect(deletions).to.deep.equal([`${DELETE} 204`, `${DELETE} 404`]);
    });

    it("takes it along when there is no other one, also after a refresh in the same run", async () => {
        await entries().read(idOf(ADDRESS), state());
        await entries().diff(idOf(ADDRESS), state(), inputs());

        await remove();

        expect(listed()).to.be.empty;
    });

    it("leaves it to an OrgApiKeyAccessList that names it", async () => {
        const { orgId } = fixture();
        const whole = { orgId, apiKeyId: apiKeyId(), entries: ["192.0.2.1/32", "192.0.2.9"] };
        await fixture().resource("OrgApiKeyAccessList").check(whole, whole);

        await remove();

        expect(listed()).to.deep.equal([ADDRESS]);
    });

    it("is not made when another one stays, or has just been made, and no call is made", async () => {
        await keep();
        const beside = await failureOf(
            entries().create(inputsOf({ ipAddress: ADDRESS, onConflict: "adopt" })),
        );
        await entries().create(inputsOf({ ipAddress: "192.0.2.2" }));
        fixture().forget();
        const after = await failureOf(
            entries().create(inputsOf({ ipAddress: "192.0.2.2", onConflict: "adopt" })),
        );

        for (const [message, address] of [
            [beside, ADDRESS],
            [after, "192.0.2.2"],
        ] as const) {
            expect(message)
                .to.contain(
                    `OrgApiKeyAccessListEntry ${address}: another resource of this run is for ${address} on`,
                )
                .and.contain("declare it once");
        }
        expect(fixture().calls()).to.be.empty;
    });

    it("is made once when two come at the same time, whatever onConflict says", async () => {
        const outcomes = await Promise.allSettled([
            entries().create(inputsOf({ ipAddress: "192.0.2.2", onConflict: "adopt" })),
            entries().create(inputsOf({ cidrBlock: "192.0.2.2/32", onConflict: "adopt" })),
        ]);

        expect(outcomes.map(({ status }) => status)).to.have.members(["fulfilled", "rejected"]);
        expect(
            fixture()
                .calls()
                .filter((call) => call.startsWith(POST)),
        ).to.have.lengthOf(1);
    });
});
