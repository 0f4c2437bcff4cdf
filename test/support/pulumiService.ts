import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

const SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
const load = createRequire(SCRIPT);

type Done = (error: grpc.ServiceError | null, response?: unknown) => void;
type Method = (call: { request: unknown }, done: Done) => unknown;
export type Service = Readonly<Record<string, Method>>;

/** What the script of Pulumi's host is told, in place of its process. */
export interface ServiceSurroundings {
    /** What the loader line in the properties of a resource stands for. */
    readonly providerOf: (loader: string) => object;
    /** What it writes to stderr. */
    readonly onLines: (text: string) => void;
}

/**
 * Pulumi's own service of dynamic resources, from the script of its host, without a process and without a server.
 * Requests and answers are put into bytes and back, as on their way over gRPC; what is limited there, such as the size
 * of an error, is not limited here.
 */
export function pulumiService(surroundings: ServiceSurroundings): ResourceProviderClient {
    return clientOf(runScript(surroundings));
}

/** What calls a service, without a process and without a server. */
export function clientOf(service: Service): ResourceProviderClient {
    const methods = Object.entries(ResourceProviderService).map(([name, definition]) => {
        const call = (request: unknown, done: Done) => {
            const carried = carriedRequest(definition, request);
            // As a message that arrives: others, and timers, have their turns in between.
            setImmediate(() => void service[name]!({ request: carried }, answer));
            function answer(error: grpc.ServiceError | null, response?: unknown): void {
                if (error) {
                    done(asReceived(error));
                } else {
                    done(null, carriedResponse(definition, response));
                }
            }
        };
        return [name, call] as const;
    });
    return Object.fromEntries(methods) as unknown as ResourceProviderClient;
}

type Definition = grpc.MethodDefinition<unknown, unknown>;

function carriedRequest({ requestSerialize, requestDeserialize }: Definition, request: unknown): unknown {
    return requestDeserialize(requestSerialize(request));
}

function carriedResponse({ responseSerialize, responseDeserialize }: Definition, response: unknown): unknown {
    return responseDeserialize(responseSerialize(response));
}

/** A service fails with any error; gRPC makes a status of it. */
function asReceived(error: Partial<grpc.ServiceError>): grpc.ServiceError {
    const { message, details = message ?? "", metadata = new grpc.Metadata() } = error;
    const code = grpc.status.UNKNOWN;
    return Object.assign(new Error(`${code} UNKNOWN: ${details}`), { code, details, metadata });
}

const script = compileFunction(readFileSync(SCRIPT, "utf8"), ["exports", "require", "process", "console"], {
    filename: SCRIPT,
}) as (exports: object, require: (id: string) => unknown, process: object, console: object) => void;

/** Runs the script anew, so that it knows nothing of what another host remembers. */
function runScript({ providerOf, onLines }: ServiceSurroundings): Service {
    let service: Service = {};
    class Server {
        addService(_definition: unknown, added: Service): void {
            service = added;
        }

        bindAsync(_address: string, _credentials: unknown, done: (error: null, port: number) => void): void {
            done(null, 1);
        }
    }
    const stubs: Record<string, unknown> = {
        "source-map-support/register": {},
        "@grpc/grpc-js": { ...grpc, Server },
        "require-from-string": (loader: string) => ({ handler: () => providerOf(loader) }),
    };
    const process = { argv: ["node", SCRIPT, "127.0.0.1:1"], on: () => undefined };
    const console = { error: onLines, log: () => undefined };
    script({}, (id) => stubs[id] ?? load(id), process, console);
    return service;
}
