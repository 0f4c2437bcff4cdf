import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { AtlasClient } from "#provider/atlas/client";
import { EngineLog } from "#provider/plugin/engineLog";
import { Plugin } from "#provider/plugin/plugin";
import { providerService } from "#provider/plugin/service";
import type { Logged } from "../support/listeningEngine";
import { listeningEngine } from "../support/listeningEngine";
import type { Service } from "../support/pulumiService";
import { clientOf } from "../support/pulumiService";
import { REPOSITORY } from "../docs/generated/markers";

/** A plugin that is spoken to as the engine does. */
export interface RunningPlugin {
    readonly client: ResourceProviderClient;
    /** What the engine has heard. */
    readonly logged: Logged[];
    stop(): Promise<void>;
}

/** The plugin as Pulumi starts it: the executable of the package, and an engine that listens to it. */
export async function startProcess(env: NodeJS.ProcessEnv = {}): Promise<RunningPlugin> {
    const engine = await listeningEngine();
    const child = spawn(path.join(REPOSITORY, "pulumi-resource-atlas-org"), [engine.address], {
        env: { PATH: process.env["PATH"], ...env },
        stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    return {
        client,
        logged: engine.logged,
        async stop() {
            if (child.exitCode === null && child.signalCode === null) {
                const ended = once(child, "exit");
                child.kill("SIGINT");
                await ended;
            }
            client.close();
            engine.stop();
        },
    };
}

/** The same without a process: it answers alike, and starts in no time. */
export async function startInProcess(environment: NodeJS.ProcessEnv = {}): Promise<RunningPlugin> {
    const engine = await listeningEngine();
    const log = new EngineLog();
    log.attach(engine.address);
    const plugin = new Plugin({
        makeClient: (options) => new AtlasClient(options),
        environment,
        args: [],
        log,
        nowMs: Date.now,
    });
    return {
        client: clientOf(providerService(plugin) as unknown as Service),
        logged: engine.logged,
        async stop() {
            await plugin.end();
            log.close();
            engine.stop();
        },
    };
}

/** Calls a method of the protocol. */
export function call<Request, Response>(
    method: (
        request: Request,
        done: (error: grpc.ServiceError | null, response: Response) => void,
    ) => unknown,
    request: Request,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        method(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
}
