import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlasOptions, StoredServiceAccount } from "pulumi-atlas-org/testkit";
import { Host } from "../../support/host";

type Settings = Readonly<Record<string, string>>;

export const ONE_TRY: Settings = { "mongodbatlas:maxRetryMs": "0", "mongodbatlas:maxRateLimitWaitMs": "0" };

/** An emulated Atlas for each test, with a service account in the paying organization; its hosts end with the test. */
export class AccountFixture {
    readonly atlas: EmulatedAtlas;
    readonly orgId: string;
    readonly account: StoredServiceAccount;
    readonly #hosts = new Set<Host>();
    readonly #newHost: () => Host;

    constructor(atlas: EmulatedAtlas, newHost: () => Host) {
        this.atlas = atlas;
        this.#newHost = newHost;
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
        const host = this.#newHost();
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

/** @param newHost is another one where the suite is about processes. */
export function useAccounts(
    options: EmulatedAtlasOptions = {},
    newHost: () => Host = () => Host.inProcess(),
): () => AccountFixture {
    let fixture: AccountFixture;
    beforeEach(async () => {
        fixture = new AccountFixture(await EmulatedAtlas.start(options), newHost);
    });
    afterEach(() => fixture.close());
    return () => fixture;
}
