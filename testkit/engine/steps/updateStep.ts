import type { OperationResult } from "../providers/providerResults";
import type { PendingOperation, ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Step, StepContext } from "./step";
import { isProviderState, providerOf } from "./step";

export interface UpdateStepOptions {
    old: ResourceState;
    new: ResourceState;
    ignoreChanges: string[];
    done: (state: ResourceState) => void;
}

export class UpdateStep implements Step {
    readonly op = "update";
    readonly isLogical = true;
    readonly old: ResourceState;
    readonly new: ResourceState;
    readonly #context: StepContext;
    readonly #options: UpdateStepOptions;

    constructor(context: StepContext, options: UpdateStepOptions) {
        this.#context = context;
        this.#options = options;
        this.old = options.old;
        this.new = options.new;
    }

    get urn(): string {
        return this.new.urn;
    }

    get type(): string {
        return this.new.type;
    }

    get pending(): PendingOperation {
        return { resource: this.new, type: "updating" };
    }

    async apply(): Promise<Error | undefined> {
        this.new.id = this.old.id;
        this.new.created = this.old.created;
        this.new.modified = this.old.modified;
        if (!this.new.custom) return undefined;
        const { outputs, error } = await this.#update();
        this.new.outputs = outputs;
        this.new.modified = this.#context.now();
        if (error) {
            this.new.initErrors = error.reasons;
            // The resource was not brought to the new inputs.
            this.new.inputs = { ...this.old.inputs };
        }
        return error;
    }

    async #update(): Promise<Pick<OperationResult, "outputs" | "error">> {
        if (isProviderState(this.new)) {
            this.#context.providers.update(this.new);
            return { outputs: { ...this.new.inputs } };
        }
        const { inputs, outputs = {} } = this.old;
        return providerOf(this.#context, this.new).update(
            { urn: this.urn, id: this.old.id },
            { inputs, outputs },
            this.new.inputs,
            this.#options.ignoreChanges,
        );
    }

    commit(): Commit {
        return { gone: this.old, made: this.new };
    }

    complete(): void {
        this.#options.done(this.new);
    }
}
