import { EmulatedAtlas, EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import type { EmulatedOpsManagerOptions } from "pulumi-atlas-org/testkit";
import type { HostedResource, Properties } from "../../support/host";
import { Host } from "../../support/host";
import { HastyClock } from "../../support/hastyClock";

export const POST = "POST /orgs/{orgId}/liveExport/migrationLink";
export const DELETE = "DELETE /orgs/{orgId}/liveExport/migrationLink";
export const STATUS = "GET /orgs/{orgId}/liveExport/migrationLink/status";

/** An Atlas with a link token, and an Ops Manager with a source organization of its own, for each test. */
export class Migration {
    readonly host: Host;
    readonly atlas: EmulatedAtlas;
    readonly opsManager: EmulatedOpsManager;
    readonly clock = new HastyClock();
    readonly linkToken: string;

    private constructor(atlas: EmulatedAtlas, opsManager: EmulatedOpsManager) {
        this.atlas = atlas;
        this.opsManager = opsManager;
        this.host = Host.inProcess({}, this.clock);
        this.linkToken = this.addLinkToken();
    }

    static async start(options: Partial<EmulatedOpsManagerOptions>): Promise<Migration> {
        const atlas = await EmulatedAtlas.start();
        const migration = new Migration(atlas, await EmulatedOpsManager.start({ atlas, ...options }));
        await migration.host.configure(migration.settings());
        return migration;
    }

    settings(): Record<string, string> {
        const { baseUrl, source } = this.opsManager;
        return {
            "mongodbatlas:publicKey": source.publicKey,
            "mongodbatlas:privateKey": source.privateKey,
            "mongodbatlas:baseUrl": baseUrl,
        };
    }

    get orgId(): string {
        return this.opsManager.source.orgId;
    }

    get links(): HostedResource {
        return this.host.resource("MigrationLink");
    }

    inputs(more: Properties = {}): Properties {
        return { orgId: this.orgId, linkToken: this.linkToken, ...more };
    }

    state(more: Properties = {}): Properties {
        return { ...this.inputs(), status: "SYNCED", schemaVersion: 1, ...more };
    }

    /** A token that Atlas has made. */
    addLinkToken(accessListIps: string[] = []): string {
        const { orgId } = this.atlas.payingOrganization;
        const linkToken = `token ${this.atlas.store.linkTokens.length} of ${orgId}`;
        this.atlas.store.linkTokens.push({
            orgId,
            linkToken,
            accessListIps,
            apiKeyId: this.atlas.addApiKey({ orgId, desc: "Live migration link", accessList: accessListIps })
                .id,
            activeProjectIds: [],
            availableProjects: [],
        });
        return linkToken;
    }

    /** The source organization is connected with the token, by an earlier run. */
    async connect(): Promise<void> {
        await this.links.create(this.inputs());
        this.opsManager.clearRequests();
        await this.host.takeLines();
    }

    calls(): string[] {
        return this.opsManager
            .calls()
            .map(({ method, endpoint, path, status }) => `${endpoint ?? `${method} ${path}`} ${status}`);
    }

    async inNextRun<T>(run: (links: HostedResource) => Promise<T>): Promise<T> {
        const host = Host.inProcess({}, this.clock);
        try {
            await host.configure(this.settings());
            return await run(host.resource("MigrationLink"));
        } finally {
            await host.stop();
        }
    }

    async stop(): Promise<void> {
        await this.host.stop();
        await Promise.all([this.opsManager.close(), this.atlas.close()]);
    }
}

export function useMigration(options: Partial<EmulatedOpsManagerOptions> = {}): () => Migration {
    let migration: Migration | undefined;
    beforeEach(async () => {
        migration = await Migration.start(options);
    });
    afterEach(() => migration?.stop());
    return () => migration!;
}
