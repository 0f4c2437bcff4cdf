import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Interface } from "node:readline";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { HostConnection, Invoke } from "./hostConnection";
import { answerTo } from "./hostConnection";

const SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
const COVERAGE = path.join(__dirname, "coverage.cjs");
/** Starts a host in a third of the time; see there. */
const PRELOAD = path.join(__dirname, "../../dist/testkit/engine/process/preload.js");
const NO_ENGINE = "127.0.0.1:1";

export interface HostProcessOptions {
    /** Go before the address of the engine, as the engine passes on how much to log. */
    readonly args?: readonly string[];
    /** Loads all of Pulumi's SDK at once, as it is in users' hosts. Default: its large parts when they are used. */
    readonly isPlain?: boolean;
}

/**
 * Pulumi's own host of dynamic resources, as a process that is spoken to over gRPC. The testkit's engine starts hosts,
 * too; this is another hand on purpose, so that the protocol's tests need not believe the engine's.
 */
export class HostProcess implements HostConnection {
    readonly #child: ChildProcess;
    readonly #client: Promise<ResourceProviderClient>;
    readonly #lines: string[] = [];
    readonly #errors: Interface;
    #marks = 0;

    /** @param folder is where the program would be: what its resources load is looked up from here. */
    constructor(
        folder: string,
        env: NodeJS.ProcessEnv,
        { args = [], isPlain = false }: HostProcessOptions = {},
    ) {
        const preloads = [COVERAGE, ...(isPlain ? [] : [PRELOAD])].flatMap((file) => ["--require", file]);
        this.#child = spawn(process.execPath, [...preloads, SCRIPT, ...args, NO_ENGINE], {
            cwd: folder,
            env: { ...env, TESTKIT_PARENT_PID: String(process.pid) },
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.#errors = createInterface({ input: this.#child.stderr! });
        this.#errors.on("line", (line) => this.#lines.push(line));
        this.#client = this.#port().then(
            (port) => new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure()),
        );
    }

    /** Undefined if it could not be started. */
    get pid(): number | undefined {
        return this.#child.pid;
    }

    async call<Response>(invoke: Invoke<Response>): Promise<Response> {
        return answerTo(await this.#client, invoke);
    }

    /** What the host has written to stderr since the last call, line by line. */
    async takeLines(): Promise<string[]> {
        // Lines and answers travel on their own ways: what was written before this mark has come when the mark has.
        this.#marks += 1;
        const mark = `mark ${this.#marks}`;
        const request = new CheckRequest();
        const loader = `exports.handler = () => { console.error("${mark}"); return {}; }`;
        request.setOlds(new Struct());
        request.setNews(Struct.fromJavaScript({ __provider: loader }));
        await this.call((client, done) => client.check(request, done));
        while (!this.#lines.includes(mark)) {
            await once(this.#errors, "line");
        }
        return this.#lines.splice(0, this.#lines.indexOf(mark) + 1).slice(0, -1);
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
            throw new Error(`The host ended before it was ready: ${this.#lines.join("\n")}`);
        });
        const [port] = (await Promise.race([once(lines, "line"), ended])) as [string];
        ended.catch(() => undefined);
        return port;
    }
}
