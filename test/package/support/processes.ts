import { spawn } from "node:child_process";
import path from "node:path";

export interface ProcessOptions {
    folder: string;
    /** Added to the environment. */
    env?: Record<string, string>;
}

export interface ProcessResult {
    exitCode: number | null;
    stdout: string;
    stderr: string;
}

const PNPM = path.join(path.dirname(require.resolve("pnpm")), "bin/pnpm.cjs");

/** Runs a script of Node to its end, whatever its exit code. */
export function runNode(args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
    return run(process.execPath, args, options);
}

/** Runs the npm that runs these tests, else that of the PATH. @returns what it printed. */
export async function npm(args: readonly string[], options: ProcessOptions): Promise<string> {
    const script = process.env["npm_execpath"] ?? "";
    const [command, first] = script.endsWith("npm-cli.js") ? [process.execPath, [script]] : ["npm", []];
    return succeeded(`npm ${args.join(" ")}`, await run(command, [...first, ...args], options));
}

/** Runs the pnpm of the repository. @returns what it printed. */
export async function pnpm(args: readonly string[], options: ProcessOptions): Promise<string> {
    return succeeded(`pnpm ${args.join(" ")}`, await runNode([PNPM, ...args], options));
}

/** Runs JavaScript from within a folder, and returns the value that it prints as JSON. */
export async function evaluate(
    format: "commonjs" | "module",
    code: string,
    options: ProcessOptions,
): Promise<unknown> {
    const result = await runNode([`--input-type=${format}`, "--eval", code], options);
    return JSON.parse(succeeded(`the ${format} script`, result));
}

function succeeded(what: string, { exitCode, stdout, stderr }: ProcessResult): string {
    if (exitCode === 0) return stdout;
    throw new Error(`${what} ended with exit code ${String(exitCode)}:\n${stderr}\n${stdout}`);
}

function run(command: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd: options.folder,
            env: { ...consumersEnvironment(), ...options.env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const result: ProcessResult = { exitCode: null, stdout: "", stderr: "" };
        child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
        child.once("error", reject);
        child.once("close", (exitCode) => resolve({ ...result, exitCode }));
    });
}

/** Without what npm tells its scripts of this repository. */
function consumersEnvironment(): NodeJS.ProcessEnv {
    const isOurs = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$)/u;
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs.test(name)));
}
