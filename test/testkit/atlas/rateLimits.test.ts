import { expect } from "chai";

import type { Reply } from "./handClient";
import { callWithToken, requestToken, tokenOf } from "./tokenClient";
import { useAtlas, verdictOf } from "./useAtlas";

const START_MS = Date.parse("2026-01-02T03:04:05Z");

function bucketOf({ headers }: Reply): string {
    return `${String(headers["ratelimit-remaining"])} of ${String(headers["ratelimit-limit"])}`;
}

describe("testkit/atlas: rate limits that are off", () => {
    const fixture = useAtlas();

    it("show full buckets and refuse nothing", async () => {
        for (let count = 0; count < 12; count += 1) {
            expect(bucketOf(await fixture.owner.get(`${fixture.org}/settings`))).to.equal("10 of 10");
        }
        const refused = await fixture.owner.get(`${fixture.org}/apiKeys/0123456789abcdef01234567`);
        expect(bucketOf(refused)).to.equal("500 of 500");
    });

    it("are not shown where there is no endpoint", async () => {
        expect((await fixture.owner.get("/clusters")).headers).not.to.have.property("ratelimit-limit");
    });
});

describe("testkit/atlas: rate limits as documented", () => {
    const clock = { nowMs: () => nowMs };
    let nowMs = START_MS;
    const fixture = useAtlas({ clock, rateLimits: "documented" });
    const settings = (): Promise<Reply> => fixture.owner.get(`${fixture.org}/settings`);

    beforeEach(() => (nowMs = START_MS));

    async function emptyBucket(): Promise<void> {
        for (let count = 0; count < 10; count += 1) {
            expect((await settings()).status).to.equal(200);
        }
    }

    it("tell what is left of the bucket", async () => {
        expect(bucketOf(await settings())).to.equal("9 of 10");
        expect(bucketOf(await settings())).to.equal("8 of 10");
    });

    const sets: [string, () => Promise<Reply>, string][] = [
        ["GET /orgs", () => fixture.owner.get("/orgs"), "299 of 300"],
        ["an organization", () => fixture.owner.get(fixture.org), "499 of 500"],
        ["API keys", () => fixture.owner.get(`${fixture.org}/apiKeys`), "499 of 500"],
        ["service accounts", () => fixture.accountsOwner.get(`${fixture.org}/serviceAccounts`), "499 of 500"],
        [
            "link tokens",
            () => fixture.owner.get(`${fixture.org}/liveMigrations/availableProjects`),
            "499 of 500",
        ],
    ];
    for (const [what, call, bucket] of sets) {
        it(`have a bucket of their own for ${what}`, async () => {
            await settings();

            expect(bucketOf(await call())).to.equal(bucket);
        });
    }

    it("count what is refused, but no challenges", async () => {
        const keys = `${fixture.org}/apiKeys`;
        await fixture.owner.get(`${keys}/0123456789abcdef01234567`);
        await fixture.as({ publicKey: "abcdefgh", privateKey: "x" }).get(keys);

        expect(bucketOf(await fixture.owner.get(keys))).to.equal("498 of 500");
    });

    it("refuse calls on an empty bucket with 429, without carrying them out", async () => {
        await emptyBucket();
        nowMs += 4_500;

        const reply = await fixture.owner.patch(`${fixture.org}/settings`, { multiFactorAuthRequired: true });

        const path = `api/atlas/v2${fixture.org}/settings`;
        expect(reply.status).to.equal(429);
        expect(reply.headers).to.include({
            "retry-after": "56",
            "x-error-code": "RATE_LIMITED_TOKEN_BUCKET",
            "content-type": "application/json",
        });
        expect(bucketOf(reply)).to.equal("0 of 10");
        expect(reply.body).to.deep.equal({
            detail:
                `Rate limit exceeded for ${path}. Please retry after 56 seconds. ` +
                "Request capacity: 10. Refill rate: 5 per 60 seconds.",
            error: 429,
            errorCode: "RATE_LIMITED_TOKEN_BUCKET",
            parameters: [path, 56, 10, 5, 60],
            reason: "Too Many Requests",
        });
        expect(fixture.atlas.organization(fixture.orgId).settings.multiFactorAuthRequired).to.equal(false);
    });

    it("refill in whole intervals from the first use", async () => {
        await emptyBucket();
        nowMs += 59_999;
        const early = await settings();
        nowMs += 1;

        expect(early.headers["retry-after"]).to.equal("1");
        expect(bucketOf(await settings())).to.equal("4 of 10");
        nowMs += 59_999;
        expect(bucketOf(await settings())).to.equal("3 of 10");
    });

    it("never refill beyond the capacity", async () => {
        await settings();
        nowMs += 3_600_000;

        expect(bucketOf(await settings())).to.equal("9 of 10");
    });

    it("have buckets for each organization, shared by its callers", async () => {
        const { atlas } = fixture;
        await emptyBucket();
        const colleague = fixture.as(atlas.addApiKey({ orgId: fixture.orgId }));
        const other = atlas.addOrganization();
        const stranger = fixture.as(atlas.addApiKey({ orgId: other.id }));

        expect((await colleague.get(`${fixture.org}/settings`)).status).to.equal(429);
        expect((await stranger.get(`/orgs/${other.id}/settings`)).status).to.equal(200);
    });

    it("have a bucket for each caller of /orgs, service accounts included", async () => {
        const { clientId, secrets } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        const secret = secrets[0]?.secret ?? "";
        const token = tokenOf(await requestToken(fixture.atlas.baseUrl, { clientId, secret }));
        await fixture.owner.get("/orgs");
        await fixture.owner.post("/orgs", {});

        expect(bucketOf(await fixture.owner.get("/orgs"))).to.equal("297 of 300");
        expect(bucketOf(await callWithToken(fixture.atlas.baseUrl, token, { path: "/orgs" }))).to.equal(
            "299 of 300",
        );
    });

    it("do not count what a fault keeps from being carried out", async () => {
        fixture.atlas.faults.add({ status: 503 });
        fixture.atlas.faults.add({ status: 504, takesEffect: true });

        expect(bucketOf(await settings())).to.equal("10 of 10");
        expect(bucketOf(await settings())).to.equal("9 of 10");
    });
});

