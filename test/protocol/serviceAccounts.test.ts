import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlasOptions, FaultSpec, StoredServiceAccount } from "pulumi-atlas-org/testkit";
import { Host } from "../support/host";
import { failureOf } from "../support/hostFailure";

type Settings = Readonly<Record<string, string>>;

const ONE_TRY: Settings = { "mongodbatlas:maxRetryMs": "0", "mongodbatlas:maxRateLimitWaitMs": "0" };

/** An emulated Atlas for each test, with a service account in the paying organization; its hosts end with the test. */
class AccountFixture {
    readonly atlas: EmulatedAtlas;
    readonly orgId: string;
    readonly account: StoredServiceAccount;
    readonly #hosts = new Set<Host>();

    constructor(atlas: EmulatedAtlas) {
        this.atlas = atlas;
        this.orgId = atlas.payingOrganization.orgId;
        this.account = atlas.addServiceAccount({ orgId: this.orgId });
    }

    /** A host that calls as a service account, that of the fixture unless another is given. */
    hostOf(account = this.account, settings: Settings = {}): Promise<Host> {
        const { clientId, secrets } = account;
        return this.host({
            "mongodbatlas:clientId": clientId,
            "mongodbatlas:clientSecret": secrets[0]!.secret,
            ...settings,
        });
    }

    async host(settings: Settings): Promise<Host> {
        const host = new Host();
        this.#hosts.add(host);
        await host.configure({ "mongodbatlas:baseUrl": this.atlas.baseUrl, ...settings });
        return host;
    }

    /** Ends a host, and returns the milliseconds that this took. */
    async end(host: Host, how: "stop" | "interrupt" = "stop"): Promise<number> {
        this.#hosts.delete(host);
        const startMs = Date.now();
        await host[how]();
        return Date.now() - startMs;
    }

    /** An API key that entries can be made for. */
    addKey(): { orgId: string; apiKeyId: string } {
        return { orgId: this.orgId, apiKeyId: this.atlas.addApiKey({ orgId: this.orgId }).id };
    }

    tokens(): string[] {
        return [...this.atlas.store.accessTokens.keys()];
    }

