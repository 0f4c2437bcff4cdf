import { expect } from "chai";
import { isCredentialRefused } from "#provider/atlas/errors/errorPredicates";
import { AtlasClient } from "#provider/atlas/client";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import { getOrganization, updateOrganization } from "#provider/atlas/endpoints/organizations";
import { clientOf, failureOf, useAtlas, useServers, VERSION } from "./harness";
import type { AtlasFixture } from "./harness";
import type { DigestForm } from "#testkit/atlas/auth/digestAuthentication";

const LIST = { method: "GET", path: "/orgs", version: VERSION } as const;
const KEY = { desc: "d", roles: ["ORG_MEMBER" as const] };

describe("AtlasClient against a strict digest", () => {
    const fixture = useAtlas();

    it("makes 1,000 concurrent calls with at most 1.01 requests a call, no nonce count twice", async () => {
        await callOften(fixture, 1_000);

        expect(fixture.atlas.calls()).to.have.length(1_000);
        expect(fixture.atlas.requests.length).to.be.at.most(1_010);
        expectNoCountTwice(fixture);
    });

    it("goes on when a nonce is stale after 1,024 uses", async () => {
        const client = clientOf(fixture.atlas, { laneCount: 1 });
        await callOften({ ...fixture, client }, 1_100);

        // One for the first nonce, and one when it wore out.
        expect(fixture.atlas.requests).to.have.length(1_102);
        expect(fixture.atlas.calls()).to.have.length(1_100);
        expectNoCountTwice(fixture);
        client.close();
    });

    it("runs no more requests at a time than it has lanes, and asks for no nonce that it does not need", async () => {
        const client = clientOf(fixture.atlas, { laneCount: 3 });
        await callOften({ ...fixture, client }, 30);
        for (let i = 0; i < 5; i += 1) {
            await getOrganization(client, fixture.orgId);
        }

        expect(fixture.atlas.requests.filter(({ isChallenge }) => isChallenge)).to.have.length(3);
        client.close();
    });

    it("takes a lane with a nonce before one without", async () => {
        for (let i = 0; i < 5; i += 1) {
            await getOrganization(fixture.client, fixture.orgId);
        }

        expect(fixture.atlas.requests).to.have.length(6);
    });

    it("sends a creating request on a warm lane, so that it goes out once", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.clearRequests();

        await createApiKey(fixture.client, fixture.orgId, KEY);

        expect(fixture.atlas.requests.map(({ status }) => status)).to.deep.equal([200]);
    });

    it("answers a server that has forgotten its nonces", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.forgetNonces();
        fixture.atlas.clearRequests();

        await updateOrganization(fixture.client, fixture.orgId, { name: "renamed" });

        expect(fixture.atlas.requests.map(({ status }) => status)).to.deep.equal([401, 200]);
        expect(fixture.atlas.organization(fixture.orgId).name).to.equal("renamed");
    });

    it("gives up on a wrong key after two requests, with one clear error", async () => {
        const { publicKey, orgId } = fixture.atlas.payingOrganization;
        const client = clientOf(fixture.atlas, { credential: { publicKey, privateKey: "0-wrong-0" } });

        const error = await failureOf(getOrganization(client, orgId));

        expect(isCredentialRefused(error)).to.be.true;
        expect(error.message).to.equal(
            `GET /orgs/${orgId}: 401 UNEXPECTED_ERROR "You are not authorized for this resource.". ` +
                `Atlas did not accept API key ${publicKey}: it may be wrong, revoked or ended, belong to another ` +
                `organization, or the organization is gone. It was answered by ${fixture.atlas.baseUrl} (baseUrl).`,
        );
        expect(fixture.atlas.requests.map(({ status }) => status)).to.deep.equal([401, 401]);
    });

    it("gives up on a key that is revoked while its lane is warm after two requests, too", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.revokeApiKey(fixture.atlas.payingOrganization.apiKeyId);
        fixture.atlas.clearRequests();

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(isCredentialRefused(error)).to.be.true;
        expect(fixture.atlas.requests.map(({ status }) => status)).to.deep.equal([401, 401]);
    });

    it("takes a 401 without a challenge for an answer, not for a question", async () => {
        const { publicKey, privateKey } = fixture.atlas.addApiKey({
            orgId: fixture.orgId,
            roles: ["ORG_READ_ONLY"],
        });
        const client = clientOf(fixture.atlas, { credential: { publicKey, privateKey } });

        const error = await failureOf(updateOrganization(client, fixture.orgId, { name: "x" }));

        expect(error["errorCode"]).to.equal("NOT_ORG_OWNER");
        expect(error.message).to.match(new RegExp(`Give API key ${publicKey} the role ORG_OWNER\\. `));
        expect(fixture.atlas.requests).to.have.length(2);
        client.close();
    });

    it("does not print what is in the place of the public key if it looks like a private one", async () => {
        const { publicKey, privateKey } = fixture.atlas.payingOrganization;
        const swapped = { publicKey: privateKey, privateKey: publicKey };

        const error = await failureOf(
            getOrganization(clientOf(fixture.atlas, { credential: swapped }), fixture.orgId),
        );

        expect(error.message).to.include("did not accept the API key").and.not.include(privateKey);
    });
});

