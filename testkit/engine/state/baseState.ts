import { DependencyGraph } from "./dependencyGraph";
import type { ProviderRegistry } from "../providers/providerRegistry";
import type { ResourceState } from "./resourceState";
import { dependenciesOf } from "./resourceState";
import { parseProviderReference } from "../urns";

/** The resources of the state that a run starts from. */
export class BaseState {
    #resources: ResourceState[];
    /** By URN; resources that wait for their deletion are not in it. */
    #byUrn = new Map<string, ResourceState>();
    #graph: DependencyGraph;

    constructor(resources: ResourceState[]) {
        this.#resources = resources;
        this.#graph = this.#index();
    }

    get resources(): readonly ResourceState[] {
        return this.#resources;
    }

    get graph(): DependencyGraph {
        return this.#graph;
    }

    get(urn: string): ResourceState | undefined {
        return this.#byUrn.get(urn);
    }

    has(urn: string): boolean {
        return this.#resources.some((state) => state.urn === urn);
    }

    /** Starts the provider of a resource of the state, with the configuration that it had there. */
    ensureProvider(reference: string, providers: ProviderRegistry): void {
        if (reference === "" || providers.get(reference)) return;
        const { urn, id } = parseProviderReference(reference);
        const state = this.#resources.find((candidate) => candidate.urn === urn && candidate.id === id);
        if (!state) throw new Error(`could not find provider ${reference}`);
        providers.same(state);
    }

    /**
     * Puts what a refresh found in the place of what was known. Dependencies on what is gone are dropped, children of
     * what is gone go to its parent (rebuildBaseState of pkg/resource/deploy/deployment_executor.go).
     */
    replace(refreshed: ReadonlyMap<ResourceState, ResourceState | undefined>): ResourceState[] {
        const parents = new Map<string, string>();
        const present = new Set<string>();
        this.#resources = this.#resources.flatMap((old) => {
            const state = refreshed.has(old) ? refreshed.get(old) : old;
            if (!state) {
                parents.set(old.urn, old.parent);
                return [];
            }
            dropMissing(state, present);
            while (state.parent !== "" && !present.has(state.parent)) {
                state.parent = parents.get(state.parent) ?? "";
            }
            present.add(state.urn);
            return [state];
        });
        this.#graph = this.#index();
        return this.#resources;
    }

    #index(): DependencyGraph {
        this.#byUrn = new Map();
        for (const state of this.#resources) if (!state.delete) this.#byUrn.set(state.urn, state);
        return new DependencyGraph(this.#resources);
    }
}

function dropMissing(state: ResourceState, present: ReadonlySet<string>): void {
    if (dependenciesOf(state).every(({ kind, urn }) => kind === "parent" || present.has(urn))) return;
    const keep = (urns: string[]): string[] => urns.filter((urn) => present.has(urn));
    state.dependencies = keep(state.dependencies);
    state.replaceWith = keep(state.replaceWith);
    if (!present.has(state.deletedWith)) state.deletedWith = "";
    const kept = Object.entries(state.propertyDependencies).map(([key, urns]) => [key, keep(urns)] as const);
    state.propertyDependencies = Object.fromEntries(kept.filter(([, urns]) => urns.length > 0));
}
