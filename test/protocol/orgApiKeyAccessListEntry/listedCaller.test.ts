import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useHost } from "../../support/hostFixture";

describe("an OrgApiKeyAccessListEntry in the provider host, where Atlas wants a listed caller", () => {
    const fixture = useHost({ accessListNeedsListedCaller: true });
    const entries = () => fixture().resource("OrgApiKeyAccessListEntry");

    function inputsOf(values: object) {
        const apiKeyId = fixture().atlas.addApiKey({ orgId: fixture().orgId }).id;
        return { orgId: fixture().orgId, apiKeyId, ...values };
    }

    it("says which address to put on which list", async () => {
        const inputs = inputsOf({ ipAddress: "192.0.2.1" });

        expect(await failureOf(entries().create(inputs))).to.match(
            new RegExp(
                `: 403 RESOURCE_REQUIRES_ACCESS_LIST .* put the address 203\\.0\\.113\\.7 on the access list of API key ${fixture().key.publicKey}\\. `,
            ),
        );
    });

    it("creates, reads and deletes once the caller is on the list of its key", async () => {
        fixture().atlas.addAccessListEntry(fixture().key.id, "203.0.113.7");
        const inputs = inputsOf({ ipAddress: "192.0.2.1" });

        const { id, outs } = await entries().create(inputs);
        expect((await entries().read(id, outs)).props).to.deep.equal(outs);
        await fixture().inNextRun((host) => host.resource("OrgApiKeyAccessListEntry").delete(id, outs));

        expect(fixture().atlas.apiKey(inputs.apiKeyId).accessList.size).to.equal(0);
    });
});
