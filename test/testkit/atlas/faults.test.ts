import { expect } from "chai";

import { nonceOf, send } from "./handClient";
import { callWithToken, requestToken, tokenOf } from "./tokenClient";
import type { ClientCredential } from "./tokenClient";
import { useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: faults", () => {
    const fixture = useAtlas();
    const keys = (): string => `${fixture.org}/apiKeys`;
    const REQUEST = { desc: "x", roles: ["ORG_MEMBER"] };

    /** The code of the error that a call ends with. */
    async function errorOf(call: Promise<unknown>): Promise<unknown> {
        return call.then(
            () => "no error",
            (error: unknown) => (error as { code?: string }).code,
        );
    }

    it("answer with a status, headers and a body instead of doing anything", async () => {
        fixture.atlas.faults.add({
            status: 429,
            headers: { "retry-after": "7" },
            body: { errorCode: "RATE_LIMITED", error: 429 },
        });

        const reply = await fixture.owner.post(keys(), REQUEST);

        expect(verdictOf(reply)).to.equal("429 RATE_LIMITED");
        expect(reply.headers).to.include({ "retry-after": "7", "content-type": "application/json" });
        expect(fixture.atlas.store.apiKeys.size).to.equal(1);
    });

    it("have an ApiError for a body unless they say otherwise", async () => {
        fixture.atlas.faults.add({ status: 403, errorCode: "ACCESS_FORBIDDEN" });
        fixture.atlas.faults.add({});

        const first = await fixture.owner.get("/orgs");

        expect(verdictOf(first)).to.equal("403 ACCESS_FORBIDDEN");
        expect(first.body).to.include({ reason: "Forbidden" });
        expect(verdictOf(await fixture.owner.get("/orgs"))).to.equal("500 UNEXPECTED_ERROR");
    });

    it("may have a body of HTML, or none", async () => {
        fixture.atlas.faults.add({ status: 502, body: "<h1>Bad Gateway</h1>" });
        fixture.atlas.faults.add({ status: 503, body: "" });

        const html = await fixture.owner.get("/orgs");
        const empty = await fixture.owner.get("/orgs");

        expect(html).to.include({ status: 502, text: "<h1>Bad Gateway</h1>" });
        expect(html.headers["content-type"]).to.equal("text/html");
        expect(empty).to.include({ status: 503, text: "" });
    });

    it("may hide an answer whose request did its work", async () => {
        fixture.atlas.faults.add({ status: 504, takesEffect: true });

        expect((await fixture.owner.post(keys(), REQUEST)).status).to.equal(504);
        expect(fixture.atlas.store.apiKeys.size).to.equal(2);
    });

    it("may cut the JSON of an answer in half, in good HTTP, whose request did its work", async () => {
        fixture.atlas.faults.add({ truncated: true });

        const reply = await fixture.owner.post(keys(), REQUEST);

        expect(reply.status).to.equal(200);
        expect(reply.headers["content-type"]).to.equal("application/vnd.atlas.2023-01-01+json;charset=utf-8");
        expect(Number(reply.headers["content-length"])).to.equal(reply.text.length);
        expect(reply.text).to.match(/^\{"desc":"x"/);
        expect(reply.body).to.equal(undefined);
        expect(fixture.atlas.store.apiKeys.size).to.equal(2);
    });

    it("cut nothing from an answer without body", async () => {
        fixture.atlas.faults.add({ truncated: true });

        const reply = await fixture.owner.delete(`${keys()}/${fixture.atlas.payingOrganization.apiKeyId}`);

        expect(reply).to.include({ status: 204, text: "" });
    });

    it("break the connection before the request does anything", async () => {
        fixture.atlas.faults.add({ connection: "lost-before" });

        expect(await errorOf(fixture.owner.post(keys(), REQUEST))).to.equal("ECONNRESET");
        expect(fixture.atlas.store.apiKeys.size).to.equal(1);
    });

    it("break the connection after the request has done its work", async () => {
        fixture.atlas.faults.add({ connection: "lost-after" });

        expect(await errorOf(fixture.owner.post(keys(), REQUEST))).to.equal("ECONNRESET");
        expect(fixture.atlas.store.apiKeys.size).to.equal(2);
    });

    it("never answer, until the server is closed", async () => {
        const fault = fixture.atlas.faults.add({ connection: "no-answer" });
        const call = errorOf(fixture.owner.post(keys(), REQUEST));
        while (fault.hits === 0) {
            await new Promise(setImmediate);
        }

        await fixture.atlas.close();

        expect(await call).to.equal("ECONNRESET");
        expect(fixture.atlas.store.apiKeys.size).to.equal(1);
    });

    it("hold an answer back until a promise is kept", async () => {
        let release = (): void => undefined;
        const fault = fixture.atlas.faults.add({ hold: new Promise<void>((resolve) => (release = resolve)) });
        const call = fixture.owner.post(keys(), REQUEST);
        while (fault.hits === 0) {
            await new Promise(setImmediate);
        }

        expect(fixture.atlas.store.apiKeys.size).to.equal(1);
        release();
        expect((await call).status).to.equal(200);
        expect(fixture.atlas.store.apiKeys.size).to.equal(2);
    });

    it("call a function when the request has arrived and done nothing yet", async () => {
        const keysThen: number[] = [];
        const { atlas, owner } = fixture;
        atlas.faults.add({
            connection: "lost-after",
            hold: () => keysThen.push(atlas.store.apiKeys.size),
        });
        expect(keysThen).to.deep.equal([]);

        expect(await errorOf(owner.post(keys(), REQUEST))).to.equal("ECONNRESET");

        expect(keysThen).to.deep.equal([1]);
        expect(atlas.store.apiKeys.size).to.equal(2);
    });

    it("strike requests of their method and path only", async () => {
        const { faults } = fixture.atlas;
        const faulty = faults.add({ method: "GET", path: "/orgs/{orgId}/apiKeys" });

        const statuses = [
            (await fixture.owner.get("/orgs")).status,
            (await fixture.owner.get(fixture.org)).status,
            (await fixture.owner.post(keys(), REQUEST)).status,
            (await fixture.owner.get(keys())).status,
        ];

        expect(statuses).to.deep.equal([200, 200, 200, 500]);
        expect(faulty.hits).to.equal(1);
    });

    it("know their path by an expression, or in full", async () => {
        fixture.atlas.faults.add({ path: /apiKeys\/[^/]+\/accessList\/10\.0\.0\.0%2F8$/g });
        fixture.atlas.faults.add({ path: "/api/atlas/v2/orgs" });

        expect(
            (await fixture.owner.get(`${keys()}/${fixture.orgId}/accessList/10.0.0.0%2F8`)).status,
        ).to.equal(500);
        expect((await fixture.owner.get("/orgs?pageNum=1")).status).to.equal(500);
    });

    it("strike as often as they say, after letting some pass, one after the other", async () => {
        fixture.atlas.faults.add({ status: 503, skip: 1, times: 2 });
        fixture.atlas.faults.add({ status: 502, skip: 1 });

        const statuses = [];
        for (let call = 0; call < 5; call += 1) {
            statuses.push((await fixture.owner.get("/orgs")).status);
        }

        expect(statuses).to.deep.equal([200, 503, 503, 502, 200]);
    });

    it("may be taken away one by one", async () => {
        const { faults } = fixture.atlas;
        const first = faults.add({ status: 503, times: Infinity });
        const second = faults.add({ status: 502, times: Infinity });
        expect((await fixture.owner.get("/orgs")).status).to.equal(503);

        faults.remove(first);
        faults.remove(first);
        expect((await fixture.owner.get("/orgs")).status).to.equal(502);

        faults.remove(second);
        expect((await fixture.owner.get("/orgs")).status).to.equal(200);
        expect([first.hits, second.hits]).to.deep.equal([1, 1]);
    });

    it("are gone when they are cleared", async () => {
        fixture.atlas.faults.add({ times: Infinity });
        expect((await fixture.owner.get("/orgs")).status).to.equal(500);
        fixture.atlas.faults.clear();

        expect((await fixture.owner.get("/orgs")).status).to.equal(200);
    });

    it("leave challenges alone", async () => {
        fixture.atlas.faults.add({ times: Infinity });

        expect(nonceOf(await send(fixture.atlas.baseUrl, "GET", "/api/atlas/v2/orgs"))).to.have.length(32);
    });

    it("strike before authentication if they say so", async () => {
        fixture.atlas.faults.add({ beforeAuthentication: true, status: 503 });
        fixture.atlas.faults.add({ beforeAuthentication: true, connection: "lost-before" });

        const first = await send(fixture.atlas.baseUrl, "GET", "/api/atlas/v2/orgs");
        const second = errorOf(send(fixture.atlas.baseUrl, "GET", "/api/atlas/v2/orgs"));

        expect(first.status).to.equal(503);
        expect(await second).to.equal("ECONNRESET");
    });

    it("stand in the log with what became of the request", async () => {
        fixture.atlas.faults.add({ status: 503 });
        fixture.atlas.faults.add({ connection: "lost-after" });
        await fixture.owner.post(keys(), REQUEST);
        await errorOf(fixture.owner.post(keys(), REQUEST));

        expect(fixture.atlas.calls().map(({ status, body }) => ({ status, body }))).to.deep.equal([
            { status: 503, body: REQUEST },
            { status: 0, body: REQUEST },
        ]);
    });
});

