import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** How every command of one stack is run. */
export interface PulumiCliOptions {
    /** The home, the backend and the logs of the CLI go below this folder. */
    stateFolder: string;
    passphrase: string;
    /** Added to the environment of the CLI, and so to that of program and provider host. */
    env: Record<string, string>;
}

export interface CommandOptions {
    /** Working directory. */
    folder: string;
    /** Text for the command's standard input; empty unless given. */
    input?: string;
    /** Receives each line that the command prints. */
    onLine?: (line: string) => void;
    /**
     * Interrupts the command as Ctrl-C does: the CLI waits for the operations that are under way. After ten seconds
     * it is interrupted again, and waits no more.
     */
    signal?: AbortSignal;
}

export interface CommandResult {
    exitCode: number | null;
    stdout: string;
    stderr: string;
}

const SECOND_INTERRUPT_MS = 10_000;

/** Whether the Pulumi CLI can be started from this process: on Windows a pulumi.exe, elsewhere an executable `pulumi`. */
export function isPulumiOnPath(platform = process.platform): boolean {
    // Node starts no .cmd file without a shell, and a shell would need every argument quoted.
    const name = platform === "win32" ? "pulumi.exe" : "pulumi";
    return (process.env["PATH"] ?? "")
        .split(path.delimiter)
        .filter((folder) => folder !== "")
        .some((folder) => isExecutable(path.join(folder, name)));
}

/**
 * The `pulumi` of the PATH with a home and a file backend of its own, offline and never asking.
 * The Automation API of @pulumi/pulumi was the first choice, but it writes the stack's settings into the
 * program's folder and hands secret config values over on the command line.
 */
export class PulumiCli {
    readonly #env: NodeJS.ProcessEnv;

    constructor(options: PulumiCliOptions) {
        this.#env = environment(options);
    }

    /** Runs a command to its end, whatever its exit code. */
    run(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
        const { folder, input = "", onLine, signal } = options;
        return new Promise((resolve, reject) => {
            const child = spawn("pulumi", ["--non-interactive", "--color", "never", ...args], {
                cwd: folder,
                env: this.#env,
                stdio: "pipe",
                // In a process group of its own: a Ctrl-C of the terminal would be a second interrupt beside ours.
                // On Windows that would be a console of its own.
                detached: process.platform !== "win32",
                windowsHide: true,
            });
            const release = interruptible(child, signal);
            const output = Promise.all([collect(child.stdout, onLine), collect(child.stderr, onLine)]);
            child.once("error", (error) => {
                release();
                reject(error);
            });
            child.once("close", (exitCode) => {
                release();
                output.then(([stdout, stderr]) => resolve({ exitCode, stdout, stderr }), reject);
            });
            // A command that ends without reading its input must not end this process by EPIPE.
            child.stdin.on("error", () => undefined);
            child.stdin.end(input);
        });
    }

    /** Runs a command that has to succeed, and returns what it printed. */
    async succeed(args: readonly string[], options: CommandOptions): Promise<string> {
        const result = await this.run(args, options);
        if (result.exitCode === 0) return result.stdout;
        const reason = errorText(result) || `exit code ${String(result.exitCode)}`;
        throw new Error(`pulumi ${args.join(" ")}: ${reason}`);
    }
}

/** Interrupts the child when the signal says so, or when this process ends before it. */
function interruptible(child: ChildProcess, signal: AbortSignal | undefined): () => void {
    const interrupt = (): void => void child.kill("SIGINT");
    let second: NodeJS.Timeout | undefined;
    const abort = (): void => {
        interrupt();
        second = setTimeout(interrupt, SECOND_INTERRUPT_MS);
    };
    process.once("exit", interrupt);
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
    return () => {
        clearTimeout(second);
        process.off("exit", interrupt);
        signal?.removeEventListener("abort", abort);
    };
}

/** What a failed command said about itself. */
export function errorText(result: CommandResult): string {
    return result.stderr.trim().replace(/^error: /u, "");
}

/** Pulumi's variables of the caller would tie the stack to the caller's backend, stack or running program. */
function environment({ stateFolder, passphrase, env }: PulumiCliOptions): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"));
    return {
        ...Object.fromEntries(inherited),
        PULUMI_HOME: path.join(stateFolder, "pulumi-home"),
        PULUMI_BACKEND_URL: `file://${path.join(stateFolder, "backend")}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        // The flag --event-log exists only with it.
        PULUMI_DEBUG_COMMANDS: "true",
        ...env,
    };
}

async function collect(stream: Readable, onLine?: (line: string) => void): Promise<string> {
    const lines: string[] = [];
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
        const plain = stripVTControlCharacters(line);
        lines.push(plain);
        onLine?.(plain);
    }
    return lines.join("\n");
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
