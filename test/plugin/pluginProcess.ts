import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { REPOSITORY } from "../docs/generated/markers";

/** A line of the engine's log. */
export interface Logged {
    readonly severity: number;
    readonly message: string;
    readonly urn: string;
}

/** The plugin as Pulumi starts it: the executable of the package, and an engine that listens to it. */
export class PluginProcess {
    readonly client: ResourceProviderClient;
    readonly logged: Logged[];
    readonly #child: ChildProcess;
    readonly #engine: grpc.Server;

    private constructor(child: ChildProcess, engine: grpc.Server, { port, logged }: Started) {
        this.#child = child;
        this.#engine = engine;
        this.logged = logged;
        this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    }

    static async start(env: NodeJS.ProcessEnv = {}): Promise<PluginProcess> {
        const logged: Logged[] = [];
        const engine = new grpc.Server();
        const log: grpc.handleUnaryCall<LogRequest, Empty> = ({ request }, done) => {
            const { severity, message, urn } = request.toObject();
            logged.push({ severity, message, urn });
            done(null, new Empty());
        };
        engine.addService(EngineService, { log });
        const address = await listening(engine);
        const child = spawn(path.join(REPOSITORY, "pulumi-resource-atlas-org"), [address], {
            env: { PATH: process.env["PATH"], ...env },
            stdio: ["ignore", "pipe", "inherit"],
        });
        const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
        return new PluginProcess(child, engine, { port, logged });
    }

    get pid(): number | undefined {
        return this.#child.pid;
    }

    call<Request, Response>(
        method: (
            request: Request,
            done: (error: grpc.ServiceError | null, response: Response) => void,
        ) => unknown,
        request: Request,
    ): Promise<Response> {
        return new Promise((resolve, reject) => {
            method.call(this.client, request, (error, response) =>
                error ? reject(error) : resolve(response),
            );
        });
    }

    /** Ends it as Pulumi does. */
    async stop(): Promise<void> {
        const ended = once(this.#child, "exit");
        this.#child.kill("SIGINT");
        await ended;
        this.client.close();
        this.#engine.forceShutdown();
    }
}

interface Started {
    readonly port: string;
    readonly logged: Logged[];
}

function listening(server: grpc.Server): Promise<string> {
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
        );
    });
}
