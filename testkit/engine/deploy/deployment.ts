import type { BaseState } from "../state/baseState";
import { ReportedError } from "../diagnostics";
import type { EventQueue } from "./eventQueue";
import type { OutputsEvent, ProgramEvent, ReadEvent, RegisterEvent } from "./goal";
import type { Step } from "../steps/step";
import { RefreshStep } from "../steps/refreshStep";
import type { PendingOperation, ResourceState } from "../state/resourceState";
import { scheduleDeletes } from "./scheduleDeletes";
import type { StepExecutorOptions } from "./stepExecutor";
import { StepExecutor } from "./stepExecutor";
import { StepGenerator } from "./stepGenerator";
import { isStackUrn, makeUrn } from "../urns";

export interface DeploymentOptions extends Omit<StepExecutorOptions, "continuesOnError"> {
    stack: string;
    project: string;
    base: BaseState;
    pendingOperations: readonly PendingOperation[];
    /** Names or URNs of resources to replace. */
    replace: readonly string[];
    /** Cancels the deployment. */
    signal: AbortSignal | undefined;
}

/** Brings a stack to what its program wants; port of pkg/resource/deploy/deployment_executor.go. */
export class Deployment {
    readonly #options: DeploymentOptions;
    /** The last word of the program on the stack's outputs: said when all else is done. */
    #stackOutputs: OutputsEvent | undefined;
    #isRefreshed = false;

    constructor(options: DeploymentOptions) {
        this.#options = options;
    }

