import type { ServiceError } from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

/** One call of the protocol: "client.create(request, done)". */
export type Invoke<Response> = (
    client: ResourceProviderClient,
    done: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** The way to a provider host, be it a process of its own or not. */
export interface HostConnection {
    /** Undefined if it is no process of its own. */
    readonly pid: number | undefined;
    call<Response>(invoke: Invoke<Response>): Promise<Response>;
    /** What the host has written to stderr since the last call, line by line. */
    takeLines(): Promise<string[]>;
    /** Ends the host, as Pulumi does after a run. */
    stop(): Promise<void>;
    /** Tells the host to end while calls are under way; resolves when it has ended. */
    interrupt(): Promise<void>;
}

export function answerTo<Response>(
    client: ResourceProviderClient,
    invoke: Invoke<Response>,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        invoke(client, (error, response) => {
            if (error) {
                reject(error);
            } else {
                resolve(response);
            }
        });
    });
}
