import type { OperationResult } from "../providers/providerResults";
import type { PendingOperation, ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Step, StepContext } from "./step";
import { isProviderState, providerOf } from "./step";

export interface CreateStepOptions {
    new: ResourceState;
    /** The resource that this one takes the place of. */
    replaced?: ResourceState;
    /** The replaced resource is still there, and is deleted at the end of the run. */
    isOldPendingDelete?: boolean;
    done: (state: ResourceState) => void;
}

export class CreateStep implements Step {
    readonly op: "create" | "create-replacement";
    readonly old: ResourceState | undefined;
    readonly new: ResourceState;
    readonly isLogical: boolean;
    readonly #context: StepContext;
    readonly #options: CreateStepOptions;

    constructor(context: StepContext, options: CreateStepOptions) {
        this.#context = context;
        this.#options = options;
        this.new = options.new;
        this.old = options.replaced;
        this.op = options.replaced ? "create-replacement" : "create";
        this.isLogical = !options.replaced;
    }

    get urn(): string {
        return this.new.urn;
    }

    get type(): string {
        return this.new.type;
    }

    get pending(): PendingOperation {
        return { resource: this.new, type: "creating" };
    }

    async apply(): Promise<Error | undefined> {
        const { id, outputs, error } = await this.#create();
        this.new.id = id;
        this.new.outputs = outputs;
        this.new.created = this.new.modified = this.#context.now();
        if (error) this.new.initErrors = error.reasons;
        if (this.#options.isOldPendingDelete && this.old) this.old.delete = true;
        return error;
    }

    async #create(): Promise<Partial<OperationResult> & Pick<OperationResult, "id">> {
        const { providers } = this.#context;
        if (!this.new.custom) return { id: "", outputs: this.new.outputs ?? {} };
        if (isProviderState(this.new)) {
            return { id: providers.create(this.new), outputs: { ...this.new.inputs } };
        }
        return providerOf(this.#context, this.new).create(this.urn, this.new.inputs);
    }

    commit(): Commit {
        return { made: this.new, gone: this.old?.pendingReplacement ? this.old : undefined };
    }

    complete(): void {
        this.#options.done(this.new);
    }
}
