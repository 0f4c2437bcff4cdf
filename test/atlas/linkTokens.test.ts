import { expect } from "chai";
import { isConflict, isNotFound } from "#provider/atlas/errors/errorPredicates";
import { createLinkToken, deleteLinkToken } from "#provider/atlas/endpoints/linkTokens";
import { failureOf, useAtlas } from "./harness";

describe("link tokens", () => {
    const fixture = useAtlas();

    it("are created (Atlas says 201, its documentation 200) and removed", async () => {
        const { client, orgId, atlas } = fixture;
        const { linkToken } = await createLinkToken(client, orgId, { accessListIps: ["192.0.2.1"] });

        expect(linkToken).to.equal(atlas.store.linkTokensOf(orgId)[0]?.linkToken);
        expect(atlas.calls()[0]).to.deep.include({ status: 201, body: { accessListIps: ["192.0.2.1"] } });

        await deleteLinkToken(client, orgId);
        expect(atlas.store.linkTokensOf(orgId)).to.deep.equal([]);
        expect(isNotFound(await failureOf(deleteLinkToken(client, orgId)))).to.be.true;
    });

    it("stay while a migration runs over their link", async () => {
        const { client, orgId, atlas } = fixture;
        await createLinkToken(client, orgId, {});
        const projectId = atlas.activateMigration(orgId);

        const error = await failureOf(deleteLinkToken(client, orgId));

        expect(isConflict(error)).to.be.true;
        expect(error.message)
            .to.include(projectId)
            .and.include("Finish (cut over) or cancel the live migrations");
    });
});
