import { expect } from "chai";

import { JSON_TYPE, send } from "./handClient";
import type { Reply } from "./handClient";
import { callWithToken, postForm, requestToken, tokenOf } from "./tokenClient";
import { useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: access tokens", () => {
    const clock = { nowMs: () => nowMs };
    let nowMs = Date.parse("2026-01-02T03:04:05Z");
    const fixture = useAtlas({ clock });
    let clientId: string;
    let token: string;

    beforeEach(async () => {
        ({ clientId } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId }));
        token = tokenOf(await requestToken(fixture.atlas.baseUrl, credential()));
    });

    const account = () => fixture.atlas.serviceAccount(clientId);
    const credential = () => ({ clientId, secret: account().secrets[0]?.secret ?? "" });
    const get = (path = "/orgs", given = token): Promise<Reply> =>
        callWithToken(fixture.atlas.baseUrl, given, { path });

    function expectRefusal(reply: Reply): void {
        expect(reply.status).to.equal(401);
        expect(reply.headers["www-authenticate"]).to.equal('Bearer error="invalid_token"');
        expect(reply.headers["content-type"]).to.equal("application/json");
        expect(reply.body).to.deep.equal({
            error: 401,
            reason: "Unauthorized",
            detail: "You are not authorized for this resource.",
            errorCode: "UNEXPECTED_ERROR",
        });
    }

    it("call the API as their service account, in one round", async () => {
        fixture.atlas.clearRequests();

        const reply = await get(fixture.org);

        expect(reply.status).to.equal(200);
        expect(reply.body).to.include({ id: fixture.orgId });
        expect(fixture.atlas.requests).to.have.length(1);
        const [call] = fixture.atlas.calls();
        expect(call).to.include({ endpoint: "GET /orgs/{orgId}", clientId, isChallenge: false });
        expect(call).not.to.have.property("publicKey");
    });

    it("have the roles that their account has at the time", async () => {
        account().roles = ["ORG_MEMBER"];

        const reply = await callWithToken(fixture.atlas.baseUrl, token, {
            method: "PATCH",
            path: fixture.org,
            body: { name: "mine" },
        });

        expect(verdictOf(reply)).to.equal("401 NOT_ORG_OWNER");
        expect(reply.headers).not.to.have.property("www-authenticate");
    });

    it("reach their own organization only", async () => {
        const reply = await get(`/orgs/${fixture.atlas.addOrganization().id}`);

        expect(reply.status).to.equal(401);
        expect(reply.headers).not.to.have.property("www-authenticate");
    });

    it("are refused from addresses that are not on the list of their account", async () => {
        fixture.atlas.addAccessListEntry(clientId, "192.0.2.0/24");
        const outside = await get();
        fixture.atlas.setCallerAddress("192.0.2.9");

        expect(verdictOf(outside)).to.equal("403 IP_ADDRESS_NOT_ON_ACCESS_LIST");
        expect((await get()).status).to.equal(200);
    });

    it("need a list where the organization requires one", async () => {
        fixture.atlas.organization(fixture.orgId).settings.apiAccessListRequired = true;

        expect(verdictOf(await get())).to.equal("403 ORG_REQUIRES_ACCESS_LIST");
    });

    it("are refused when they are unknown, and there are no calls of them", async () => {
        fixture.atlas.clearRequests();

        expectRefusal(await get("/orgs", "a.b.c"));
        const none = { headers: { accept: JSON_TYPE, authorization: "Bearer" } };
        expectRefusal(await send(fixture.atlas.baseUrl, "GET", "/api/atlas/v2/orgs", none));
        expect(fixture.atlas.calls()).to.deep.equal([]);
        expect(fixture.atlas.requests[0]).to.include({ isChallenge: true, status: 401 });
    });

    it("are refused when their hour is over", async () => {
        nowMs += 3_599_999;
        expect((await get()).status).to.equal(200);
        nowMs += 1;

        expectRefusal(await get());
    });

    it("are refused when they were revoked", async () => {
        await postForm(fixture.atlas.baseUrl, "revoke", { credential: credential(), fields: { token } });

        expectRefusal(await get());
    });

    it("are refused at once when a test says so, and new ones work", async () => {
        fixture.atlas.expireTokens();

        expectRefusal(await get());
        const next = tokenOf(await requestToken(fixture.atlas.baseUrl, credential()));
        expect((await get("/orgs", next)).status).to.equal(200);
    });

    it("are refused when their account is revoked", async () => {
        fixture.atlas.revokeServiceAccount(clientId);

        expectRefusal(await get());
        expect(fixture.atlas.store.accessTokens.size).to.equal(0);
        expect(() => fixture.atlas.revokeServiceAccount(clientId)).to.throw(
            `The emulated Atlas has no service account ${clientId}.`,
        );
    });

    it("are refused when their organization is gone", async () => {
        const reply = await callWithToken(fixture.atlas.baseUrl, token, {
            method: "DELETE",
            path: fixture.org,
        });

        expect(reply.status).to.equal(204);
        expectRefusal(await get(fixture.org));
    });

    it("outlive the secret that they were got with", async () => {
        account().secrets = [];

        expect((await get()).status).to.equal(200);
    });
});
