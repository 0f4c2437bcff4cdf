import { expect } from "chai";
import {
    createApiKey,
    deleteApiKey,
    getApiKey,
    listApiKeys,
    updateApiKey,
} from "#provider/atlas/endpoints/apiKeys";
import { hasErrorCode, isNotFound } from "#provider/atlas/errors/errorPredicates";
import { failureOf, useAtlas } from "./harness";

describe("API keys", () => {
    const fixture = useAtlas();

    it("show their private key when they are created, and never again", async () => {
        const { client, orgId } = fixture;
        const created = await createApiKey(client, orgId, { desc: "runner", roles: ["ORG_MEMBER"] });

        expect(created.privateKey).to.equal(fixture.atlas.apiKey(created.id).privateKey);
        const read = await getApiKey(client, orgId, created.id);
        expect(read).to.include({ id: created.id, publicKey: created.publicKey, desc: "runner" });
        // Nor masked: a mask must never be taken for the key.
        expect(read).to.not.have.property("privateKey");
    });

    it("change and go", async () => {
        const { client, orgId } = fixture;
        const { id } = fixture.atlas.addApiKey({ orgId });

        await updateApiKey(client, orgId, id, { desc: "new", roles: ["ORG_READ_ONLY"] });
        expect(fixture.atlas.apiKey(id).desc).to.equal("new");
        expect(fixture.atlas.apiKey(id).roles).to.deep.equal(["ORG_READ_ONLY"]);

        await deleteApiKey(client, orgId, id);
        const error = await failureOf(getApiKey(client, orgId, id));
        expect(isNotFound(error) && hasErrorCode(error, "API_KEY_NOT_FOUND")).to.be.true;
    });

    it("are listed over all pages", async () => {
        for (let i = 1; i < 500; i += 1) {
            fixture.atlas.addApiKey({ orgId: fixture.orgId });
        }

        expect((await listApiKeys(fixture.client, fixture.orgId)).members).to.have.length(500);
        expect(fixture.atlas.calls()).to.have.length(1);
    });
});
