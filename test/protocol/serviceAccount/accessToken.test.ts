import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useAccounts } from "./useAccounts";

describe("a provider host with an access token", () => {
    const fixture = useAccounts();

    /** A token that somebody else has got. */
    async function aToken(): Promise<string> {
        const { atlas, account } = fixture();
        const { clientId, secrets } = account;
        const response = await fetch(`${atlas.baseUrl}/api/oauth/token`, {
            method: "POST",
            headers: { Authorization: `Basic ${btoa(`${clientId}:${secrets[0]!.secret}`)}` },
            body: new URLSearchParams({ grant_type: "client_credentials" }),
        });
        return ((await response.json()) as { access_token: string }).access_token;
    }

    it("sends it as it is, and leaves it alone when it ends", async () => {
        const { atlas, orgId } = fixture();
        const token = await aToken();
        atlas.clearRequests();
        const host = await fixture().host({ "mongodbatlas:accessToken": token });

        await host.resource("Organization").read(orgId);
        await fixture().end(host);

        expect(atlas.requests.map(({ headers }) => headers.authorization)).to.deep.equal([`Bearer ${token}`]);
        expect(fixture().tokens()).to.deep.equal([token]);
    });

    it("says what to do when Atlas refuses it, and tries no second time", async () => {
        const { atlas, orgId } = fixture();
        const token = await aToken();
        atlas.expireTokens();
        atlas.clearRequests();
        const host = await fixture().host({ "mongodbatlas:accessToken": token });

        expect(await failureOf(host.resource("LinkToken").create({ orgId })))
            .to.contain("401 UNEXPECTED_ERROR")
            .and.contain("get another, or set clientId and clientSecret")
            .and.not.contain(token);
        expect(atlas.requests).to.have.lengthOf(1);
    });
});
