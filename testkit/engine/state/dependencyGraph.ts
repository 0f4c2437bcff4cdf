import type { ResourceState } from "./resourceState";
import { dependenciesOf, providerUrnOf } from "./resourceState";

/**
 * Who depends on whom among resources that are listed in the order of their dependencies; port of
 * pkg/resource/graph/dependency_graph.go.
 */
export class DependencyGraph {
    readonly resources: readonly ResourceState[];
    readonly #index = new Map<ResourceState, number>();
    /** All descendants of a parent, as indexes. */
    readonly #childrenOf = new Map<string, number[]>();

    constructor(resources: readonly ResourceState[]) {
        this.resources = resources;
        const indexOfUrn = new Map<string, number>();
        for (const [index, state] of resources.entries()) {
            this.#index.set(state, index);
            indexOfUrn.set(state.urn, index);
            let parent = state.parent;
            while (parent !== "") {
                this.#childrenOf.set(parent, [...(this.#childrenOf.get(parent) ?? []), index]);
                parent = resources[indexOfUrn.get(parent) ?? -1]?.parent ?? "";
            }
        }
    }

    has(state: ResourceState): boolean {
        return this.#index.has(state);
    }

    /** All that depend on the resource, directly or not, children not counted, in the order of the list. */
    dependingOn(root: ResourceState, ignored: ReadonlySet<string>): ResourceState[] {
        const urns = new Set([root.urn]);
        const dependents: ResourceState[] = [];
        for (const candidate of this.resources.slice(this.#indexOf(root) + 1)) {
            if (ignored.has(candidate.urn) || !dependsOnAny(candidate, urns)) continue;
            dependents.push(candidate);
            urns.add(candidate.urn);
        }
        return dependents;
    }

    /** All that the resource depends on directly; for a component among them, what stands below it too. */
    dependenciesOf(state: ResourceState): Set<ResourceState> {
        const urns = new Set(
            dependenciesOf(state).flatMap(({ kind, urn }) => (kind === "parent" ? [] : [urn])),
        );
        const provider = providerUrnOf(state);
        if (provider !== undefined) urns.add(provider);
        const end = this.#indexOf(state);
        const found = new Set<ResourceState>();
        for (const candidate of this.resources.slice(0, end)) {
            if (candidate.urn === state.parent) found.add(candidate);
            if (!urns.has(candidate.urn)) continue;
            found.add(candidate);
            if (!candidate.custom) for (const child of this.#childrenBefore(candidate, end)) found.add(child);
        }
        return found;
    }

    /** All that the resource depends on, directly or not. */
    transitiveDependenciesOf(state: ResourceState): Set<ResourceState> {
        const found = new Set<ResourceState>();
        const open = [state];
        for (let next = open.pop(); next; next = open.pop()) {
            for (const dependency of this.dependenciesOf(next)) {
                if (found.has(dependency)) continue;
                found.add(dependency);
                open.push(dependency);
            }
        }
        return found;
    }

    #indexOf(state: ResourceState): number {
        const index = this.#index.get(state);
        if (index === undefined) throw new Error(`${state.urn} is not in the dependency graph`);
        return index;
    }

    #childrenBefore(parent: ResourceState, end: number): ResourceState[] {
        const indexes = (this.#childrenOf.get(parent.urn) ?? []).filter((index) => index < end);
        return indexes.flatMap((index) => this.resources[index] ?? []);
    }
}

function dependsOnAny(state: ResourceState, urns: ReadonlySet<string>): boolean {
    const provider = providerUrnOf(state);
    if (provider !== undefined && urns.has(provider)) return true;
    return dependenciesOf(state).some(({ kind, urn }) => kind !== "parent" && urns.has(urn));
}
