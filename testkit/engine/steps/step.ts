import type { Diagnostics } from "../diagnostics";
import type { Provider } from "../providers/provider";
import type { ProviderRegistry } from "../providers/providerRegistry";
import type { PendingOperation, ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Operation } from "../stack";
import { isProviderType } from "../urns";

/** What a step needs of its run. */
export interface StepContext {
    isPreview: boolean;
    providers: ProviderRegistry;
    diagnostics: Diagnostics;
    /** ISO 8601. */
    now: () => string;
}

export type StepOperation = Operation | "remove-pending-replace";

/** One thing that a run does to one resource; the classes are ports of pkg/resource/deploy/step.go. */
export interface Step {
    readonly op: StepOperation;
    readonly urn: string;
    readonly type: string;
    readonly old: ResourceState | undefined;
    readonly new: ResourceState | undefined;
    /** Counts in the summary. */
    readonly isLogical: boolean;
    /** What stands in the state as under way while the step runs. */
    readonly pending: PendingOperation | undefined;
    /**
     * Does it. A returned error is one that has left something behind (a resource that is not as it should be).
     * @throws Error when nothing has changed.
     */
    apply(): Promise<Error | undefined>;
    /** What changes in the state when the step has taken effect. */
    commit(): Commit;
    /** Tells the program. */
    complete(): void;
}

/** The configured provider of a resource that is not a provider itself. */
export function providerOf({ providers }: StepContext, state: ResourceState): Provider {
    const provider = providers.get(state.provider);
    if (!provider) throw new Error(`unknown provider '${state.provider}' for resource '${state.urn}'`);
    return provider;
}

export function isProviderState(state: ResourceState): boolean {
    return state.custom && isProviderType(state.type);
}
