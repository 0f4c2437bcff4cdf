import { expect } from "chai";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import type { AtlasClient } from "#provider/atlas/client";
import { isCredentialRefused, isOutcomeUnknown } from "#provider/atlas/errors/errorPredicates";
import { getOrganization, updateOrganization } from "#provider/atlas/endpoints/organizations";
import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { EmulatedAtlasOptions } from "#testkit/atlas/emulatedAtlasOptions";
import type { StoredServiceAccount } from "#testkit/atlas/store/storedServiceAccount";
import { clientOf, failureOf } from "./harness";
import { SimulatedClock } from "./simulatedClock";

const MINUTE_MS = 60_000;
const TOKEN = "/api/oauth/token";
const KEY = { desc: "made by the test", roles: ["ORG_MEMBER" as const] };

describe("AtlasClient as a service account", () => {
    let clock: SimulatedClock;
    let atlas: EmulatedAtlas;
    let account: StoredServiceAccount;
    let client: AtlasClient;

    async function start(options: EmulatedAtlasOptions = {}): Promise<void> {
        clock = new SimulatedClock();
        atlas = await EmulatedAtlas.start({ clock, ...options });
        account = atlas.addServiceAccount({ orgId: orgId() });
        client = clientFor(account.secrets[0]?.secret ?? "");
    }

    const clientFor = (clientSecret: string) =>
        clientOf(atlas, {
            ...{ clock, log: clock.touch, maxRetryMs: 120_000, maxRateLimitWaitMs: 10 * MINUTE_MS },
            credential: { clientId: account.clientId, clientSecret },
        });
    const orgId = () => atlas.payingOrganization.orgId;
    const read = () => getOrganization(client, orgId());
    const tokenRequests = () => atlas.tokenRequests().length;
    const wait = async (durationMs: number) => clock.sleep(durationMs);

    beforeEach(() => start());
    afterEach(async () => {
        client.close();
        await atlas.close();
    });

    it("gets one token, however many calls wait for it, and one request a call after that", async () => {
        await Promise.all(Array.from({ length: 50 }, read));

        expect(tokenRequests()).to.equal(1);
        expect(atlas.requests).to.have.lengthOf(51);
        expect(atlas.calls().every(({ clientId }) => clientId === account.clientId)).to.be.true;
    });

    it("renews it ten minutes before it ends", async () => {
        await read();
        await wait(49 * MINUTE_MS);
        await read();
        expect(tokenRequests()).to.equal(1);

        await wait(2 * MINUTE_MS);
        await read();

        expect(tokenRequests()).to.equal(2);
        expect(atlas.calls().map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    });

    for (const expires_in of [undefined, null, "soon", {}, -1, 0]) {
        it(`takes one for an hour where the answer says ${JSON.stringify(expires_in)} of its life`, async () => {
            const { clientId } = account;
            atlas.store.accessTokens.set("a.good.token", { clientId, expiresMs: Number.POSITIVE_INFINITY });
            const body = { access_token: "a.good.token", expires_in };
            atlas.faults.add({ path: TOKEN, status: 200, body, times: 10 });

            await read();
            await wait(49 * MINUTE_MS);
            await read();

            expect(tokenRequests()).to.equal(1);
        });
    }

    it("does not send what is no token", async () => {
        for (const access_token of [undefined, null, "", 7, ["token"]]) {
            atlas.clearRequests();
            atlas.faults.clear();
            atlas.faults.add({ path: TOKEN, status: 200, body: { access_token }, times: 10 });

            const error = await failureOf(read());

            expect(error.message).to.include('without a usable "access_token"');
            expect(atlas.calls()).to.deep.equal([]);
        }
    });

    it("does not renew one that lives for a minute at every call", async () => {
        await atlas.close();
        await start({ tokenLifeMs: MINUTE_MS });

        await read();
        await read();

        expect(tokenRequests()).to.equal(1);
    });

    it("renews it once when Atlas refuses it, and sends the call again", async () => {
        await read();
        atlas.expireTokens();

        await createApiKey(client, orgId(), KEY);

        expect(tokenRequests()).to.equal(2);
        expect(atlas.store.apiKeysOf(orgId()).filter(({ desc }) => desc === KEY.desc)).to.have.lengthOf(1);
    });

    it("renews it once for all calls that meet the refusal", async () => {
        await read();
        atlas.expireTokens();

        await Promise.all(Array.from({ length: 8 }, read));

        expect(tokenRequests()).to.equal(2);
    });

    it("asks for no third token when the second one is refused as well", async () => {
        await read();
        atlas.clearRequests();
        const challenge = { status: 401, times: 100, headers: { "www-authenticate": "Bearer" } };
        atlas.faults.add({ path: "/orgs/{orgId}", ...challenge });

        for (let call = 0; call < 3; call += 1) {
            const error = await failureOf(read());
            expect(isCredentialRefused(error)).to.be.true;
        }

        expect(tokenRequests()).to.equal(1);
    });

    it("renews a token that is refused as often as that helps", async () => {
        for (let call = 0; call < 3; call += 1) {
            await read();
            atlas.expireTokens();
        }
        await read();

        expect(tokenRequests()).to.equal(4);
    });

    it("asks for one more token, not for one each time, when another organization is asked for", async () => {
        const foreign = atlas.addOrganization().id;
        await read();
        for (let call = 0; call < 5; call += 1) {
            await failureOf(getOrganization(client, foreign));
            await read();
        }

        expect(tokenRequests()).to.equal(2);
    });

    for (const errorCode of ["UNAUTHORIZED", "TOKEN_EXPIRED", "SOMETHING_NEW"]) {
        it(`renews the token once after a 401 whose code nobody knows: ${errorCode}`, async () => {
            await read();
            atlas.faults.add({ status: 401, errorCode });

            await read();

            expect(tokenRequests()).to.equal(2);
        });
    }

    it("does not take a missing role for a bad token", async () => {
        atlas.serviceAccount(account.clientId).roles = ["ORG_MEMBER"];
        await read();

        const error = await failureOf(updateOrganization(client, orgId(), { name: "renamed" }));

        expect(error.message).to.match(
            /: 401 NOT_ORG_OWNER .* Give service account mdb_sa_id_\w+ the role ORG_OWNER\. /,
        );
        expect(tokenRequests()).to.equal(1);
    });

    for (const [what, fault] of [
        ["503 twice", { status: 503, times: 2 }],
        ["connections that are lost", { connection: "lost-after", times: 2 }],
        ["an answer that is cut", { truncated: true }],
        ["429", { status: 429, headers: { "retry-after": "20" } }],
    ] as const) {
        it(`asks again for a token after ${what}, and sends what creates something once`, async () => {
            atlas.faults.add({ path: TOKEN, ...fault });

            await createApiKey(client, orgId(), KEY);

            expect(atlas.store.apiKeysOf(orgId()).filter(({ desc }) => desc === KEY.desc)).to.have.lengthOf(
                1,
            );
        });
    }

    it("knows that nothing happened when it got no token in time", async () => {
        atlas.faults.add({ path: TOKEN, status: 503, times: 1_000 });

        const error = await failureOf(createApiKey(client, orgId(), KEY));

        expect(error.message).to.match(
            /^POST \/api\/oauth\/token: 503 .* It was tried \d+ times, within maxRetryMs/,
        );
        expect(isOutcomeUnknown(error)).to.be.false;
        expect(atlas.calls()).to.be.empty;
    });

    it("waits when too many tokens were asked for", async () => {
        await atlas.close();
        await start({ tokenRequestLimit: { requests: 1, windowMs: MINUTE_MS } });
        const other = clientFor(account.secrets[0]?.secret ?? "");
        await getOrganization(other, orgId());
        other.close();

        await read();

        expect(tokenRequests()).to.equal(3);
    });

    it("says so when the secret is wrong, and prints no part of it", async () => {
        client.close();
        client = clientFor("mdb_sa_sk_thisIsNotTheSecretOfTheAccount");

        const error = await failureOf(read());

        expect(error.message).to.match(/^POST \/api\/oauth\/token: 401 invalid_client "/);
        expect(error.message).to.not.contain("thisIsNot");
        expect(isCredentialRefused(error)).to.be.true;
        // It stays wrong, and Atlas counts requests for tokens.
        await failureOf(read());
        expect(tokenRequests()).to.equal(1);
    });

    it("hands the token back in the end, once, and gets another if it is used again", async () => {
        await read();
        expect(atlas.store.accessTokens.size).to.equal(1);

        await client.end();
        await client.end();

        expect(atlas.store.accessTokens.size).to.equal(0);
        await read();
        expect(tokenRequests()).to.equal(2);
    });

    it("has nothing to hand back when it made no call", async () => {
        await client.end();

        expect(atlas.requests).to.be.empty;
    });
});

describe("AtlasClient with a given access token", () => {
    it("sends it as it is, renews nothing and hands nothing back", async () => {
        const atlas = await EmulatedAtlas.start();
        const { orgId } = atlas.payingOrganization;
        const account = atlas.addServiceAccount({ orgId });
        const clientSecret = account.secrets[0]?.secret ?? "";
        const owner = clientOf(atlas, { credential: { clientId: account.clientId, clientSecret } });
        await getOrganization(owner, orgId);
        const [accessToken = ""] = atlas.store.accessTokens.keys();
        const client = clientOf(atlas, { credential: { accessToken } });

        await getOrganization(client, orgId);
        await client.end();
        atlas.expireTokens();
        const error = await failureOf(getOrganization(client, orgId));

        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(error.message).to.match(/: 401 .* Atlas did not accept the access token/);
        expect(error.message).to.not.contain(accessToken);
        [owner, client].forEach((used) => used.close());
        await atlas.close();
    });
});
