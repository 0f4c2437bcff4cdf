import type { ChildProcess } from "node:child_process";
import { endProcess, startNode } from "../process/childProcesses";
import { ReportedError } from "../diagnostics";
import { drainOutput, readLines } from "../process/outputLines";
import type { Project } from "../project";
import type { PulumiSdk } from "../sdk";
import type { StackConfig } from "../stackConfig";

export interface ProgramOptions {
    sdk: PulumiSdk;
    project: Project;
    stackName: string;
    config: StackConfig;
    /** Of the engine and of the resource monitor. */
    address: string;
    isPreview: boolean;
    parallel: number;
    env: NodeJS.ProcessEnv;
    onOutput: (line: string) => void;
}

/** Exit code of a program that has said itself what went wrong. */
const EXIT_REPORTED = 32;

/** The process that runs the user's program, started as Pulumi's language host does. */
export class Program {
    /** Resolves when the process has ended; with an error, unless it ended well. */
    readonly ended: Promise<Error | undefined>;
    readonly #child: ChildProcess;
    readonly #output: Promise<unknown>;

    constructor(options: ProgramOptions) {
        const { sdk, project, onOutput } = options;
        this.#child = startNode(sdk.runScript, programArguments(options), {
            folder: project.programFolder,
            env: programEnvironment(options),
            nodeArgs: project.nodeArgs,
        });
        this.#output = Promise.all([
            readLines(this.#child.stdout, onOutput),
            readLines(this.#child.stderr, onOutput),
        ]);
        this.ended = new Promise((resolve) => {
            this.#child.once("error", resolve);
            this.#child.once("exit", (code, signal) => resolve(exitError(code, signal)));
        });
    }

    /** Ends the process if it runs; returns when it has gone and its last words have been handed over. */
    async stop(): Promise<void> {
        await endProcess(this.#child);
        await this.settle();
    }

    /** Returns when the process has ended by itself. */
    async settle(): Promise<void> {
        await this.ended;
        await drainOutput(this.#child, this.#output);
    }
}

function exitError(code: number | null, signal: string | null): Error | undefined {
    if (code === 0) return undefined;
    if (code === EXIT_REPORTED) return new ReportedError("run bailed");
    const exit = code === null ? `was ended by ${String(signal)}` : `exited with non-zero exit code: ${code}`;
    return new Error(`an unhandled error occurred: Program ${exit}`);
}

/** As constructArguments of sdk/nodejs/cmd/pulumi-language-nodejs/main.go. */
function programArguments(options: ProgramOptions): string[] {
    const { project, stackName, address, isPreview, parallel } = options;
    return [
        ...["--monitor", address],
        ...["--engine", address],
        ...["--organization", "organization"],
        ...["--project", project.name],
        ...["--root-directory", project.rootFolder],
        ...["--stack", stackName],
        ...["--pwd", project.programFolder],
        ...(isPreview ? ["--dry-run"] : []),
        ...["--parallel", String(parallel)],
        project.entryPoint,
    ];
}

function programEnvironment({ env, project, config }: ProgramOptions): NodeJS.ProcessEnv {
    return {
        ...env,
        PULUMI_CONFIG: JSON.stringify(config.plain()),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys()),
        ...(project.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
        ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
    };
}