    async close(): Promise<void> {
        await Promise.all([...this.#hosts].map((host) => this.end(host)));
        await this.atlas.close();
    }
}

function useAccounts(options: EmulatedAtlasOptions = {}): () => AccountFixture {
    let fixture: AccountFixture;
    beforeEach(async () => {
        fixture = new AccountFixture(await EmulatedAtlas.start(options));
    });
    afterEach(() => fixture.close());
    return () => fixture;
}

describe("a provider host that calls as a service account", () => {
    const fixture = useAccounts();

    it("does every operation of every resource with one token", async () => {
        const { atlas, orgId, account } = fixture();
        const host = await fixture().hostOf();
        const [organizations, keys] = [host.resource("Organization"), host.resource("OrgApiKey")];
        const [entries, links] = [host.resource("OrgApiKeyAccessListEntry"), host.resource("LinkToken")];

        const wanted = { orgId, description: "CI", roles: ["ORG_MEMBER"] };
        const key = await keys.create(wanted);
        await keys.read(key.id, key.outs);
        const changed = await keys.update(key.id, key.outs, { ...wanted, description: "renamed" });
        const entry = await entries.create({ orgId, apiKeyId: changed["apiKeyId"], ipAddress: "192.0.2.1" });
        await entries.read(entry.id, entry.outs);
        await entries.delete(entry.id, entry.outs);
        await keys.delete(key.id, changed);
        const link = await links.create({ orgId });
        await links.read(link.id, link.outs);
        await links.delete(link.id, link.outs);
        const taken = { name: "taken", existingOrgId: orgId };
        const organization = await organizations.create(taken);
        await organizations.read(organization.id, organization.outs);
        await organizations.update(organization.id, organization.outs, { ...taken, name: "renamed" });

        expect(new Set(atlas.calls().map(({ clientId }) => clientId))).to.deep.equal(
            new Set([account.clientId]),
        );
        expect(atlas.calls().filter(({ status }) => status >= 400)).to.be.empty;
        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(atlas.organization(orgId).name).to.equal("renamed");
    });

    it("makes an organization whose owner is that of its own, and deletes it with the account that came with it", async () => {
        const { atlas } = fixture();
        const organizations = (await fixture().hostOf()).resource("Organization");
        const serviceAccount = {
            name: "pulumi",
            description: "made by Pulumi",
            roles: ["ORG_OWNER"],
            secretExpiresAfterHours: 24,
        };

        const { id, outs } = await organizations.create({ name: "payments", serviceAccount });

        expect(outs).to.not.have.property("orgOwnerId");
        expect(atlas.organization(id).ownerId).to.equal(atlas.payingOrganization.ownerId);
        await organizations.delete(id, outs);
        expect(atlas.store.organizations.has(id)).to.be.false;
        expect(atlas.calls().map(({ clientId }) => clientId)).to.deep.equal([
            fixture().account.clientId,
            outs["clientId"],
        ]);
    });

    it("asks for one token, however many calls start at once", async () => {
        const { atlas } = fixture();
        const host = await fixture().hostOf();
        const key = fixture().addKey();
        const entries = host.resource("OrgApiKeyAccessListEntry");

        await Promise.all(
            Array.from({ length: 50 }, (_, n) => entries.create({ ...key, ipAddress: `192.0.2.${n}` })),
        );

        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(atlas.apiKey(key.apiKeyId).accessList.size).to.equal(50);
    });

    it("renews a token that has ended meanwhile once, for all calls that were refused with it", async () => {
        const { atlas, orgId } = fixture();
        const host = await fixture().hostOf();
        await host.resource("Organization").read(orgId);
        atlas.expireTokens();

        const keys = host.resource("OrgApiKey");
        const key = { orgId, description: "CI", roles: ["ORG_MEMBER"] };
        await Promise.all([keys.create(key), keys.create(key), host.resource("Organization").read(orgId)]);

        expect(atlas.tokenRequests()).to.have.lengthOf(2);
        expect(atlas.store.apiKeysOf(orgId).filter(({ desc }) => desc === "CI")).to.have.lengthOf(2);
    });

    it("does not take a missing role for a token that has ended", async () => {
        const { atlas, orgId } = fixture();
        const member = atlas.addServiceAccount({ orgId, roles: ["ORG_MEMBER"] });
        const keys = (await fixture().hostOf(member)).resource("OrgApiKey");

        const failure = await failureOf(keys.create({ orgId, description: "CI", roles: ["ORG_MEMBER"] }));

        expect(failure)
            .to.contain("401 NOT_ORG_OWNER")
            .and.contain(`Give service account ${member.clientId} the role ORG_OWNER.`);
        expect(atlas.tokenRequests()).to.have.lengthOf(1);
        expect(atlas.calls()).to.have.lengthOf(1);
    });
});

describe("a provider host that ends", () => {
    const fixture = useAccounts();

    it("hands its token back, and those of organizations' own accounts", async () => {
        const { atlas, orgId } = fixture();
        const { id } = atlas.addOrganization();
        const own = atlas.addServiceAccount({ orgId: id });
        const host = await fixture().hostOf();
        await host.resource("Organization").read(orgId);
        const credentials = { clientId: own.clientId, clientSecret: own.secrets[0]!.secret };
        await host
            .resource("Organization")
            .read(id, { name: "any", orgId: id, credentials, schemaVersion: 1 });
        expect(fixture().tokens()).to.have.lengthOf(2);

        expect(await fixture().end(host)).to.be.below(5_000);

        expect(fixture().tokens()).to.be.empty;
    });

    it("still answers a call that is under way, and hands its token back after that", async () => {
        const { atlas, orgId } = fixture();
        const host = await fixture().hostOf();
        let goOn = () => undefined as unknown;
        const arrived = new Promise<void>((resolve) => {
            const hold = () => {
                resolve();
                return new Promise((release) => (goOn = () => release(undefined)));
            };
            atlas.faults.add({ method: "POST", path: "/orgs/{orgId}/apiKeys", hold });
        });
        const creating = host
            .resource("OrgApiKey")
            .create({ orgId, description: "late", roles: ["ORG_MEMBER"] });
        await arrived;

        const ending = fixture().end(host, "interrupt");
        setTimeout(() => goOn(), 500);

        expect((await creating).outs).to.include({ description: "late" });
        expect(await ending).to.be.within(500, 5_000);
        expect(fixture().tokens()).to.be.empty;
    });

    it("does not wait long for a call that is never answered", async () => {
        const { atlas, orgId } = fixture();
        const host = await fixture().hostOf();
        const arrived = new Promise<void>((resolve) => {
            atlas.faults.add({ method: "GET", connection: "no-answer", hold: () => resolve() });
        });
        const reading = failureOf(host.resource("Organization").read(orgId)).catch(() => undefined);
        await arrived;

        expect(await fixture().end(host, "interrupt")).to.be.below(5_000);

        await reading;
        expect(fixture().tokens()).to.be.empty;
    });

    it("ends at once when it has no token to hand back", async () => {
        const { orgId, publicKey, privateKey } = fixture().atlas.payingOrganization;
        const host = await fixture().host({
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": privateKey,
        });
        await host.resource("Organization").read(orgId);

        expect(await fixture().end(host)).to.be.below(2_000);
    });
});

describe("many provider hosts of one service account", () => {
    const fixture = useAccounts({ tokenRequestLimit: { requests: 4, windowMs: 1_000 } });

    it("all get their token, though Atlas gives out few at a time", async () => {
        const { atlas, orgId } = fixture();
        const hosts = await Promise.all(Array.from({ length: 12 }, () => fixture().hostOf()));

        const read = await Promise.all(hosts.map((host) => host.resource("Organization").read(orgId)));

        expect(read.map(({ id }) => id)).to.deep.equal(Array(12).fill(orgId));
        const statuses = atlas.tokenRequests().map(({ status }) => status);
        expect(statuses.filter((status) => status === 200)).to.have.lengthOf(12);
        expect(statuses).to.include(429);
    });
});

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

describe("a service account that gets no token", () => {
    const fixture = useAccounts({ maxLiveTokens: 0 });

    it("hears that its secret is wrong or has ended, and what to do", async () => {
        const { orgId, account } = fixture();
        const host = await fixture().hostOf(account, {
            "mongodbatlas:clientSecret": "mdb_sa_sk_none-of-this-account",
        });

        const failure = await failureOf(host.resource("LinkToken").create({ orgId }));

        expect(failure)
            .to.contain("POST /api/oauth/token: 401 invalid_client")
            .and.contain("make a new secret in Atlas and set clientSecret")
            .and.not.contain("none-of-this-account");
        expect(fixture().atlas.tokenRequests()).to.have.lengthOf(1);
    });

    it("hears that it has too many already", async () => {
        const { orgId } = fixture();
        const host = await fixture().hostOf();

        expect(await failureOf(host.resource("LinkToken").create({ orgId })))
            .to.contain("403 access_denied")
            .and.contain("at most 100 access tokens");
    });

    const faults: Record<string, { fault: FaultSpec; expected: RegExp }> = {
        "nothing but a page": {
            fault: { status: 503, body: "<title>Down</title>" },
            expected: /503 Service Unavailable "Down"/,
        },
        "half an answer": {
            fault: { status: 200, body: '{"access_token":"a.b' },
            expected: /200 with a body/,
        },
        "too many questions": {
            fault: { status: 429, errorCode: "RATE_LIMITED" },
            expected: /429 RATE_LIMITED/,
        },
        "no answer": { fault: { connection: "lost-before" }, expected: /the connection .* was lost/ },
    };
    for (const [what, { fault, expected }] of Object.entries(faults)) {
        it(`says so of ${what}, and that nothing has changed`, async () => {
            const { atlas, orgId, account } = fixture();
            atlas.faults.add({ path: "/api/oauth/token", ...fault });
            const host = await fixture().hostOf(account, ONE_TRY);

            const failure = await failureOf(host.resource("LinkToken").create({ orgId }));

            expect(failure)
                .to.match(/^LinkToken \S+: POST \/api\/oauth\/token: /)
                .and.match(expected)
                .and.not.contain("all the same");
            expect(atlas.calls()).to.be.empty;
        });
    }
});
