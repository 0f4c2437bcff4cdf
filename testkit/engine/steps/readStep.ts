import { isEqual } from "../values/properties";
import type { PendingOperation, ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Step, StepContext } from "./step";
import { providerOf } from "./step";
import { UNKNOWN_VALUE } from "../values/wireValues";

export interface ReadStepOptions {
    old: ResourceState | undefined;
    new: ResourceState;
    /** The old resource was managed and is another one: it is deleted at the end of the run. */
    isReplacing: boolean;
    done: (state: ResourceState) => void;
}

/** Reads a resource that the program only looks at; in a preview too. */
export class ReadStep implements Step {
    readonly op: "read" | "read-replacement";
    readonly isLogical: boolean;
    readonly old: ResourceState | undefined;
    readonly new: ResourceState;
    readonly #context: StepContext;
    readonly #options: ReadStepOptions;

    constructor(context: StepContext, options: ReadStepOptions) {
        this.#context = context;
        this.#options = options;
        this.old = options.old;
        this.new = options.new;
        this.op = options.isReplacing ? "read-replacement" : "read";
        this.isLogical = !options.isReplacing;
    }

    get urn(): string {
        return this.new.urn;
    }

    get type(): string {
        return this.new.type;
    }

    get pending(): PendingOperation {
        return { resource: this.new, type: "reading" };
    }

    async apply(): Promise<Error | undefined> {
        const error = await this.#read();
        if (this.#options.isReplacing && this.old) this.old.delete = true;
        if (this.old) {
            this.new.created = this.old.created;
            this.new.modified = this.#hasChanged(this.old) ? this.#context.now() : this.old.modified;
        }
        return error;
    }

    async #read(): Promise<Error | undefined> {
        const { id, inputs } = this.new;
        this.new.outputs = {};
        if (id === UNKNOWN_VALUE) return undefined;
        const provider = providerOf(this.#context, this.new);
        // The engine sends inputs as state too: there is nothing else yet.
        const read = await provider.read({ urn: this.urn, id }, { inputs, outputs: inputs });
        this.new.outputs = read.outputs;
        if (read.id !== "") this.new.id = read.id;
        if (read.error) this.new.initErrors = read.error.reasons;
        return read.error;
    }

    #hasChanged(old: ResourceState): boolean {
        return !isEqual(this.new.inputs, old.inputs) || !isEqual(this.new.outputs ?? {}, old.outputs ?? {});
    }

    /** Whether it counts in the summary: a read that finds nothing new does not. */
    get foundChange(): boolean {
        return this.old !== undefined && !isEqual(this.old.outputs ?? {}, this.new.outputs ?? {});
    }

    commit(): Commit {
        return { gone: this.#options.isReplacing ? undefined : this.old, made: this.new };
    }

    complete(): void {
        this.#options.done(this.new);
    }
}
