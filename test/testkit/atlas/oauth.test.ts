import { expect } from "chai";

import { send } from "./handClient";
import { FORM_TYPE, basic, postForm, requestToken, tokenOf } from "./tokenClient";
import type { ClientCredential } from "./tokenClient";
import { useAtlas } from "./useAtlas";

const GRANT = { grant_type: "client_credentials" };
const START_MS = Date.parse("2026-01-02T03:04:05Z");

describe("testkit/atlas: OAuth", () => {
    const clock = { nowMs: () => nowMs };
    let nowMs = START_MS;
    const fixture = useAtlas({ clock, maxLiveTokens: 3 });
    let credential: ClientCredential;

    beforeEach(() => {
        nowMs = START_MS;
        credential = addAccount();
    });

    function addAccount(): ClientCredential {
        const { clientId, secrets } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        return { clientId, secret: secrets[0]?.secret ?? "" };
    }

    /** Status and error of the reply to a request for a token. */
    async function token(given = credential): Promise<string> {
        const { status, body } = await requestToken(fixture.atlas.baseUrl, given);
        const error = body?.["error"];
        return typeof error === "string" ? `${status} ${error}` : String(status);
    }

    it("gives out bearer tokens that live an hour and look like JWTs", async () => {
        const reply = await requestToken(fixture.atlas.baseUrl, credential);

        expect(reply.status).to.equal(200);
        expect(reply.headers["content-type"]).to.equal("application/json");
        expect(reply.body).to.deep.include({ expires_in: 3600, token_type: "Bearer" });
        expect(reply.body).to.have.all.keys("access_token", "expires_in", "token_type");
        expect(tokenOf(reply)).to.match(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
        expect([...fixture.atlas.store.accessTokens]).to.deep.equal([
            [tokenOf(reply), { clientId: credential.clientId, expiresMs: START_MS + 3_600_000 }],
        ]);
    });

    it("gives out tokens from anywhere, whatever the access list", async () => {
        fixture.atlas.addAccessListEntry(credential.clientId, "192.0.2.1");

        expect(await token()).to.equal("200");
    });

    it("knows neither wrong secrets nor unknown accounts nor API keys", async () => {
        const { publicKey, privateKey } = fixture.atlas.payingOrganization;

        expect(await token({ ...credential, secret: "mdb_sa_sk_wrong" })).to.equal("401 invalid_client");
        expect(await token({ ...credential, clientId: "mdb_sa_id_0" })).to.equal("401 invalid_client");
        expect(await token({ clientId: publicKey, secret: privateKey })).to.equal("401 invalid_client");
        expect(await token({ ...credential, secret: addAccount().secret })).to.equal("401 invalid_client");
    });

    for (const headers of [{}, { authorization: "Basic" }, { authorization: "Bearer x" }]) {
        it(`wants a Basic credential instead of ${JSON.stringify(headers)}`, async () => {
            const reply = await send(fixture.atlas.baseUrl, "POST", "/api/oauth/token", {
                headers: { "content-type": FORM_TYPE, ...headers },
                body: "grant_type=client_credentials",
            });

            expect(reply.status).to.equal(401);
            expect(reply.headers["content-type"]).to.equal("application/json");
            expect(reply.body).to.deep.equal({
                error: "invalid_client",
                error_description: "Invalid credentials provided.",
            });
        });
    }

    it("takes an expired secret for a wrong one", async () => {
        const { secrets } = fixture.atlas.serviceAccount(credential.clientId);
        const [secret] = secrets;
        if (secret !== undefined) {
            secret.expiresAt = new Date(nowMs + 1000).toISOString();
        }
        expect(await token()).to.equal("200");
        nowMs += 1000;

        expect(await token()).to.equal("401 invalid_client");
    });

    const badForms: [string, Record<string, string>, string][] = [
        ["another grant", { grant_type: "password" }, "400 unsupported_grant_type"],
        ["no grant", { scope: "all" }, "400 invalid_request"],
    ];
    for (const [what, fields, verdict] of badForms) {
        it(`refuses ${what}`, async () => {
            const reply = await postForm(fixture.atlas.baseUrl, "token", { credential, fields });

            expect(`${reply.status} ${String(reply.body?.["error"])}`).to.equal(verdict);
            expect(reply.body).to.have.all.keys("error", "error_description");
            expect(fixture.atlas.store.accessTokens.size).to.equal(0);
        });
    }

    const badBodies: [string, string | undefined, string | undefined][] = [
        ["JSON", "application/json", JSON.stringify(GRANT)],
        ["a form without type", undefined, "grant_type=client_credentials"],
        ["nothing", FORM_TYPE, undefined],
    ];
    for (const [what, type, body] of badBodies) {
        it(`refuses ${what} for a body`, async () => {
            const reply = await send(fixture.atlas.baseUrl, "POST", "/api/oauth/token", {
                headers: { authorization: basic(credential), ...(type && { "content-type": type }) },
                body,
            });

            expect(reply.status).to.equal(400);
            expect(reply.body).to.include({ error: "invalid_request" });
        });
    }

    it("gives an account so many live tokens and no more", async () => {
        expect([await token(), await token(), await token()]).to.deep.equal(["200", "200", "200"]);
        expect(await token()).to.equal("403 access_denied");
        expect(await token(addAccount())).to.equal("200");
        nowMs += 3_600_000;

        expect(await token()).to.equal("200");
    });

    it("revokes a token, which makes room for another", async () => {
        const first = tokenOf(await requestToken(fixture.atlas.baseUrl, credential));
        await token();
        await token();

        const reply = await postForm(fixture.atlas.baseUrl, "revoke", {
            credential,
            fields: { token: first, token_type_hint: "access_token" },
        });

        expect(reply).to.include({ status: 200, text: "" });
        expect(fixture.atlas.store.accessTokens.has(first)).to.equal(false);
        expect(await token()).to.equal("200");
    });

    it("revokes no token of another account, and finds nothing wrong with one that is unknown", async () => {
        const own = tokenOf(await requestToken(fixture.atlas.baseUrl, credential));

        for (const revoked of [own, "unknown"]) {
            const reply = await postForm(fixture.atlas.baseUrl, "revoke", {
                credential: addAccount(),
                fields: { token: revoked },
            });
            expect(reply.status).to.equal(200);
        }
        expect(fixture.atlas.store.accessTokens.has(own)).to.equal(true);
    });

    it("revokes nothing without token or without credential", async () => {
        const revoke = async (given: ClientCredential): Promise<unknown> => {
            const form = { credential: given, fields: {} };
            return (await postForm(fixture.atlas.baseUrl, "revoke", form)).body?.["error"];
        };

        expect(await revoke(credential)).to.equal("invalid_request");
        expect(await revoke({ ...credential, secret: "x" })).to.equal("invalid_client");
    });

    it("has no other methods", async () => {
        const reply = await send(fixture.atlas.baseUrl, "GET", "/api/oauth/token");

        expect(reply.status).to.equal(401);
        expect(reply.headers["www-authenticate"]).to.contain("Digest");
    });

    it("is in the log, but not among the calls", async () => {
        await token();
        await token({ ...credential, secret: "x" });
        await postForm(fixture.atlas.baseUrl, "revoke", { credential, fields: { token: "x" } });

        expect(fixture.atlas.calls()).to.deep.equal([]);
        expect(fixture.atlas.requests).to.have.length(3);
        const [good, bad, ...others] = fixture.atlas.tokenRequests();
        expect(others).to.deep.equal([]);
        expect(good).to.deep.include({
            endpoint: "POST /api/oauth/token",
            body: GRANT,
            clientId: credential.clientId,
            status: 200,
            isChallenge: false,
        });
        expect(bad).to.include({ status: 401 }).and.not.have.property("clientId");
    });
});

describe("testkit/atlas: the limit of token requests", () => {
    const clock = { nowMs: () => nowMs };
    let nowMs = START_MS;
    const fixture = useAtlas({ clock });
    let credential: ClientCredential;

    beforeEach(async () => {
        nowMs = START_MS;
        const { clientId, secrets } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        credential = { clientId, secret: secrets[0]?.secret ?? "" };
        for (let count = 0; count < 10; count += 1) {
            expect((await request()).status).to.equal(200);
        }
    });

    const request = () => requestToken(fixture.atlas.baseUrl, credential);

    it("is answered in Atlas's own shape", async () => {
        nowMs += 20_500;

        const reply = await request();

        expect(reply.status).to.equal(429);
        expect(reply.headers).to.include({ "retry-after": "40", "x-error-code": "RATE_LIMITED" });
        expect(reply.body).to.deep.equal({
            detail: "Resource /api/oauth/token is limited to 10 requests every 1 minutes.",
            error: 429,
            errorCode: "RATE_LIMITED",
            parameters: ["/api/oauth/token", 10, 1],
            reason: "Too Many Requests",
        });
        expect(fixture.atlas.store.accessTokens.size).to.equal(10);
    });

    it("lets requests through again after its time, those that it refused not counted", async () => {
        nowMs += 59_999;
        const late = await request();
        nowMs += 1;

        expect(late.headers["retry-after"]).to.equal("1");
        expect((await request()).status).to.equal(200);
    });

    it("counts each account for itself, and no revocations", async () => {
        const other = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        const secret = other.secrets[0]?.secret ?? "";

        const forOther = await requestToken(fixture.atlas.baseUrl, { clientId: other.clientId, secret });
        const revocation = await postForm(fixture.atlas.baseUrl, "revoke", {
            credential,
            fields: { token: "x" },
        });

        expect([forOther.status, revocation.status]).to.deep.equal([200, 200]);
    });
});

describe("testkit/atlas: a limit of token requests that a test has chosen", () => {
    const fixture = useAtlas({ tokenRequestLimit: { requests: 1, windowMs: 120_000 }, tokenLifeMs: 90_500 });

    it("is told with its own numbers, as is the life of tokens", async () => {
        const { clientId, secrets } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        const credential = { clientId, secret: secrets[0]?.secret ?? "" };

        const first = await requestToken(fixture.atlas.baseUrl, credential);
        const second = await requestToken(fixture.atlas.baseUrl, credential);

        expect(first.body).to.include({ expires_in: 90 });
        expect(second.body?.["parameters"]).to.deep.equal(["/api/oauth/token", 1, 2]);
    });
});
