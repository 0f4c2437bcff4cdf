import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as atlasClient from "../atlas/client";
import type { AtlasClientOptions } from "../atlas/clientOptions";
import { endOnSignals } from "../runtime/createProviderInstance";
import { EngineLog } from "./engineLog";
import { Plugin } from "./plugin";
import { providerService } from "./service";

// The process that Pulumi starts for a provider: it is told where the engine listens, and says on which port it does.

void serve();

async function serve(): Promise<void> {
    const [, , ...args] = process.argv;
    const engineAddress = args.find((arg) => !arg.startsWith("-"));
    const log = new EngineLog();
    if (engineAddress !== undefined) {
        log.attach(engineAddress);
    }
    const plugin = new Plugin({ makeClient, environment: process.env, args, log, nowMs: Date.now });
    endOnSignals(plugin);
    const server = new grpc.Server({
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
    });
    server.addService(ResourceProviderService, providerService(plugin) as grpc.UntypedServiceImplementation);
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    process.stdout.write(`${port}\n`);
}

function makeClient(options: AtlasClientOptions): atlasClient.AtlasClient {
    // Only now: a preview, or an `up` without changes, calls nobody, and the HTTP stack takes a while to load.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle holds what is required by a plain call
    const { AtlasClient } = require("../atlas/client") as typeof atlasClient;
    return new AtlasClient(options);
}