describe("testkit/atlas: rate limits that a test has chosen", () => {
    const nowMs = START_MS + 900;
    const clock = { nowMs: () => nowMs };
    const rateLimits = { organization: { capacity: 1, refill: 1 } };

    describe("for some endpoints", () => {
        const fixture = useAtlas({ clock, rateLimits });

        it("leave the others without limit", async () => {
            expect(bucketOf(await fixture.owner.get(fixture.org))).to.equal("0 of 1");
            expect((await fixture.owner.get(`${fixture.org}/groups`)).status).to.equal(429);
            expect(bucketOf(await fixture.owner.get("/orgs"))).to.equal("300 of 300");
        });
    });

    describe("with a date in Retry-After", () => {
        const fixture = useAtlas({ clock, rateLimits, retryAfter: "date" });

        it("name a second that is not too early, by the clock that replies show", async () => {
            const first = await fixture.owner.get(fixture.org);
            const second = await fixture.owner.get(fixture.org);

            expect(first.headers["date"]).to.equal("Fri, 02 Jan 2026 03:04:05 GMT");
            expect(second.headers["retry-after"]).to.equal("Fri, 02 Jan 2026 03:05:06 GMT");
        });
    });

    describe("without Retry-After", () => {
        const tokenRequestLimit = { requests: 1, windowMs: 60_000 };
        const fixture = useAtlas({ clock, rateLimits, tokenRequestLimit, retryAfter: "none" });

        it("tell the time in the body alone", async () => {
            await fixture.owner.get(fixture.org);
            const reply = await fixture.owner.get(fixture.org);

            expect(verdictOf(reply)).to.equal("429 RATE_LIMITED_TOKEN_BUCKET");
            expect(reply.headers).not.to.have.property("retry-after");
            expect((reply.body?.["parameters"] as unknown[])[1]).to.equal(60);
        });

        it("hold for token requests, too", async () => {
            const { clientId, secrets } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
            const credential = { clientId, secret: secrets[0]?.secret ?? "" };
            await requestToken(fixture.atlas.baseUrl, credential);
            const reply = await requestToken(fixture.atlas.baseUrl, credential);

            expect(verdictOf(reply)).to.equal("429 RATE_LIMITED");
            expect(reply.headers).not.to.have.property("retry-after");
        });
    });
});

describe("testkit/atlas: the Date of replies", () => {
    const fixture = useAtlas({ clock: { nowMs: () => Date.parse("2031-05-06T07:08:09.999Z") } });

    it("is that of the clock, for every kind of reply", async () => {
        const { clientId } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        fixture.atlas.faults.add({ path: "/orgs/{orgId}", status: 502, body: "<h1>Bad Gateway</h1>" });

        const replies = [
            await fixture.owner.get("/orgs"),
            await fixture.owner.get(fixture.org),
            await fixture.owner.delete(`${fixture.org}/apiKeys/${fixture.atlas.payingOrganization.apiKeyId}`),
            await fixture.owner.get("/orgs"),
            await requestToken(fixture.atlas.baseUrl, { clientId, secret: "x" }),
        ];

        expect(replies.map(({ status }) => status)).to.deep.equal([200, 502, 204, 401, 401]);
        for (const { headers } of replies) {
            expect(headers["date"]).to.equal("Tue, 06 May 2031 07:08:09 GMT");
        }
    });
});
