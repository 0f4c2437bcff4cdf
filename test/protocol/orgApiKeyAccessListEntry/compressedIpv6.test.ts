import { expect } from "chai";
import { DELETE, GET_LIST, useEntries } from "./useEntries";

describe("an OrgApiKeyAccessListEntry in the provider host, where Atlas compresses IPv6 in its replies", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries({
        ipv6InReplies: "compressed",
    });

    for (const input of [{ ipAddress: "2001:db8:0:0::1" }, { cidrBlock: "2001:db8::/48" }]) {
        it(`finds ${Object.values(input)[0]} in what Atlas returns`, async () => {
            const { id, outs } = await entries().create(inputsOf(input));

            expect(outs["created"]).to.be.a("string");
            expect((await entries().read(id, outs)).props).to.deep.equal(outs);
        });
    }

    it("deletes one", async () => {
        fixture().atlas.addAccessListEntry(apiKeyId(), "2001:db8::1");

        await entries().delete(idOf("2001:db8::1"), inputsOf());

        expect(fixture().calls()).to.deep.equal([`${GET_LIST} 200`, `${DELETE} 204`]);
        expect(listed()).to.be.empty;
    });
});
