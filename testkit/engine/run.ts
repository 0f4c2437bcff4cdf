import { BaseState } from "./state/baseState";
import { Deployment, messageOf } from "./deploy/deployment";
import { Diagnostics, ReportedError } from "./diagnostics";
import { Provider } from "./providers/provider";
import { EngineServer } from "./program/engineServer";
import { EventQueue } from "./deploy/eventQueue";
import { Monitor } from "./program/monitor";
import { Program } from "./program/program";
import { ProgressPrinter } from "./progress";
import type { Project } from "./project";
import { ProviderHost } from "./providers/providerHost";
import type { Command } from "./providers/packages";
import { commandOf } from "./providers/packages";
import { ProviderRegistry } from "./providers/providerRegistry";
import type { ResourceState } from "./state/resourceState";
import { RunRecorder } from "./runRecorder";
import type { PulumiSdk } from "./sdk";
import type { SecretMask } from "./secretMask";
import { SnapshotManager } from "./state/snapshotManager";
import type { RunResult } from "./stack";
import type { StackConfig } from "./stackConfig";
import { stackOutputs } from "./stackOutputs";
import type { Snapshot, StateFile } from "./state/stateFile";

export interface RunOptions {
    kind: "preview" | "up" | "refresh" | "destroy";
    /** Before an `up` or a preview: reads everything back. */
    refreshesFirst: boolean;
    /** Names or URNs of resources to replace. */
    replace: readonly string[];
    signal: AbortSignal | undefined;
    sdk: PulumiSdk;
    project: Project;
    stackName: string;
    config: StackConfig;
    stateFile: StateFile;
    mask: SecretMask;
    parallel: number;
    env: NodeJS.ProcessEnv;
    onLine: (line: string) => void;
    nowMs: () => number;
}

/** How long a program that has nothing more to do may take to end. */
const PROGRAM_END_MS = 5_000;

/** One preview, up, refresh or destroy: starts the processes, runs the deployment, ends the processes. */
export class Run {
    readonly #options: RunOptions;
    readonly #isPreview: boolean;
    readonly #progress: ProgressPrinter;
    readonly #diagnostics: Diagnostics;
    readonly #recorder: RunRecorder;
    readonly #providers: ProviderRegistry;
    readonly #news = new Map<string, ResourceState>();
    readonly #events = new EventQueue();
    readonly #over = new AbortController();
    #server: EngineServer | undefined;
    #program: Program | undefined;

    constructor(options: RunOptions) {
        this.#options = options;
        const { kind, mask, onLine, sdk, project } = options;
        const isPreview = kind === "preview";
        this.#isPreview = isPreview;
        this.#progress = new ProgressPrinter({ isPreview, onLine: (line) => onLine(mask.mask(line)) });
        this.#diagnostics = new Diagnostics(mask, (diagnostic) => this.#progress.diagnostic(diagnostic));
        this.#recorder = new RunRecorder({
            isPreview,
            isRefresh: kind === "refresh",
            diagnostics: this.#diagnostics,
            progress: this.#progress,
        });
        const create = (packageName: string): Provider => {
            const command = commandOf(packageName, sdk, project.plugins);
            return new Provider({ sdk, isPreview, startHost: () => this.#startHost(command) });
        };
        this.#providers = new ProviderRegistry({ create, isPreview });
    }

    async execute(): Promise<RunResult> {
        const snapshot = await this.#options.stateFile.read();
        for (const { inputs, outputs } of snapshot.resources) {
            this.#options.mask.learn(inputs);
            this.#options.mask.learn(outputs);
        }
        this.#options.mask.learn(this.#options.config.properties());
        const ok = await this.#deploy(snapshot);
        this.#progress.summary(this.#recorder.changes);
        return {
            ok,
            steps: this.#recorder.steps,
            outputs: stackOutputs(await this.#resources(), { showSecrets: false }),
            diagnostics: this.#diagnostics.all,
            changes: this.#recorder.changes,
        };
    }

    async #deploy(snapshot: Snapshot): Promise<boolean> {
        const { stateFile, kind, refreshesFirst } = this.#options;
        const snapshots = this.#isPreview ? undefined : new SnapshotManager(stateFile, snapshot);
        const deployment = this.#deployment(snapshot, snapshots);
        const monitor = this.#monitor();
        let isOk = false;
        try {
            this.#server = await EngineServer.start(this.#options.sdk, this.#diagnostics, monitor);
            isOk = kind === "refresh" || refreshesFirst ? await deployment.refresh() : true;
            if (isOk && kind !== "refresh") {
                isOk = await deployment.update(() => this.#startProgram());
            }
            await snapshots?.save();
        } catch (error) {
            isOk = false;
            if (!(error instanceof ReportedError)) this.#diagnostics.error(messageOf(error));
        } finally {
            this.#over.abort();
            monitor.close();
            await this.#stop(isOk);
        }
        return isOk;
    }

    #deployment(snapshot: Snapshot, snapshots: SnapshotManager | undefined): Deployment {
        const { stackName, project, replace, signal, parallel, mask, nowMs } = this.#options;
        return new Deployment({
            isPreview: this.#isPreview,
            stack: stackName,
            project: project.name,
            base: new BaseState([...snapshot.resources]),
            pendingOperations: snapshot.pendingOperations,
            providers: this.#providers,
            diagnostics: this.#diagnostics,
            recorder: this.#recorder,
            news: this.#news,
            now: () => new Date(nowMs()).toISOString(),
            snapshots,
            replace,
            signal,
            parallel,
            mask,
        });
    }

    #monitor(): Monitor {
        const { sdk, mask, config, project } = this.#options;
        return new Monitor({
            sdk,
            mask,
            events: this.#events,
            diagnostics: this.#diagnostics,
            config: config.properties(),
            projectFolder: project.rootFolder,
            providers: this.#providers,
        });
    }

    /** A destroy needs no program: what is not asked for is deleted. */
    #startProgram(): EventQueue {
        const events = this.#events;
        if (this.#options.kind === "destroy") {
            events.finish();
            return events;
        }
        const program = new Program({
            ...this.#options,
            address: this.#server?.address ?? "",
            isPreview: this.#isPreview,
            onOutput: (line) => this.#diagnostics.info(line),
        });
        this.#program = program;
        void program.ended.then((error) => events.finish(error));
        const stop = (): void => void program.stop();
        this.#options.signal?.addEventListener("abort", stop, { signal: this.#over.signal });
        return events;
    }

    #startHost(command: Command): ProviderHost {
        const { sdk, project, config, env } = this.#options;
        return new ProviderHost({
            sdk,
            command,
            folder: project.programFolder,
            engineAddress: this.#server?.address ?? "",
            env: {
                ...env,
                PULUMI_PROJECT: project.name,
                PULUMI_NODEJS_PROJECT: project.name,
                PULUMI_CONFIG: JSON.stringify(config.plain()),
            },
            onOutput: (line) => this.#diagnostics.info(line),
        });
    }

    async #stop(isOk: boolean): Promise<void> {
        const program = this.#program;
        if (program && isOk) {
            const timer = setTimeout(() => void program.stop(), PROGRAM_END_MS);
            await program.settle();
            clearTimeout(timer);
        }
        await Promise.all([program?.stop(), this.#providers.stop()]);
        this.#server?.stop();
    }

    /** The state that the run leaves, or in a preview would leave. */
    async #resources(): Promise<ResourceState[]> {
        return this.#isPreview ? [...this.#news.values()] : (await this.#options.stateFile.read()).resources;
    }
}
