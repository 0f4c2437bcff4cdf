import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import path from "node:path";

/** How long a process may take to end after SIGINT; as in Pulumi. */
const GRACE_MS = 5_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const running = new Set<ChildProcess>();

export interface ChildOptions {
    folder: string;
    env: NodeJS.ProcessEnv;
}

/** Starts a script with Node; see startProcess. */
export function startNode(
    script: string,
    args: readonly string[],
    { nodeArgs = [], ...options }: ChildOptions & { nodeArgs?: readonly string[] },
): ChildProcess {
    return startProcess(process.execPath, [...nodeArgs, script, ...args], options);
}

/**
 * Starts a process that cannot outlive this one: it is killed when this process ends, in whatever way, and when
 * this process is killed itself, a child that runs in Node notices (see preload.ts).
 */
export function startProcess(command: string, args: readonly string[], options: ChildOptions): ChildProcess {
    const child = spawn(command, args, {
        cwd: options.folder,
        env: {
            ...options.env,
            // Not as an argument: the SDK reads those.
            NODE_OPTIONS: `${options.env["NODE_OPTIONS"] ?? ""} --require ${JSON.stringify(PRELOAD)}`.trim(),
            TESTKIT_PARENT_PID: String(process.pid),
        },
        stdio: ["ignore", "pipe", "pipe"],
    });
    if (running.size === 0) watchThisProcess();
    running.add(child);
    const forget = (): void => {
        running.delete(child);
        if (running.size === 0) unwatchThisProcess();
    };
    child.once("exit", forget);
    child.once("error", forget);
    return child;
}

const PRELOAD = path.join(__dirname, "preload.js");

/** Ends a process: SIGINT, so that it can take its leave, then SIGKILL. Returns when it has gone. */
export async function endProcess(child: ChildProcess, graceMs = GRACE_MS): Promise<void> {
    if (!running.has(child)) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    await gone;
    clearTimeout(timer);
}

function watchThisProcess(): void {
    process.on("exit", killAll);
    for (const signal of SIGNALS) process.on(signal, endBySignal);
}

function unwatchThisProcess(): void {
    process.off("exit", killAll);
    for (const signal of SIGNALS) process.off(signal, endBySignal);
}

/** A signal that nobody else handles would have ended this process: so it does, after its children. */
function endBySignal(signal: NodeJS.Signals): void {
    if (process.listenerCount(signal) > 1) return;
    killAll();
    unwatchThisProcess();
    process.kill(process.pid, signal);
}

function killAll(): void {
    for (const child of running) child.kill("SIGKILL");
}
