import type { ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Step, StepContext } from "./step";
import { isProviderState } from "./step";

/** A resource that stays as it is. */
export class SameStep implements Step {
    readonly op = "same";
    readonly isLogical = true;
    readonly pending = undefined;
    readonly old: ResourceState;
    readonly new: ResourceState;
    readonly #context: StepContext;
    readonly #done: (state: ResourceState) => void;

    constructor(
        context: StepContext,
        states: { old: ResourceState; new: ResourceState; done: (state: ResourceState) => void },
    ) {
        this.#context = context;
        this.old = states.old;
        this.new = states.new;
        this.#done = states.done;
    }

    get urn(): string {
        return this.new.urn;
    }

    get type(): string {
        return this.new.type;
    }

    apply(): Promise<undefined> {
        this.new.id = this.old.id;
        this.new.outputs = this.old.outputs;
        // With the old inputs: new ones that made no difference are not seen.
        if (isProviderState(this.new)) {
            this.#context.providers.same({ ...this.new, inputs: this.old.inputs });
        }
        return Promise.resolve(undefined);
    }

    commit(): Commit {
        return { gone: this.old, made: this.new };
    }

    complete(): void {
        this.#done(this.new);
    }
}

/** Says that a resource is replaced; a create and a delete of their own do it. */
export class ReplaceStep implements Step {
    readonly op = "replace";
    readonly isLogical = true;
    readonly pending = undefined;
    readonly old: ResourceState;
    readonly new: ResourceState;

    constructor(states: { old: ResourceState; new: ResourceState }) {
        this.old = states.old;
        this.new = states.new;
    }

    get urn(): string {
        return this.new.urn;
    }

    get type(): string {
        return this.new.type;
    }

    apply(): Promise<undefined> {
        return Promise.resolve(undefined);
    }

    commit(): Commit {
        return {};
    }

    complete(): void {
        // The create tells the program.
    }
}

/** Forgets a resource that was deleted for a replacement which the program no longer wants. */
export class RemovePendingReplaceStep implements Step {
    readonly op = "remove-pending-replace";
    readonly isLogical = false;
    readonly pending = undefined;
    readonly new = undefined;
    readonly old: ResourceState;

    constructor(old: ResourceState) {
        this.old = old;
    }

    get urn(): string {
        return this.old.urn;
    }

    get type(): string {
        return this.old.type;
    }

    apply(): Promise<undefined> {
        return Promise.resolve(undefined);
    }

    commit(): Commit {
        return { gone: this.old };
    }

    complete(): void {
        // The program knows nothing of it.
    }
}
