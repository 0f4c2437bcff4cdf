import { rmdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { Project } from "./project";
import { readProject } from "./project";
import type { RunOptions as WholeRunOptions } from "./run";
import { Run } from "./run";
import type { PulumiSdk } from "./sdk";
import { SecretMask } from "./secretMask";
import type {
    ConfigValue,
    Deployment,
    RunOptions,
    RunResult,
    SecretOptions,
    Stack,
    StackOptions,
} from "./stack";
import { StackConfig } from "./stackConfig";
import { stackOutputs } from "./stackOutputs";
import { StateFile } from "./state/stateFile";

const DEFAULT_PASSPHRASE = "testkit";

/**
 * Opens a stack that the testkit's own engine runs, without the Pulumi CLI. State and configuration go below
 * `stateFolder`; a stack that is there already is taken up.
 * @throws Error when there is no Pulumi.yaml, when the program has no @pulumi/pulumi, or for a wrong passphrase.
 */
export async function openTestkitStack(options: StackOptions): Promise<Stack> {
    const name = options.stackName ?? "dev";
    const { project, sdk } = await readProject(options.programFolder);
    const file = path.resolve(options.stateFolder, `${name}.json`);
    const stateFile = await StateFile.open(file, options.passphrase ?? DEFAULT_PASSPHRASE);
    const config = await StackConfig.open({
        file: path.resolve(options.stateFolder, `${name}.config.json`),
        project: project.name,
        crypter: stateFile.crypter,
        defaults: project.config,
    });
    if (options.config) await config.set(options.config);
    return new TestkitStack(options, { name, project, sdk, stateFile, config });
}

interface StackParts {
    name: string;
    project: Project;
    sdk: PulumiSdk;
    stateFile: StateFile;
    config: StackConfig;
}

class TestkitStack implements Stack {
    readonly engine = "testkit";
    readonly #options: StackOptions;
    readonly #parts: StackParts;
    readonly #mask = new SecretMask();
    #isRunning = false;

    constructor(options: StackOptions, parts: StackParts) {
        this.#options = options;
        this.#parts = parts;
    }

    async setConfig(key: string, value: ConfigValue): Promise<void> {
        await this.#parts.config.set({ [key]: value });
    }

    async removeConfig(key: string): Promise<void> {
        await this.#parts.config.delete(key);
    }

    preview(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("preview", options);
    }

    up(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("up", options);
    }

    refresh(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("refresh", options);
    }

    destroy(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("destroy", options);
    }

    async outputs({ showSecrets = false }: SecretOptions = {}): Promise<Record<string, unknown>> {
        return stackOutputs((await this.#parts.stateFile.read()).resources, { showSecrets });
    }

    exportState({ showSecrets = false }: SecretOptions = {}): Promise<Deployment> {
        return this.#parts.stateFile.exportState(showSecrets);
    }

    async remove(): Promise<void> {
        await this.#parts.stateFile.remove();
        await this.#parts.config.remove();
        // Other stacks may live there.
        await rmdir(path.resolve(this.#options.stateFolder)).catch(() => undefined);
    }

    async #run(kind: WholeRunOptions["kind"], options: RunOptions): Promise<RunResult> {
        if (this.#isRunning) throw new Error(`A run of the stack ${this.#parts.name} is under way already.`);
        this.#isRunning = true;
        try {
            return await new Run(this.#runOptions(kind, options)).execute();
        } finally {
            this.#isRunning = false;
        }
    }

    #runOptions(kind: WholeRunOptions["kind"], { replace, refresh, signal }: RunOptions): WholeRunOptions {
        const { name, ...parts } = this.#parts;
        const { parallel, env, onLine } = this.#options;
        return {
            ...parts,
            kind,
            stackName: name,
            refreshesFirst: refresh ?? false,
            replace: replace ?? [],
            signal,
            mask: this.#mask,
            parallel: parallel ?? 4 * availableParallelism(),
            env: { ...inheritedEnvironment(), ...env },
            onLine: onLine ?? (() => undefined),
            nowMs: Date.now,
        };
    }
}

/** Pulumi's variables of the caller would tie the program to the caller's stack. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));
}
