import { randomUUID } from "node:crypto";
import type { Provider } from "./provider";
import type { ResourceState } from "../state/resourceState";
import { providerPackage, providerReference } from "../urns";
import { UNKNOWN_VALUE } from "../values/wireValues";
import type { CheckResult } from "./providerResults";

const UNCONFIGURED_ID = "unconfigured";

export interface ProviderRegistryOptions {
    /** @throws UnsupportedFeatureError when there is no provider of that package. */
    create: (packageName: string) => Provider;
    isPreview: boolean;
}

/**
 * The provider instances of a run, by reference; port of pkg/resource/deploy/providers/registry.go, without DiffConfig:
 * no configuration is a reason to replace.
 */
export class ProviderRegistry {
    readonly #create: (packageName: string) => Provider;
    readonly #isPreview: boolean;
    readonly #providers = new Map<string, Provider>();
    readonly #all: Provider[] = [];
    /** From a provider's URN to the one it had. */
    readonly #aliases = new Map<string, string>();

    constructor({ create, isPreview }: ProviderRegistryOptions) {
        this.#create = create;
        this.#isPreview = isPreview;
    }

    get(reference: string): Provider | undefined {
        return this.#providers.get(reference);
    }

    registerAlias(urn: string, alias: string): void {
        if (urn !== alias) this.#aliases.set(urn, alias);
    }

    /** The first word of a provider resource: an instance that waits for its configuration. */
    async check({ urn, type, inputs }: Pick<ResourceState, "urn" | "type" | "inputs">): Promise<CheckResult> {
        const provider = this.#new(type);
        const checked = await provider.checkConfig(urn, inputs);
        this.#set(urn, UNCONFIGURED_ID, provider);
        return checked;
    }

    create({ urn, type, inputs }: Pick<ResourceState, "urn" | "type" | "inputs">): string {
        const id = this.#isPreview ? UNKNOWN_VALUE : randomUUID();
        this.#configure({ urn, id, type, inputs });
        return id;
    }

    update(state: Pick<ResourceState, "urn" | "id" | "type" | "inputs">): void {
        this.#configure(state);
    }

    /** A provider that is unchanged, with the inputs of its state. */
    same(state: Pick<ResourceState, "urn" | "id" | "type" | "inputs">): void {
        if (this.get(providerReference(state.urn, state.id))) return;
        this.#configure(state);
    }

    delete({ urn, id }: Pick<ResourceState, "urn" | "id">): void {
        this.#providers.delete(providerReference(urn, id));
    }

    async stop(): Promise<void> {
        await Promise.all(this.#all.map((provider) => provider.stop()));
    }

    #configure({ urn, id, type, inputs }: Pick<ResourceState, "urn" | "id" | "type" | "inputs">): void {
        const unconfigured = providerReference(urn, UNCONFIGURED_ID);
        const provider = this.#providers.get(unconfigured) ?? this.#new(type);
        this.#providers.delete(unconfigured);
        provider.configure(inputs);
        this.#set(urn, id, provider);
    }

    #new(type: string): Provider {
        const provider = this.#create(providerPackage(type));
        this.#all.push(provider);
        return provider;
    }

    #set(urn: string, id: string, provider: Provider): void {
        this.#providers.set(providerReference(urn, id), provider);
        const alias = this.#aliases.get(urn);
        if (alias !== undefined) this.#providers.set(providerReference(alias, id), provider);
    }
}
