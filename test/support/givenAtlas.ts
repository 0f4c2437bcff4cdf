import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { AtlasClient } from "#provider/atlas/client";
import type { AtlasClientOptions } from "#provider/atlas/clientOptions";
import type { ConfigurableInstance } from "#provider/runtime/createProviderInstance";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import { recordOf } from "#provider/configuration/configuration";
import { GIVEN_IDS, PRIVATE_KEY, PUBLIC_KEY } from "./arbitraries";

const OWN = { publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY };

/** An emulated Atlas that holds what arbitrary inputs name, and is made anew for each of them in no time. */
export class GivenAtlas {
    readonly atlas: EmulatedAtlas;
    readonly #client: AtlasClient;
    #others: AtlasClient[] = [];

    private constructor(atlas: EmulatedAtlas) {
        this.atlas = atlas;
        this.#client = new AtlasClient({
            credential: OWN,
            baseUrl: atlas.baseUrl,
        });
    }

    static async start(): Promise<GivenAtlas> {
        return new GivenAtlas(await EmulatedAtlas.start());
    }

    /** A session that knows nothing of earlier ones, with an Atlas where nothing has been done yet. */
    newSession(): ConfigurableInstance {
        this.#closeOthers();
        this.#reset();
        const instance = createProviderInstance((options) => this.#clientFor(options));
        const config: Record<string, string> = {
            "mongodbatlas:publicKey": PUBLIC_KEY,
            "mongodbatlas:privateKey": PRIVATE_KEY,
            "mongodbatlas:baseUrl": this.atlas.baseUrl,
        };
        instance.configure(recordOf(config));
        return instance;
    }

    async stop(): Promise<void> {
        this.#closeOthers();
        this.#client.close();
        await this.atlas.close();
    }

    #reset(): void {
        const { atlas } = this;
        const { store } = atlas;
        [store.organizations, store.users, store.apiKeys, store.serviceAccounts, store.federations].forEach(
            (map) => map.clear(),
        );
        store.linkTokens = [];
        const { org, owner, key, federation } = GIVEN_IDS;
        const made = atlas.addOrganization({ isPaying: true, ownerId: owner });
        store.organizations.delete(made.id);
        store.organizations.set(org, { ...made, id: org });
        store.users.set(owner, { id: owner, orgIds: new Set([org]) });
        store.federations.set(federation, new Set([org]));
        const caller = atlas.addApiKey({ orgId: org });
        store.apiKeys.set(key, { ...atlas.addApiKey({ orgId: org }), id: key });
        store.apiKeys.set(caller.id, { ...caller, publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY });
        atlas.clearRequests();
    }

    #clientFor(options: AtlasClientOptions): AtlasClient {
        if (JSON.stringify(options.credential) === JSON.stringify(OWN)) {
            return this.#client;
        }
        const client = new AtlasClient(options);
        this.#others.push(client);
        return client;
    }

    #closeOthers(): void {
        this.#others.splice(0).forEach((client) => client.close());
    }
}
