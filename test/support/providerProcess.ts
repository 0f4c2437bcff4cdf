import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Interface } from "node:readline";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { HostConnection, Invoke } from "./hostConnection";
import { answerTo } from "./hostConnection";

/** A process that serves a provider, spoken to over gRPC. */
export abstract class ProviderProcess implements HostConnection {
    /** What it has written to stderr. */
    protected readonly lines: string[] = [];
    protected readonly errors: Interface;
    readonly #child: ChildProcess;
    readonly #client: Promise<ResourceProviderClient>;

    /** @param args of Node. */
    constructor(args: readonly string[], folder: string, env: NodeJS.ProcessEnv) {
        this.#child = spawn(process.execPath, args, {
            cwd: folder,
            env: { ...env, TESTKIT_PARENT_PID: String(process.pid) },
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.errors = createInterface({ input: this.#child.stderr! });
        this.errors.on("line", (line) => this.lines.push(line));
        this.#client = this.#port().then(
            (port) => new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure()),
        );
    }

    /** Undefined if it could not be started. */
    get pid(): number | undefined {
        return this.#child.pid;
    }

    abstract takeLines(): Promise<string[]>;

    async call<Response>(invoke: Invoke<Response>): Promise<Response> {
        return answerTo(await this.#client, invoke);
    }

    /** Ends the process with SIGINT, as Pulumi does. */
    async stop(): Promise<void> {
        (await this.#client).close();
        await this.interrupt();
    }

    /** Sends SIGINT, and waits for the process to end; calls under way may still be answered. */
    async interrupt(): Promise<void> {
        const ended = once(this.#child, "exit");
        this.#child.kill("SIGINT");
        await ended;
    }

    async #port(): Promise<string> {
        const lines = createInterface({ input: this.#child.stdout! });
        const ended = once(this.#child, "exit").then(() => {
            throw new Error(`The process ended before it was ready: ${this.lines.join("\n")}`);
        });
        const [port] = (await Promise.race([once(lines, "line"), ended])) as [string];
        ended.catch(() => undefined);
        return port;
    }
}