describe("testkit/atlas: faults of OAuth", () => {
    const fixture = useAtlas();
    let credential: ClientCredential;

    beforeEach(() => {
        const { clientId, secrets } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        credential = { clientId, secret: secrets[0]?.secret ?? "" };
    });

    const request = () => requestToken(fixture.atlas.baseUrl, credential);

    it("strike no request for a token unless their path names it", async () => {
        fixture.atlas.faults.add({ times: Infinity });
        fixture.atlas.faults.add({ beforeAuthentication: true, status: 502 });

        expect((await request()).status).to.equal(200);
        fixture.atlas.faults.add({ path: "/api/oauth/token", status: 503 });
        fixture.atlas.faults.add({ path: /^\/api\/oauth\/token$/, status: 504 });
        fixture.atlas.faults.add({ path: "/api/oauth/token", beforeAuthentication: true, status: 500 });

        const statuses = [];
        for (let count = 0; count < 4; count += 1) {
            statuses.push((await request()).status);
        }
        expect(statuses).to.deep.equal([500, 503, 504, 200]);
    });

    it("may lose a token that was given out, or half of it", async () => {
        fixture.atlas.faults.add({ path: "/api/oauth/token", connection: "lost-after" });
        fixture.atlas.faults.add({ path: "/api/oauth/token", truncated: true });

        const lost = await request().catch((error: unknown) => error);
        const half = await request();

        expect(lost).to.include({ code: "ECONNRESET" });
        expect(half).to.include({ status: 200, body: undefined });
        expect(half.text).to.match(/^\{"access_token":"eyJ/);
        expect(fixture.atlas.store.accessTokens.size).to.equal(2);
    });

    it("strike calls with a token as those of API keys", async () => {
        const token = tokenOf(await request());
        fixture.atlas.faults.add({ status: 503 });

        const reply = await callWithToken(fixture.atlas.baseUrl, token, { path: "/orgs" });

        expect(reply.status).to.equal(503);
    });
});
