import path from "node:path";
import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { Host } from "../../support/host";

type Settings = Readonly<Record<string, string>>;

/** What a provider host calls with: the key pair of an API key, or a service account. */
export type CallerKind = "key" | "account";

interface Caller {
    readonly kind: CallerKind;
    /** Public key or client id. */
    readonly name: string;
    readonly settings: Settings;
    /** The same credential belongs to another organization from now on. */
    moveTo(orgId: string): void;
}

/** Marks the keys that hosts call with. */
export const HOST_KEY = "a provider host's";

const ENVIRONMENT = { NODE_OPTIONS: `--require=${path.join(__dirname, "shortDeletion.cjs")}` };

/** A host that serves one organization at a time: what it remembers goes by organization. */
export class PooledHost {
    readonly host = Host.asProcess(ENVIRONMENT);
    readonly caller: Caller;

    constructor(caller: Caller) {
        this.caller = caller;
    }

    /** Makes a first call, which loads and compiles what later ones need: those must be in time. */
    async start(settings: Settings, orgId: string): Promise<void> {
        await this.host.configure({ ...settings, ...this.caller.settings });
        await this.signIn(orgId);
    }

    /** After this it has a nonce or an access token. */
    async signIn(orgId: string): Promise<void> {
        await this.host.resource("LinkToken").read(orgId, { orgId, schemaVersion: 1 });
    }
}

interface Waiting {
    readonly isFit: (host: PooledHost) => boolean;
    readonly take: (host: PooledHost) => void;
}

/** Hosts that trials share, as each takes a second to start. */
export class HostPool {
    readonly #hosts: readonly PooledHost[];
    readonly #idle: PooledHost[];
    readonly #waiting: Waiting[] = [];

    private constructor(hosts: readonly PooledHost[]) {
        this.#hosts = hosts;
        this.#idle = [...hosts];
    }

    static async start(
        atlas: EmulatedAtlas,
        settings: Settings,
        count: Readonly<Record<CallerKind, number>>,
    ): Promise<HostPool> {
        const callers = [
            ...Array.from({ length: count.key }, () => keyCaller(atlas)),
            ...Array.from({ length: count.account }, () => accountCaller(atlas)),
        ];
        const pool = new HostPool(callers.map((caller) => new PooledHost(caller)));
        const { orgId } = atlas.payingOrganization;
        try {
            await Promise.all(pool.#hosts.map((host) => host.start(settings, orgId)));
            return pool;
        } catch (error) {
            // Nobody else knows of them.
            await pool.stop();
            throw error;
        }
    }

    /** Runs something in a host that is fit for it, as soon as there is one. */
    async use<T>(isFit: Waiting["isFit"], run: (host: PooledHost) => Promise<T>): Promise<T> {
        const host = await this.#take(isFit);
        try {
            return await run(host);
        } finally {
            this.#giveBack(host);
        }
    }

    async stop(): Promise<void> {
        await Promise.all(this.#hosts.map(({ host }) => host.stop()));
    }

    #take(isFit: Waiting["isFit"]): Promise<PooledHost> {
        const index = this.#idle.findIndex(isFit);
        const [host] = index < 0 ? [] : this.#idle.splice(index, 1);
        return host === undefined
            ? new Promise((take) => this.#waiting.push({ isFit, take }))
            : Promise.resolve(host);
    }

    #giveBack(host: PooledHost): void {
        const index = this.#waiting.findIndex(({ isFit }) => isFit(host));
        const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
        if (next === undefined) {
            this.#idle.push(host);
        } else {
            next.take(host);
        }
    }
}

function keyCaller(atlas: EmulatedAtlas): Caller {
    const { apiKeys } = atlas.store;
    let key = atlas.addApiKey({ orgId: atlas.payingOrganization.orgId, desc: HOST_KEY });
    return {
        kind: "key",
        name: key.publicKey,
        settings: { "mongodbatlas:publicKey": key.publicKey, "mongodbatlas:privateKey": key.privateKey },
        moveTo(orgId) {
            apiKeys.delete(key.id);
            key = { ...key, id: atlas.store.newId(), orgId, accessList: new Map() };
            apiKeys.set(key.id, key);
        },
    };
}

function accountCaller(atlas: EmulatedAtlas): Caller {
    const account = atlas.addServiceAccount({ orgId: atlas.payingOrganization.orgId });
    const { clientId, secrets } = account;
    return {
        kind: "account",
        name: clientId,
        settings: {
            "mongodbatlas:clientId": clientId,
            "mongodbatlas:clientSecret": secrets[0]?.secret ?? "",
        },
        moveTo: (orgId) => atlas.store.serviceAccounts.set(clientId, { ...account, orgId }),
    };
}
