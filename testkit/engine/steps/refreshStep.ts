import type { OperationResult } from "../providers/providerResults";
import { isEqual } from "../values/properties";
import { diffResource } from "./resourceDiff";
import type { ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Step, StepContext } from "./step";
import { isProviderState, providerOf } from "./step";

/** Reads a resource of the state back from its provider. The state as a whole is rebuilt afterwards. */
export class RefreshStep implements Step {
    readonly op = "refresh";
    readonly isLogical = false;
    readonly pending = undefined;
    readonly old: ResourceState;
    readonly #context: StepContext;
    #new: ResourceState | undefined;
    #hasChanges = false;

    constructor(context: StepContext, old: ResourceState) {
        this.#context = context;
        this.old = old;
        // A refresh that fails leaves the resource as it was.
        this.#new = old;
    }

    /** Undefined when the resource is gone. */
    get new(): ResourceState | undefined {
        return this.#new;
    }

    get urn(): string {
        return this.old.urn;
    }

    get type(): string {
        return this.old.type;
    }

    /** What the refresh amounts to. */
    get result(): "same" | "update" | "delete" {
        if (!this.#new) return "delete";
        if (this.#new === this.old) return "same";
        if (!this.old.external) return this.#hasChanges ? "update" : "same";
        return isEqual(this.old.outputs ?? {}, this.#new.outputs ?? {}) ? "same" : "update";
    }

    async apply(): Promise<undefined> {
        const { old } = this;
        // Components and providers never change by themselves.
        if (!old.custom || isProviderState(old) || old.pendingReplacement) return;
        const provider = providerOf(this.#context, old);
        const read = await provider.read(old, { inputs: old.inputs, outputs: old.outputs ?? {} });
        this.#warnOf(read.error?.reasons ?? []);
        this.#new = read.id === "" ? undefined : this.#refreshed(read);
        if (!this.#new || old.external) return;
        // What an `up` of an unchanged program would do next.
        const diff = await diffResource(this.#context, provider, this.#new, {
            newInputs: old.inputs,
            ignoreChanges: old.ignoreChanges,
            keepUnknowns: this.#context.isPreview,
        });
        this.#hasChanges = diff.hasChanges;
    }

    #warnOf(reasons: string[]): void {
        if (reasons.length === 0) return;
        const list = reasons.join("\n* ");
        this.#context.diagnostics.warning(
            `Refreshed resource is in an unhealthy state:\n* ${list}`,
            this.urn,
        );
    }

    #refreshed({ id, outputs, inputs = this.old.inputs, error }: OperationResult): ResourceState {
        const { old } = this;
        const isSame = isEqual(inputs, old.inputs) && isEqual(outputs, old.outputs ?? {});
        const modified = isSame ? old.modified : this.#context.now();
        return { ...old, id, inputs, outputs, modified, initErrors: error?.reasons ?? [] };
    }

    commit(): Commit {
        return {};
    }

    complete(): void {
        // No program runs.
    }
}
