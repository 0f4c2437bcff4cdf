import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { DELETE, GET_LIST, useEntries } from "./useEntries";

describe("deleting an OrgApiKeyAccessListEntry in the provider host", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries();

    for (const [address, path] of [
        ["192.0.2.1", "192.0.2.1"],
        ["203.0.113.0/24", "203.0.113.0%2F24"],
        ["2001:db8::1", "2001:db8:0:0:0:0:0:1"],
    ] as const) {
        it(`removes ${address}, encoded once`, async () => {
            fixture().atlas.addAccessListEntry(apiKeyId(), address);

            await entries().delete(idOf(address), inputsOf({ address }));

            expect(fixture().calls()).to.deep.equal([`${GET_LIST} 200`, `${DELETE} 204`]);
            expect(decodeColons(fixture().request(DELETE).path)).to.match(
                new RegExp(`/accessList/${path.replaceAll(".", "\\.")}$`),
            );
            expect(listed()).to.be.empty;
        });
    }

    it("is done when the entry or its key is not there any more", async () => {
        await entries().delete(idOf("192.0.2.1"), inputsOf({}));
        fixture().atlas.revokeApiKey(apiKeyId());
        await entries().delete(idOf("192.0.2.1"), inputsOf({}));
        fixture().atlas.faults.add({ method: "DELETE", status: 400, errorCode: "API_KEY_NOT_FOUND" });
        await entries().delete(idOf("192.0.2.1"), inputsOf({}));
    });

    for (const errorCode of [
        "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
        "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
    ]) {
        it(`explains ${errorCode}`, async () => {
            fixture().atlas.faults.add({ method: "DELETE", status: 400, errorCode });

            expect(await failureOf(entries().delete(idOf("192.0.2.1"), inputsOf({}))))
                .to.contain(errorCode)
                .and.contain("with another key or from another address")
                .and.contain("`pulumi state delete`");
        });
    }

    it("fails on anything else", async () => {
        fixture().atlas.faults.add({
            method: "DELETE",
            status: 401,
            errorCode: "API_KEY_ACCESS_LIST_ACCESS_DENIED",
        });

        expect(await failureOf(entries().delete(idOf("192.0.2.1"), inputsOf({})))).to.match(
            /^OrgApiKeyAccessListEntry \S+: DELETE .*: 401 API_KEY_ACCESS_LIST_ACCESS_DENIED/,
        );
    });
});

/** Clients may encode colons in a path, or leave them as they are. */
function decodeColons(path: string): string {
    return path.replaceAll("%3A", ":");
}
