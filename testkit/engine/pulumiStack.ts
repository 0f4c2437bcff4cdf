import { copyFile, mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { errorText, PulumiCli } from "./pulumiCli";
import { readEventLog } from "./pulumiEvents";
import type {
    ConfigValue,
    Deployment,
    RunOptions,
    RunResult,
    SecretOptions,
    Stack,
    StackOptions,
} from "./stack";

export { isPulumiOnPath } from "./pulumiCli";

/** A stack that has never been up has no list of resources at all. */
type Exported = Omit<Deployment, "deployment"> & { deployment: Partial<Deployment["deployment"]> };

type Command = "preview" | "up" | "refresh" | "destroy";

/**
 * Opens a stack that the Pulumi CLI of the PATH runs, with a file backend and a Pulumi home below `stateFolder`. It
 * needs no account and no network, and writes nothing into the program's folder.
 * @throws Error when there is no `pulumi`, no Pulumi.yaml, or when the CLI refuses a config value.
 */
export async function openPulumiStack(options: StackOptions): Promise<Stack> {
    const stack = new PulumiStack(options);
    await stack.open(options.config ?? {});
    return stack;
}

class PulumiStack implements Stack {
    readonly engine = "pulumi";
    readonly #name: string;
    readonly #programFolder: string;
    readonly #stateFolder: string;
    /** Holds a copy of Pulumi.yaml, so that the CLI puts the stack's settings here. */
    readonly #workspace: string;
    readonly #cli: PulumiCli;
    readonly #options: StackOptions;

    constructor(options: StackOptions) {
        this.#options = options;
        this.#name = options.stackName ?? "dev";
        this.#programFolder = path.resolve(options.programFolder);
        this.#stateFolder = path.resolve(options.stateFolder);
        this.#workspace = path.join(this.#stateFolder, "workspace");
        this.#cli = new PulumiCli({
            stateFolder: this.#stateFolder,
            passphrase: options.passphrase ?? "testkit",
            env: options.env ?? {},
        });
    }

    async open(config: Record<string, ConfigValue>): Promise<void> {
        await mkdir(this.#workspace, { recursive: true });
        await mkdir(path.join(this.#stateFolder, "backend"), { recursive: true });
        const project = (await readdir(this.#programFolder)).find((name) =>
            /^Pulumi\.(ya?ml|json)$/u.test(name),
        );
        if (project === undefined) throw new Error(`${this.#programFolder} has no Pulumi.yaml.`);
        await copyFile(path.join(this.#programFolder, project), path.join(this.#workspace, project));
        if (!(await exists(this.#settingsFile))) {
            await this.#manage(["stack", "init", "--no-select", this.#name]);
        }
        for (const [key, value] of Object.entries(config)) await this.setConfig(key, value);
    }

    async setConfig(key: string, value: ConfigValue): Promise<void> {
        const [kind, text] = typeof value === "string" ? ["--plaintext", value] : ["--secret", value.secret];
        // By stdin, as everybody on the machine can read a command line. The CLI takes one line end off.
        await this.#manage(["config", "set", kind, "--stack", this.#name, "--", key], `${text}\n`);
    }

    async removeConfig(key: string): Promise<void> {
        await this.#manage(["config", "rm", "--stack", this.#name, "--", key]);
    }

    preview(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("preview", [], options);
    }

    up(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("up", ["--yes", "--skip-preview"], options);
    }

    refresh(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("refresh", ["--yes", "--skip-preview"], options);
    }

    destroy(options: RunOptions = {}): Promise<RunResult> {
        return this.#run("destroy", ["--yes", "--skip-preview"], options);
    }

    async outputs({ showSecrets = false }: SecretOptions = {}): Promise<Record<string, unknown>> {
        const flags = showSecrets ? ["--show-secrets"] : [];
        const json = await this.#manage(["stack", "output", "--json", "--stack", this.#name, ...flags]);
        return JSON.parse(json) as Record<string, unknown>;
    }

    async exportState({ showSecrets = false }: SecretOptions = {}): Promise<Deployment> {
        const flags = showSecrets ? ["--show-secrets"] : [];
        const json = await this.#manage(["stack", "export", "--stack", this.#name, ...flags]);
        const { version, deployment } = JSON.parse(json) as Exported;
        return { version, deployment: { ...deployment, resources: deployment.resources ?? [] } };
    }

    async remove(): Promise<void> {
        await this.#manage(["stack", "rm", "--yes", "--force", "--stack", this.#name]);
    }

    get #settingsFile(): string {
        return path.join(this.#workspace, `Pulumi.${this.#name}.yaml`);
    }

    #manage(args: string[], input?: string): Promise<string> {
        return this.#cli.succeed(args, {
            folder: this.#workspace,
            ...(input === undefined ? {} : { input }),
        });
    }

    async #run(command: Command, flags: string[], options: RunOptions): Promise<RunResult> {
        const eventLog = path.join(this.#stateFolder, "events.jsonl");
        await rm(eventLog, { force: true });
        const args = [command, ...flags, ...(await this.#flags(options)), "--event-log", eventLog];
        const { onLine } = this.#options;
        const result = await this.#cli.run(args, {
            folder: this.#programFolder,
            ...(onLine ? { onLine } : {}),
            ...(options.signal ? { signal: options.signal } : {}),
        });
        const isPreview = command === "preview";
        const log = (await exists(eventLog)) ? await readFile(eventLog, "utf8") : "";
        const run = { ok: result.exitCode === 0, ...readEventLog(log, { isPreview }) };
        if (!run.ok && !run.diagnostics.some(({ severity }) => severity === "error")) {
            run.diagnostics.push({ severity: "error", message: errorText(result) });
        }
        return isPreview ? run : { ...run, outputs: await this.outputs() };
    }

    async #flags({ replace = [], refresh = false }: RunOptions): Promise<string[]> {
        const { parallel } = this.#options;
        return [
            "--stack",
            this.#name,
            "--config-file",
            this.#settingsFile,
            ...(parallel === undefined ? [] : ["--parallel", String(parallel)]),
            ...(refresh ? ["--refresh"] : []),
            ...(await this.#urns(replace)).flatMap((urn) => ["--replace", urn]),
        ];
    }

    async #urns(namesOrUrns: string[]): Promise<string[]> {
        if (namesOrUrns.every((name) => name.startsWith("urn:"))) return namesOrUrns;
        const { resources } = (await this.exportState()).deployment;
        return namesOrUrns.flatMap((name) => {
            if (name.startsWith("urn:")) return [name];
            const urns = resources.map(({ urn }) => urn).filter((urn) => urn.endsWith(`::${name}`));
            if (urns.length === 0) throw new Error(`The stack ${this.#name} has no resource named ${name}.`);
            return [...new Set(urns)];
        });
    }
}

async function exists(file: string): Promise<boolean> {
    return (await stat(file).catch(() => undefined)) !== undefined;
}