    /** Reads every resource of the state back. Returns whether all went well. */
    async refresh(): Promise<boolean> {
        const { base, providers, snapshots } = this.#options;
        const executor = this.#executor({ continuesOnError: true });
        const steps = base.resources.map((state) => {
            base.ensureProvider(state.provider, providers);
            return new RefreshStep(this.#options, state);
        });
        await executor.runAll(steps);
        await executor.settle();
        const refreshed = new Map(steps.map((step) => [step.old, step.new]));
        snapshots?.rebase(base.replace(refreshed));
        await snapshots?.save();
        executor.cancel();
        this.#isRefreshed = true;
        return this.#conclude({ hasFailed: executor.hasErrors });
    }

    /** Does what the program asks for, once it is started, then deletes what it no longer has. */
    async update(startProgram: () => EventQueue): Promise<boolean> {
        this.#warnOfPendingOperations();
        const executor = this.#executor({});
        const generator = this.#generator();
        let isReported = false;
        try {
            if (!executor.signal.aborted) await this.#handleEvents(startProgram(), executor, generator);
            if (!executor.signal.aborted) await this.#deleteLeftovers(executor, generator);
        } catch (error) {
            isReported = true;
            executor.cancel();
            if (!(error instanceof ReportedError)) this.#options.diagnostics.error(messageOf(error));
        }
        await executor.settle();
        const hasFailed = isReported || executor.hasErrors || generator.hasErrors;
        // Nothing follows; who waits for the signal is let go of.
        executor.cancel();
        await this.#finishStackOutputs(executor, hasFailed);
        return isReported ? false : this.#conclude({ hasFailed });
    }

    #executor(options: Pick<StepExecutorOptions, "continuesOnError">): StepExecutor {
        const executor = new StepExecutor({ ...this.#options, ...options });
        const { signal } = this.#options;
        if (signal?.aborted) executor.cancel();
        signal?.addEventListener("abort", () => executor.cancel(), { signal: executor.signal });
        return executor;
    }

    #generator(): StepGenerator {
        const { base, replace, diagnostics } = this.#options;
        const replaceTargets = new Set<string>();
        for (const target of replace) {
            const found = base.resources.filter(({ urn }) => urn === target || urn.endsWith(`::${target}`));
            for (const { urn } of found) replaceTargets.add(urn);
            if (found.length > 0) continue;
            diagnostics.error(`Target '${target}' could not be found in the stack.`);
            throw new ReportedError("one or more targets could not be found in the stack");
        }
        return new StepGenerator({ ...this.#options, replaceTargets });
    }

    async #handleEvents(events: EventQueue, executor: StepExecutor, generator: StepGenerator): Promise<void> {
        for (;;) {
            const event = await events.next(executor.signal);
            if (!event) return;
            await this.#handleEvent(event, executor, generator);
        }
    }

    async #handleEvent(event: ProgramEvent, executor: StepExecutor, generator: StepGenerator): Promise<void> {
        if (event.kind === "outputs") {
            if (isStackUrn(event.urn)) this.#stackOutputs = event;
            else await executor.registerOutputs(event.urn, event.outputs);
            event.done();
            return;
        }
        await executor.start(await this.#generate(event, generator));
    }

    async #generate(event: RegisterEvent | ReadEvent, generator: StepGenerator): Promise<Step[]> {
        try {
            return event.kind === "read" ? generator.generateReads(event) : await generator.generate(event);
        } catch (error) {
            if (error instanceof ReportedError) throw error;
            const urn = makeUrn({ ...this.#options, ...event.goal });
            this.#options.diagnostics.error(messageOf(error), urn);
            throw new ReportedError(messageOf(error), { cause: error });
        }
    }

    async #deleteLeftovers(executor: StepExecutor, generator: StepGenerator): Promise<void> {
        await executor.settle();
        if (executor.signal.aborted) return;
        const { base } = this.#options;
        for (const list of scheduleDeletes(base.resources, generator.generateDeletes())) {
            const needed = this.#neededByFailed(executor);
            await executor.runAll(list.filter((step) => !needed.has(step.old)));
        }
    }

    /** What could not be deleted keeps what it depends on. */
    #neededByFailed(executor: StepExecutor): Set<ResourceState> {
        const { graph } = this.#options.base;
        const failed = executor.failed.flatMap(({ old }) => (old && graph.has(old) ? [old] : []));
        return new Set(failed.flatMap((state) => [...graph.transitiveDependenciesOf(state)]));
    }

    /** After a failure, an output that is missing may only not have been reached: the old one stays. */
    async #finishStackOutputs(executor: StepExecutor, hasFailed: boolean): Promise<void> {
        if (!this.#stackOutputs) return;
        const { urn, outputs } = this.#stackOutputs;
        const old = hasFailed ? this.#options.base.get(urn)?.outputs : undefined;
        await executor.registerOutputs(urn, { ...old, ...outputs });
    }

    #conclude({ hasFailed }: { hasFailed: boolean }): boolean {
        const { isPreview, diagnostics, signal } = this.#options;
        const kind = isPreview ? "preview" : "update";
        if (hasFailed) diagnostics.error(`${kind} failed`);
        else if (signal?.aborted) diagnostics.error(`${kind} canceled`);
        return !hasFailed && !signal?.aborted;
    }

    #warnOfPendingOperations(): void {
        const { isPreview, pendingOperations, diagnostics } = this.#options;
        // A refresh is what the warning recommends.
        if (isPreview || this.#isRefreshed || pendingOperations.length === 0) return;
        const list = pendingOperations.map(
            ({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}\n`,
        );
        diagnostics.warning(
            `Attempting to deploy or update resources with ${pendingOperations.length} pending operations from ` +
                `previous deployment.\n${list.join("")}${PENDING_HELP}`,
        );
    }
}

/** The words of the real engine, without its example. */
const PENDING_HELP =
    "These resources are in an unknown state because the Pulumi CLI was interrupted while waiting for changes to " +
    "these resources to complete. You should confirm whether or not the operations listed completed successfully " +
    "by checking the state of the appropriate provider.\n\nOnce you have confirmed the status of the interrupted " +
    "operations, you can repair your stack using `pulumi refresh` which will refresh the state from the provider " +
    "you are using and clear the pending operations if there are any.\n\nNote that `pulumi refresh` will need to " +
    "be run interactively to clear pending CREATE operations.";

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
