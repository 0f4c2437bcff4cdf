import type { PendingOperation, ResourceState } from "../state/resourceState";
import type { Commit } from "../state/snapshotManager";
import type { Step, StepContext } from "./step";
import { isProviderState, providerOf } from "./step";

export interface DeleteStepOptions {
    old: ResourceState;
    /** Part of a replacement. */
    isReplacing?: boolean;
    /** Of a replacement that deletes first: the resource stays in the state until the new one is created. */
    isBeforeCreate?: boolean;
    /** URNs of all that the run deletes. */
    deletions: ReadonlySet<string>;
}

/** A protected resource is not deleted; the others still are. */
export class DeleteProtectedError extends Error {
    override readonly name = "DeleteProtectedError";

    constructor(urn: string) {
        super(
            `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, ` +
                "either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, " +
                `or use the command:\n\`pulumi state unprotect '${urn}'\``,
        );
    }
}

export class DeleteStep implements Step {
    readonly op: "delete" | "delete-replaced" | "discard" | "discard-replaced";
    readonly isLogical: boolean;
    readonly old: ResourceState;
    readonly new = undefined;
    readonly #context: StepContext;
    readonly #options: DeleteStepOptions;

    constructor(context: StepContext, options: DeleteStepOptions) {
        this.#context = context;
        this.#options = options;
        this.old = options.old;
        const verb = options.old.external ? "discard" : "delete";
        this.op = options.isReplacing ? `${verb}-replaced` : verb;
        this.isLogical = !options.isReplacing;
    }

    get urn(): string {
        return this.old.urn;
    }

    get type(): string {
        return this.old.type;
    }

    get pending(): PendingOperation {
        return { resource: this.old, type: "deleting" };
    }

    async apply(): Promise<undefined> {
        const { isReplacing, isBeforeCreate } = this.#options;
        if (!isReplacing && this.old.protect) throw new DeleteProtectedError(this.urn);
        await this.#delete();
        if (isBeforeCreate) this.old.pendingReplacement = true;
    }

    async #delete(): Promise<void> {
        const { old } = this;
        const isDeletedWithAnother = old.deletedWith !== "" && this.#options.deletions.has(old.deletedWith);
        if (this.#context.isPreview || old.external || old.retainOnDelete || isDeletedWithAnother) return;
        if (isProviderState(old)) this.#context.providers.delete(old);
        else if (old.custom) {
            const { inputs, outputs = {} } = old;
            await providerOf(this.#context, old).delete(old, { inputs, outputs });
        }
    }

    commit(): Commit {
        return { gone: this.old.pendingReplacement ? undefined : this.old };
    }

    complete(): void {
        // The program does not wait for it.
    }
}
