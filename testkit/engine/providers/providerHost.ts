import type { ChildProcess } from "node:child_process";
import type { ServiceError } from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { endProcess, startProcess } from "../process/childProcesses";
import { drainOutput, readLines } from "../process/outputLines";
import type { PulumiSdk } from "../sdk";
import { GRPC_OPTIONS } from "../sdk";
import type { Command } from "./packages";

export interface ProviderHostOptions {
    sdk: PulumiSdk;
    command: Command;
    /** Working directory: what provider code requires is looked up from here. */
    folder: string;
    engineAddress: string;
    env: NodeJS.ProcessEnv;
    /** Receives what the host writes, line by line. */
    onOutput: (line: string) => void;
}

/** One call of a method of the host. */
export type HostCall<Response> = (
    client: ResourceProviderClient,
    done: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** The process of one provider instance in one run: Pulumi's own for dynamic resources, or a plugin. */
export class ProviderHost {
    readonly #child: ChildProcess;
    readonly #client: Promise<ResourceProviderClient>;
    readonly #output: Promise<unknown>;

    constructor({ sdk, command, folder, engineAddress, env, onOutput }: ProviderHostOptions) {
        this.#child = startProcess(command.file, [...command.args, engineAddress], { folder, env });
        const port = firstLine(this.#child, onOutput);
        this.#output = Promise.all([port.output, readLines(this.#child.stderr, onOutput)]);
        this.#client = port.line.then((text) => connect(sdk, text));
        // Whoever calls first hears of it.
        this.#client.catch(() => undefined);
    }

    /** Waits until the host serves, then calls it. */
    async call<Response>(invoke: HostCall<Response>): Promise<Response> {
        const client = await this.#client;
        return new Promise((resolve, reject) => {
            invoke(client, (error, response) => {
                if (error) reject(error);
                else resolve(response);
            });
        });
    }

    /** Ends the process; returns when it has gone and its last words have been handed over. */
    async stop(): Promise<void> {
        await endProcess(this.#child);
        await drainOutput(this.#child, this.#output);
        await this.#client.then(
            (client) => client.close(),
            () => undefined,
        );
    }
}

function connect({ grpc, provider }: PulumiSdk, port: string): ResourceProviderClient {
    return new provider.ResourceProviderClient(
        `127.0.0.1:${port.trim()}`,
        grpc.credentials.createInsecure(),
        GRPC_OPTIONS,
    );
}

/** The host prints its port first; all that follows is the provider's own. */
function firstLine(
    child: ChildProcess,
    onOutput: (line: string) => void,
): { line: Promise<string>; output: Promise<void> } {
    let use: ((line: string) => void) | undefined;
    const line = new Promise<string>((resolve, reject) => {
        use = resolve;
        child.once("error", (cause) => {
            reject(new Error(`The provider's process cannot be started: ${cause.message}`, { cause }));
        });
        child.once("close", (code) => {
            const exit = `ended with exit code ${String(code)}`;
            reject(new Error(`The provider's process ${exit} before it was ready.`));
        });
    });
    const output = readLines(child.stdout, (text) => {
        if (use) use(text);
        else onOutput(text);
        use = undefined;
    });
    return { line, output };
}
