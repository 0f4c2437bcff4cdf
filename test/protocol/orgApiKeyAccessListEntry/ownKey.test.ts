import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { GET_KEY, GET_LIST, useEntries } from "./useEntries";

describe("creating an OrgApiKeyAccessListEntry on the key that the host calls with", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries({ isOwnKey: true });

    for (const allowLockout of [null, false]) {
        it(`refuses the first entry, which could lock the program out, with allowLockout ${String(allowLockout)}`, async () => {
            const message = await failureOf(
                entries().create(inputsOf({ ipAddress: "192.0.2.1", allowLockout })),
            );

            expect(message)
                .to.match(
                    /^OrgApiKeyAccessListEntry \S+: 192\.0\.2\.1 would be the first entry on key \w+, which/,
                )
                .and.contain("allowLockout: true");
            expect(fixture().calls()).to.deep.equal([`${GET_KEY} 200`, `${GET_LIST} 200`]);
            expect(listed()).to.be.empty;
        });
    }

    it("makes it with allowLockout, and then the others without", async () => {
        await entries().create(inputsOf({ ipAddress: "203.0.113.7", allowLockout: true }));
        await entries().create(inputsOf({ ipAddress: "192.0.2.1" }));
        await entries().create(inputsOf({ ipAddress: "192.0.2.2", allowLockout: false }));

        expect(listed()).to.deep.equal(["203.0.113.7", "192.0.2.1", "192.0.2.2"]);
    });

    it("explains the 403 of an address that is not on the list", async () => {
        fixture().atlas.addAccessListEntry(apiKeyId(), "192.0.2.9");

        expect(await failureOf(entries().read(idOf("192.0.2.9"), { schemaVersion: 1 }))).to.match(
            /: 403 IP_ADDRESS_NOT_ON_ACCESS_LIST .*Add the address 203\.0\.113\.7 to the access list/,
        );
    });
});

describe("deleting an OrgApiKeyAccessListEntry on the key that the host calls with", () => {
    const { fixture, listed, created } = useEntries({ isOwnKey: true });

    it("leaves the caller's own address on the caller's own key, as Atlas refuses to remove it", async () => {
        const { id, outs } = await created({ ipAddress: "203.0.113.7", allowLockout: true });

        const message = await fixture().inNextRun((host) =>
            failureOf(host.resource("OrgApiKeyAccessListEntry").delete(id, outs)),
        );

        expect(message).to.contain("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST");
        expect(listed()).to.deep.equal(["203.0.113.7"]);
    });

    it("removes the others all at once without locking itself out half-way", async () => {
        const made = [await created({ ipAddress: "203.0.113.7", allowLockout: true })];
        for (const ipAddress of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
            made.push(await created({ ipAddress }));
        }

        const outcomes = await fixture().inNextRun((host) =>
            Promise.allSettled(
                made.map(({ id, outs }) => host.resource("OrgApiKeyAccessListEntry").delete(id, outs)),
            ),
        );

        expect(outcomes.map(({ status }) => status)).to.deep.equal([
            "rejected",
            "fulfilled",
            "fulfilled",
            "fulfilled",
        ]);
        expect(listed()).to.deep.equal(["203.0.113.7"]);
        expect(
            fixture()
                .atlas.calls()
                .some(({ status }) => status === 403),
        ).to.be.false;
    });
});
