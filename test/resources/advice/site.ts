import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { Config } from "./runUnderWay";

/** What Atlas holds beside what was there from the start, by the names that people give. */
export interface Holdings {
    /** Names of organizations. */
    readonly organizations?: readonly string[];
    /** The access lists of keys, by the keys' descriptions. */
    readonly keys?: Readonly<Record<string, readonly string[]>>;
    /** The names of the organizations of links. */
    readonly links?: readonly string[];
}

const PAYING = "Paying organization";

/** An emulated Atlas for one piece of advice, with the settings of the stack that calls it. */
export class Site {
    readonly atlas: EmulatedAtlas;
    readonly orgId: string;
    readonly ownerId: string;
    /** What has been lost on the way. */
    readonly losses: string[] = [];
    readonly #sizes = new Map<string, number>();
    readonly #ends: (() => Promise<void>)[] = [];

    private constructor(atlas: EmulatedAtlas) {
        this.atlas = atlas;
        this.orgId = atlas.payingOrganization.orgId;
        this.ownerId = atlas.payingOrganization.ownerId;
    }

    static async open(): Promise<Site> {
        return new Site(await EmulatedAtlas.start({ secondLinkToken: "conflict" }));
    }

    /** The settings of the stack; a failure is shown at once instead of being tried again. */
    get config(): Config {
        const { publicKey, privateKey } = this.atlas.payingOrganization;
        return {
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": privateKey,
            "mongodbatlas:baseUrl": this.atlas.baseUrl,
            "mongodbatlas:maxRetryMs": "0",
        };
    }

    /** The organization of that name. */
    organizationId(name: string): string {
        return found([...this.atlas.store.organizations.values()], (each) => each.name === name).id;
    }

    /** The key of that description. */
    key(description: string): StoredApiKey {
        return found([...this.atlas.store.apiKeys.values()], ({ desc }) => desc === description);
    }

    holdings(): Required<Holdings> {
        const { store, payingOrganization } = this.atlas;
        const others = [...store.organizations.values()].filter(({ id }) => id !== this.orgId);
        const keys = [...store.apiKeys.values()].filter(({ id, desc, accessList }) => {
            const isSilent = id === payingOrganization.apiKeyId && accessList.size === 0;
            return !isSilent && !desc.includes("link");
        });
        return {
            organizations: others.map(({ name }) => name),
            keys: Object.fromEntries(keys.map(({ desc, accessList }) => [desc, [...accessList.keys()]])),
            links: store.linkTokens.map(({ orgId }) => this.atlas.organization(orgId).name),
        };
    }

    /** Notes an access list that has become empty, which opens its key to the world, and an organization made twice. */
    note(): void {
        for (const { id, desc, accessList } of this.atlas.store.apiKeys.values()) {
            if (accessList.size === 0 && (this.#sizes.get(id) ?? 0) > 0) {
                this.losses.push(`The access list of ${desc} has become empty.`);
            }
            this.#sizes.set(id, accessList.size);
        }
        const { organizations } = this.holdings();
        organizations
            .filter((name, index) => organizations.indexOf(name) !== index)
            .forEach((name) => this.losses.push(`There are two organizations ${name}.`));
    }

    /** Ends something together with the site. */
    onClose(end: () => Promise<void>): void {
        this.#ends.push(end);
    }

    async close(): Promise<void> {
        await Promise.all([this.atlas.close(), ...this.#ends.map((end) => end())]);
    }
}

export { PAYING };

function found<T>(values: readonly T[], isIt: (value: T) => boolean): T {
    const value = values.find(isIt);
    if (value === undefined) {
        throw new Error("The emulated Atlas holds no such thing.");
    }
    return value;
}
