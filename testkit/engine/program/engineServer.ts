import type { sendUnaryData, Server, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { Diagnostics } from "../diagnostics";
import type { Monitor } from "./monitor";
import type { PulumiSdk } from "../sdk";
import type { Diagnostic } from "../stack";
import { GRPC_OPTIONS } from "../sdk";

/** What program and provider host call: the engine, and for a program the resource monitor. */
export class EngineServer {
    readonly address: string;
    readonly #server: Server;

    private constructor(server: Server, address: string) {
        this.#server = server;
        this.address = address;
    }

    /** Listens on a port of its own on the loopback address. */
    static start(
        sdk: PulumiSdk,
        diagnostics: Diagnostics,
        monitor: Monitor | undefined,
    ): Promise<EngineServer> {
        const server = new sdk.grpc.Server(GRPC_OPTIONS);
        server.addService(sdk.engine.EngineService, engineService(sdk, diagnostics));
        if (monitor) server.addService(sdk.resource.ResourceMonitorService, monitor.service);
        return new Promise((resolve, reject) => {
            server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
                if (error) reject(error);
                else resolve(new EngineServer(server, `127.0.0.1:${port}`));
            });
        });
    }

    stop(): void {
        this.#server.forceShutdown();
    }
}

type Call<Request> = ServerUnaryCall<Request, unknown>;

function engineService(sdk: PulumiSdk, diagnostics: Diagnostics): UntypedServiceImplementation {
    let rootUrn = "";
    return {
        log: ({ request }: Call<LogRequest>, callback: sendUnaryData<unknown>) => {
            log(sdk, diagnostics, request);
            callback(null, new sdk.empty.Empty());
        },
        getRootResource: (_: Call<unknown>, callback: sendUnaryData<unknown>) => {
            const response = new sdk.engine.GetRootResourceResponse();
            response.setUrn(rootUrn);
            callback(null, response);
        },
        setRootResource: ({ request }: Call<{ getUrn(): string }>, callback: sendUnaryData<unknown>) => {
            rootUrn = request.getUrn();
            callback(null, new sdk.engine.SetRootResourceResponse());
        },
    };
}

function log({ engine }: PulumiSdk, diagnostics: Diagnostics, request: LogRequest): void {
    const { INFO, WARNING, ERROR } = engine.LogSeverity;
    // Ephemeral messages are for a live display only; debug messages are for Pulumi's own developers.
    if (request.getEphemeral()) return;
    const severities = new Map<number, Diagnostic["severity"]>([
        [INFO, "info"],
        [WARNING, "warning"],
        [ERROR, "error"],
    ]);
    const severity = severities.get(request.getSeverity());
    if (severity) diagnostics.report(severity, request.getMessage(), request.getUrn());
}
