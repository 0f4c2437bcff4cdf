import type { BaseState } from "../state/baseState";
import type { PropertyMap } from "../values/properties";
import { mapValues, UNKNOWN } from "../values/properties";
import { applyReplaceOnChanges, diffResource } from "../steps/resourceDiff";
import type { ResourceState } from "../state/resourceState";
import { providerUrnOf } from "../state/resourceState";
import type { StepContext } from "../steps/step";
import { isProviderState, providerOf } from "../steps/step";

export interface DependentReplacementsOptions extends StepContext {
    base: BaseState;
    news: ReadonlyMap<string, ResourceState>;
}

/** Finds what has to be replaced because something else is deleted for its replacement. */
export class DependentReplacements {
    readonly #options: DependentReplacementsOptions;

    constructor(options: DependentReplacementsOptions) {
        this.#options = options;
    }

    /** In the order of their dependencies. `passed` are the URNs that the run has come past. */
    async of(root: ResourceState, passed: ReadonlySet<string>): Promise<ResourceState[]> {
        const { base } = this.#options;
        const replaced: ResourceState[] = [];
        const urns = new Set([root.urn]);
        const dependents = base.graph.has(root) ? base.graph.dependingOn(root, passed) : [];
        for (const state of dependents) {
            if (!(await this.#isReplaced(state, urns))) continue;
            replaced.push(state);
            urns.add(state.urn);
        }
        return [...replaced, ...this.#cascading(root.urn)];
    }

    /** Resources that are tied to the root by `deletedWith` or `replaceWith`. */
    #cascading(urn: string): ResourceState[] {
        const { base, news } = this.#options;
        const all = new Map<string, ResourceState>();
        for (const state of [...news.values(), ...base.resources.filter((old) => !old.delete)]) {
            if (all.has(state.urn)) continue;
            if (state.deletedWith === urn || state.replaceWith.includes(urn)) all.set(state.urn, state);
        }
        return [...all.values()];
    }

    async #isReplaced(state: ResourceState, replaced: ReadonlySet<string>): Promise<boolean> {
        const { base, providers } = this.#options;
        if (!state.custom || state.external) return false;
        if (replaced.has(providerUrnOf(state) ?? "")) {
            base.ensureProvider(state.provider, providers);
            return true;
        }
        if (replaced.has(state.deletedWith)) return true;
        const inputs = withUnknowns(state, replaced);
        // A provider is updated in place, whatever its inputs.
        if (!inputs || isProviderState(state)) return false;
        base.ensureProvider(state.provider, providers);
        const diff = await diffResource(this.#options, providerOf(this.#options, state), state, {
            newInputs: inputs,
            ignoreChanges: state.ignoreChanges,
            keepUnknowns: true,
        });
        return applyReplaceOnChanges(diff, state.replaceOnChanges, false).replaceKeys.length > 0;
    }
}

/** The inputs, those unknown that come from a replaced resource; undefined if there are none. */
function withUnknowns(state: ResourceState, replaced: ReadonlySet<string>): PropertyMap | undefined {
    const { inputs, propertyDependencies } = state;
    const depends = (key: string): boolean =>
        (propertyDependencies[key] ?? []).some((urn) => replaced.has(urn));
    if (!Object.keys(inputs).some(depends)) return undefined;
    return mapValues(inputs, (value, key) => (depends(key) ? UNKNOWN : value));
}
