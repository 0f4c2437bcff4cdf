import { randomUUID } from "node:crypto";
import type { DynamicProvider } from "./dynamicProvider";
import type { PropertyMap } from "../values/properties";
import type { ResourceState } from "../state/resourceState";
import { providerReference, providerType } from "../urns";
import { UNKNOWN_VALUE, UnsupportedFeatureError } from "../values/wireValues";

/** The package of the dynamic resources of Node programs. */
export const DYNAMIC_PACKAGE = "pulumi-nodejs";

const UNCONFIGURED_ID = "unconfigured";

/**
 * The provider instances of a run, by reference; port of pkg/resource/deploy/providers/registry.go. The host has
 * neither CheckConfig nor DiffConfig: any configuration is taken, and none is a reason to replace.
 */
export class ProviderRegistry {
    readonly #create: () => DynamicProvider;
    readonly #isPreview: boolean;
    readonly #providers = new Map<string, DynamicProvider>();
    readonly #all: DynamicProvider[] = [];
    /** From a provider's URN to the one it had. */
    readonly #aliases = new Map<string, string>();

    constructor({ create, isPreview }: { create: () => DynamicProvider; isPreview: boolean }) {
        this.#create = create;
        this.#isPreview = isPreview;
    }

    get(reference: string): DynamicProvider | undefined {
        return this.#providers.get(reference);
    }

    registerAlias(urn: string, alias: string): void {
        if (urn !== alias) this.#aliases.set(urn, alias);
    }

    /** The first word of a provider resource: an instance that waits for its configuration. */
    async check({ urn, type, inputs }: Pick<ResourceState, "urn" | "type" | "inputs">): Promise<void> {
        this.#refuseOthers(type);
        const provider = this.#new();
        await provider.load(inputs);
        this.#set(urn, UNCONFIGURED_ID, provider);
    }

    create(urn: string, inputs: PropertyMap): string {
        const id = this.#isPreview ? UNKNOWN_VALUE : randomUUID();
        this.#configure({ urn, id, inputs });
        return id;
    }

    update({ urn, id }: Pick<ResourceState, "urn" | "id">, inputs: PropertyMap): void {
        this.#configure({ urn, id, inputs });
    }

    /** A provider that is unchanged, with the inputs of its state. */
    same(state: Pick<ResourceState, "urn" | "id" | "type" | "inputs">): void {
        this.#refuseOthers(state.type);
        if (this.get(providerReference(state.urn, state.id))) return;
        this.#configure(state);
    }

    delete({ urn, id }: Pick<ResourceState, "urn" | "id">): void {
        this.#providers.delete(providerReference(urn, id));
    }

    async stop(): Promise<void> {
        await Promise.all(this.#all.map((provider) => provider.stop()));
    }

    #configure({ urn, id, inputs }: Pick<ResourceState, "urn" | "id" | "inputs">): void {
        const unconfigured = providerReference(urn, UNCONFIGURED_ID);
        const provider = this.#providers.get(unconfigured) ?? this.#new();
        this.#providers.delete(unconfigured);
        provider.configure(inputs);
        this.#set(urn, id, provider);
    }

    #new(): DynamicProvider {
        const provider = this.#create();
        this.#all.push(provider);
        return provider;
    }

    #set(urn: string, id: string, provider: DynamicProvider): void {
        this.#providers.set(providerReference(urn, id), provider);
        const alias = this.#aliases.get(urn);
        if (alias !== undefined) this.#providers.set(providerReference(alias, id), provider);
    }

    #refuseOthers(type: string): void {
        if (type === providerType(DYNAMIC_PACKAGE)) return;
        throw new UnsupportedFeatureError(
            `providers of type ${type}, only dynamic resources of Node programs`,
        );
    }
}