describe("AtlasClient and the age of a nonce", () => {
    const clock = { nowMs: () => Date.now() };
    const fixture = useAtlas({ clock, nonceLifeMs: 60_000 });

    it("goes on when its nonces have become too old", async () => {
        let now = 0;
        clock.nowMs = () => now;
        await callOften(fixture, 16);
        fixture.atlas.clearRequests();

        now += 60_001;
        await callOften(fixture, 16);

        expect(fixture.atlas.calls()).to.have.length(16);
        expect(fixture.atlas.requests).to.have.length(24);
        expectNoCountTwice(fixture);
    });
});

describe("AtlasClient against challenges in several lines of a header", () => {
    const servers = useServers();

    it("answers the digest among them", async () => {
        const seen: (string | undefined)[] = [];
        const baseUrl = await servers.start((request, response) => {
            seen.push(request.headers.authorization);
            const challenges = ["Negotiate", 'Digest realm="r", nonce="n", qop="auth"', 'Basic realm="b"'];
            const isSigned = request.headers.authorization !== undefined;
            response.writeHead(isSigned ? 200 : 401, isSigned ? {} : { "www-authenticate": challenges });
            response.end("{}");
        });
        const credential = { publicKey: "abcdefgh", privateKey: "1b2c3d4e-0000-4000-8000-123456789abc" };

        await new AtlasClient({ credential, baseUrl, maxRetryMs: 0 }).request(LIST);

        expect(seen[1]).to.match(/^Digest username="abcdefgh", realm="r", nonce="n", /);
    });
});

describe("AtlasClient against a digest without qop", () => {
    const fixture = useAtlas({ challengeWithoutQop: true });

    it("is let in, without a count", async () => {
        await callOften(fixture, 100);

        expect(fixture.atlas.calls()).to.have.length(100);
        for (const { headers } of fixture.atlas.calls()) {
            expect(headers.authorization).to.not.match(/\b(nc|cnonce|qop)=/);
        }
    });
});

const SERVED_FORMS: Readonly<Record<string, DigestForm>> = {
    "SHA-256": { algorithm: "SHA-256" },
    "a choice of qop": { qop: "auth-int, auth" },
    "blanks around its signs": { isSpaced: true },
    "quotes in its realm": { realm: 'the "MMS", all of \\it' },
};

for (const [name, challenge] of Object.entries(SERVED_FORMS)) {
    describe(`AtlasClient against a digest with ${name}`, () => {
        const fixture = useAtlas({ challenge });

        it("is let in, with one request a call", async () => {
            for (let i = 0; i < 3; i += 1) {
                await getOrganization(fixture.client, fixture.orgId);
            }

            expect(fixture.atlas.requests.map(({ status }) => status)).to.deep.equal([401, 200, 200, 200]);
        });
    });
}

const UNSERVED_FORMS: Readonly<Record<string, DigestForm>> = {
    "MD5 with qop auth-int": { qop: "auth-int" },
    "SHA-512-256 with qop auth": { algorithm: "SHA-512-256" },
    "SHA-256-sess with qop auth or auth-int": { algorithm: "SHA-256-sess", qop: "auth,auth-int" },
};

for (const [name, challenge] of Object.entries(UNSERVED_FORMS)) {
    describe(`AtlasClient against a digest with ${name}`, () => {
        const fixture = useAtlas({ challenge });

        it("names what is not served, and does not blame the key", async () => {
            const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

            expect(error.message).to.match(/^POST .*: 401 UNEXPECTED_ERROR /);
            expect(error.message).to.include(
                ` The server offers only digest with ${name}; this package does MD5 and SHA-256 with qop auth. Check`,
            );
            expect(isCredentialRefused(error)).to.be.false;
            expect(error).to.include({ status: 401, outcome: "notExecuted" });
            expect(fixture.atlas.requests).to.have.length(1);
        });
    });
}

async function callOften(
    { client, orgId }: Pick<AtlasFixture, "client" | "orgId">,
    times: number,
): Promise<void> {
    await Promise.all(Array.from({ length: times }, () => getOrganization(client, orgId)));
}

function expectNoCountTwice({ atlas }: AtlasFixture): void {
    const signed = atlas.requests.flatMap(({ headers }) => headers.authorization ?? []);
    const uses = signed.map((header) => /nonce="[^"]+"/.exec(header)![0] + /\bnc=\w+/.exec(header)![0]);
    expect(uses.length).to.be.greaterThan(0);
    expect(new Set(uses).size).to.equal(uses.length);
}
