import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A line of the engine's log. */
export interface Logged {
    readonly severity: number;
    readonly message: string;
    readonly urn: string;
}

/** The log of an engine, which plugins speak to. */
export interface ListeningEngine {
    readonly address: string;
    readonly logged: Logged[];
    stop(): void;
}

export async function listeningEngine(): Promise<ListeningEngine> {
    const logged: Logged[] = [];
    const server = new grpc.Server();
    const log: grpc.handleUnaryCall<LogRequest, Empty> = ({ request }, done) => {
        const { severity, message, urn } = request.toObject();
        logged.push({ severity, message, urn });
        done(null, new Empty());
    };
    server.addService(EngineService, { log });
    return { address: await listening(server), logged, stop: () => server.forceShutdown() };
}

function listening(server: grpc.Server): Promise<string> {
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
        );
    });
}
