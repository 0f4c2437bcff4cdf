import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlasOptions, LoggedRequest, StoredApiKey } from "pulumi-atlas-org/testkit";
import type { HostedResource, Kind } from "./host";
import { Host } from "./host";
import { endWithRun } from "./rootHooks";

type Settings = Readonly<Record<string, string>>;

/** Most tests are about one try: hosts repeat nothing unless a suite gives them time for that. */
const ONE_TRY: Settings = { "mongodbatlas:maxRetryMs": "0" };

export interface HostFixtureOptions extends EmulatedAtlasOptions {
    /** The suite is about what only a process of its own shows. Default false. */
    readonly isProcess?: boolean;
    /** That process loads all of Pulumi's SDK when it starts, as users' hosts do. Default false. */
    readonly isPlain?: boolean;
}

/** A provider host, an emulated Atlas, and in each test a paying organization that nobody has seen before. */
export class HostFixture {
    readonly atlas: EmulatedAtlas;
    readonly host: Host;
    /** The key that the host calls with. */
    key: StoredApiKey;
    /** A user of the organization, who may own new ones. */
    ownerId = "";

    readonly #settings: Settings;
    readonly #newHost: () => Host;

    private constructor(atlas: EmulatedAtlas, newHost: () => Host, settings: Settings) {
        this.#settings = settings;
        this.#newHost = newHost;
        this.atlas = atlas;
        this.host = newHost();
        this.key = atlas.apiKey(atlas.payingOrganization.apiKeyId);
    }

    static async start(
        { isProcess = false, isPlain = false, ...options }: HostFixtureOptions,
        settings: Settings,
    ): Promise<HostFixture> {
        const atlas = await EmulatedAtlas.start(options);
        const newHost = () => (isProcess ? Host.asProcess({}, { isPlain }) : Host.inProcess());
        const fixture = new HostFixture(atlas, newHost, settings);
        await fixture.configure(fixture.host);
        return fixture;
    }

    /** The organization that the host's key belongs to. */
    get orgId(): string {
        return this.key.orgId;
    }

    resource(kind: Kind): HostedResource {
        return this.host.resource(kind);
    }

    /** Configures a host like the fixture's own. */
    configure(host: Host): Promise<void> {
        return host.configure({
            "mongodbatlas:publicKey": this.key.publicKey,
            "mongodbatlas:privateKey": this.key.privateKey,
            "mongodbatlas:baseUrl": this.atlas.baseUrl,
            ...this.#settings,
        });
    }

    /** Runs something in a host that knows nothing of what this one has done, as in the next run of Pulumi. */
    async inNextRun<T>(run: (host: Host) => Promise<T>): Promise<T> {
        const host = this.#newHost();
        try {
            await this.configure(host);
            return await run(host);
        } finally {
            await host.stop();
        }
    }

    /**
     * What a host remembers goes by organization and key. So the same credential becomes another key, of a new
     * organization: that is as good as a new host.
     */
    renew(): void {
        const { atlas } = this;
        const { id: orgId } = atlas.addOrganization({ name: "Paying organization", isPaying: true });
        this.ownerId = atlas.addUser(orgId).id;
        atlas.organization(orgId).ownerId = this.ownerId;
        atlas.store.apiKeys.delete(this.key.id);
        this.key = { ...this.key, id: atlas.store.newId(), orgId, accessList: new Map() };
        atlas.store.apiKeys.set(this.key.id, this.key);
        atlas.faults.clear();
        this.forget();
    }

    /** Links the organization, as somebody else or an earlier run may have done; returns the token. */
    addLink(): string {
        const { atlas, orgId } = this;
        const linkToken = `token of ${orgId}`;
        atlas.store.linkTokens.push({
            orgId,
            linkToken,
            accessListIps: [],
            apiKeyId: atlas.addApiKey({ orgId, desc: "Live migration link" }).id,
            activeProjectIds: [],
            availableProjects: [],
        });
        return linkToken;
    }

    /** Atlas does not know this organization any more, though it knows the credential. */
    loseOrganization(orgId: string): void {
        const times = Number.POSITIVE_INFINITY;
        const organizations = { links: [], results: [], totalCount: 0 };
        this.atlas.faults.add({ path: `/orgs/${orgId}`, times, status: 404, errorCode: "ORG_NOT_FOUND" });
        this.atlas.faults.add({ method: "GET", path: "/orgs", times, status: 200, body: organizations });
    }

    /** Forgets the requests so far. */
    forget(): void {
        this.atlas.clearRequests();
    }

    /** What Atlas was asked since then, and its answer: "POST /orgs 201"; status 0 when no answer was sent. */
    calls(): string[] {
        return this.atlas
            .calls()
            .map(({ method, endpoint, path, status }) => `${endpoint ?? `${method} ${path}`} ${status}`);
    }

    /** The one request of a kind, such as "PATCH /orgs/{orgId}". */
    request(endpoint: string): LoggedRequest {
        const [request, ...others] = this.atlas.calls().filter((call) => call.endpoint === endpoint);
        if (request === undefined || others.length > 0) {
            throw new Error(`Atlas got ${this.calls().join(", ")}.`);
        }
        return request;
    }

    async stop(): Promise<void> {
        await this.host.stop();
        await this.atlas.close();
    }
}

/** Suites share hosts, one for each behaviour of Atlas; they end with the last suite. */
const fixtures = new Map<string, Promise<HostFixture>>();

function shared(options: HostFixtureOptions, settings: Settings): Promise<HostFixture> {
    const name = JSON.stringify([options, settings]);
    const running = fixtures.get(name);
    if (running !== undefined) {
        return running;
    }
    const started = HostFixture.start(options, settings);
    fixtures.set(name, started);
    endWithRun(async () => {
        fixtures.delete(name);
        await (await started).stop();
    });
    return started;
}

/** The fixture for a suite; each of its tests begins in an organization of its own. */
export function useHost(options: HostFixtureOptions = {}, settings: Settings = ONE_TRY): () => HostFixture {
    let fixture: HostFixture;
    before(async () => {
        fixture = await shared(options, settings);
    });
    beforeEach(async () => {
        await fixture.host.takeLines();
        fixture.renew();
    });
    return () => fixture;
}
