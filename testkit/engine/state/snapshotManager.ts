import { isDeepStrictEqual } from "node:util";
import { renameReferences } from "./renamedReferences";
import type { PendingOperation, ResourceState } from "./resourceState";
import type { Snapshot, StateFile } from "./stateFile";

/** What a step takes out of the state and puts into it. */
export interface Commit {
    gone?: ResourceState | undefined;
    made?: ResourceState | undefined;
}

/**
 * Keeps the state file in step with a run; port of pkg/backend/snapshot.go. A state is what the run has made so far,
 * followed by what it has not come to yet.
 */
export class SnapshotManager {
    readonly #file: StateFile;
    /** The state before the run. A refresh puts another list in its place. */
    #base: Snapshot;
    readonly #made: ResourceState[] = [];
    readonly #done = new Set<ResourceState>();
    #operations: PendingOperation[] = [];
    #writing: Promise<void> | undefined;
    #nextWrite: Promise<void> | undefined;

    constructor(file: StateFile, base: Snapshot) {
        this.#file = file;
        this.#base = base;
    }

    rebase(resources: ResourceState[]): void {
        this.#base = { ...this.#base, resources };
    }

    /** Notes that an operation begins: a run that is killed leaves it in the file. */
    async begin(resource: ResourceState, type: PendingOperation["type"]): Promise<void> {
        this.#operations.push({ resource, type });
        await this.save();
    }

    /** Ends an operation; `gone` leaves the state, `made` enters it. */
    async end(resource: ResourceState, { gone, made }: Commit): Promise<void> {
        this.#operations = this.#operations.filter((operation) => operation.resource !== resource);
        this.#note({ gone, made });
        await this.save();
    }

    /** Puts one resource in the place of another. What reads the same as before is not written at once. */
    async replace({ gone, made }: Commit): Promise<void> {
        this.#note({ gone, made });
        if (!gone || !made || !isDeepStrictEqual(gone, made)) await this.save();
    }

    #note({ gone, made }: Commit): void {
        if (gone) this.#done.add(gone);
        if (made) this.#made.push(made);
    }

    snapshot(): Snapshot {
        const resources = [...this.#made, ...this.#base.resources];
        return {
            resources: renameReferences(resources.filter((state) => !this.#done.has(state))),
            // A create of an earlier run that was interrupted stays: only people can tell what became of it.
            pendingOperations: [
                ...this.#operations,
                ...this.#base.pendingOperations.filter(({ type }) => type === "creating"),
            ],
        };
    }

    /** Returns once the state of this moment is in the file. Calls during a write share the next one. */
    save(): Promise<void> {
        if (!this.#writing) return this.#write();
        this.#nextWrite ??= this.#writing
            .catch(() => undefined)
            .then(() => {
                this.#nextWrite = undefined;
                return this.#write();
            });
        return this.#nextWrite;
    }

    #write(): Promise<void> {
        const writing = this.#file.write(this.snapshot()).finally(() => {
            if (this.#writing === writing) this.#writing = undefined;
        });
        this.#writing = writing;
        return writing;
    }
}
