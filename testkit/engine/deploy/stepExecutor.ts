import { DeleteProtectedError } from "../steps/deleteStep";
import { ReportedError } from "../diagnostics";
import type { RunRecorder } from "../runRecorder";
import { makeSecret, Secret } from "../values/properties";
import type { PropertyMap } from "../values/properties";
import type { ResourceState } from "../state/resourceState";
import type { SecretMask } from "../secretMask";
import { Semaphore } from "./semaphore";
import type { SnapshotManager } from "../state/snapshotManager";
import type { Step, StepContext } from "../steps/step";
import { InitError } from "../providers/providerErrors";

export interface StepExecutorOptions extends StepContext {
    parallel: number;
    /** Undefined in a preview: nothing is written. */
    snapshots: SnapshotManager | undefined;
    recorder: RunRecorder;
    mask: SecretMask;
    /** Receives every resource that has been made. */
    news: Map<string, ResourceState>;
    /** Steps after a failed one run all the same, as in a refresh. */
    continuesOnError?: boolean;
}

/** Runs steps, as many at a time as the run allows; port of pkg/resource/deploy/step_executor.go. */
export class StepExecutor {
    /** Steps of which the program has still to say the outputs. */
    readonly registered = new Map<string, Step>();
    readonly failed: Step[] = [];
    readonly #options: StepExecutorOptions;
    readonly #slots: Semaphore;
    readonly #abort = new AbortController();
    #isBroken = false;
    readonly #running = new Set<Promise<void>>();

    constructor(options: StepExecutorOptions) {
        this.#options = options;
        this.#slots = new Semaphore(options.parallel, this.#abort.signal);
    }

    /** Aborted when no further step may start. */
    get signal(): AbortSignal {
        return this.#abort.signal;
    }

    get hasErrors(): boolean {
        return this.#isBroken || this.failed.length > 0;
    }

    /** No further step starts; those under way come to their end. */
    cancel(): void {
        this.#abort.abort();
    }

    /** Runs the steps one after the other. Returns as soon as the first one has begun. */
    async start(chain: readonly Step[]): Promise<{ finished: Promise<void> }> {
        if (!(await this.#slots.acquire())) return { finished: Promise.resolve() };
        const finished = this.#runChain(chain)
            .catch((error: unknown) => this.#break(error))
            .finally(() => {
                this.#slots.release();
                this.#running.delete(finished);
            });
        this.#running.add(finished);
        return { finished };
    }

    /** Runs the steps side by side; returns when all are through. */
    async runAll(steps: readonly Step[]): Promise<void> {
        const chains: Promise<void>[] = [];
        for (const step of steps) chains.push((await this.start([step])).finished);
        await Promise.all(chains);
    }

    /** Returns when no step is under way. */
    async settle(): Promise<void> {
        while (this.#running.size > 0) await Promise.all(this.#running);
    }

    async #runChain(chain: readonly Step[]): Promise<void> {
        for (const step of chain) {
            if (this.signal.aborted) return;
            if (!(await this.#run(step))) return;
        }
    }

    async #run(step: Step): Promise<boolean> {
        const { recorder, snapshots } = this.#options;
        recorder.begin(step);
        if (step.pending) await snapshots?.begin(step.pending.resource, step.pending.type);
        const error = await apply(step);
        if (!error && step.isLogical && step.new) this.registered.set(step.urn, step);
        this.#settleState(step);
        recorder.end(step, error);
        // What exists is kept, even if it is not as it should be.
        const hasTakenEffect = !error || error instanceof InitError;
        await this.#save(step, hasTakenEffect);
        if (!error || (step.op === "read" && hasTakenEffect)) step.complete();
        if (error) this.#fail(step, error);
        return !error;
    }

    async #save(step: Step, hasTakenEffect: boolean): Promise<void> {
        const { snapshots } = this.#options;
        if (!snapshots) return;
        const commit = hasTakenEffect ? step.commit() : {};
        if (step.pending) await snapshots.end(step.pending.resource, commit);
        else if (commit.gone ?? commit.made) await snapshots.replace(commit);
    }

    /** Marks what is secret, and remembers the resource. */
    #settleState(step: Step): void {
        const state = step.new;
        if (!state || step.op === "replace") return;
        const { outputs } = state;
        if (outputs) markSecrets(outputs, state);
        this.#options.mask.learn(state.inputs);
        this.#options.mask.learn(outputs);
        if (step.op !== "read" && step.op !== "read-replacement") this.#options.news.set(state.urn, state);
    }

    /** Something other than the step went wrong: the state could not be written. */
    #break(error: unknown): void {
        this.#options.diagnostics.error(error instanceof Error ? error.message : String(error));
        this.#isBroken = true;
        this.cancel();
    }

    #fail(step: Step, error: Error): void {
        this.failed.push(step);
        const isTolerated = this.#options.continuesOnError ?? error instanceof DeleteProtectedError;
        if (!isTolerated) this.cancel();
    }

    /** The outputs of a component, or of the stack, which the program hands in later. */
    async registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
        const step = this.registered.get(urn);
        if (!step?.new)
            throw new ReportedError(`cannot complete a resource '${urn}' whose registration isn't pending`);
        this.registered.delete(urn);
        step.new.outputs = outputs;
        this.#options.mask.learn(outputs);
        await this.#options.snapshots?.save();
    }
}

async function apply(step: Step): Promise<Error | undefined> {
    try {
        return await step.apply();
    } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
    }
}

function markSecrets(outputs: PropertyMap, { inputs, additionalSecretOutputs }: ResourceState): void {
    for (const [key, value] of Object.entries(outputs)) {
        if (additionalSecretOutputs.includes(key) || inputs[key] instanceof Secret)
            outputs[key] = makeSecret(value);
    }
}
