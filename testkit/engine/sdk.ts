import { createRequire } from "node:module";
import path from "node:path";
import type * as grpcModule from "@grpc/grpc-js";
import type * as engineServices from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as engineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as providerServices from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as providerMessages from "@pulumi/pulumi/proto/provider_pb";
import type * as resourceServices from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import type * as statusMessages from "@pulumi/pulumi/proto/status_pb";
import type * as emptyMessages from "google-protobuf/google/protobuf/empty_pb";
import type * as structMessages from "google-protobuf/google/protobuf/struct_pb";

/** The Pulumi SDK that a program has installed: its processes, and the protocol they speak. */
export interface PulumiSdk {
    /** The script that runs a program. */
    runScript: string;
    /** The script that serves dynamic resources. */
    dynamicProviderScript: string;
    grpc: typeof grpcModule;
    engine: typeof engineServices & typeof engineMessages;
    provider: typeof providerServices & typeof providerMessages;
    resource: typeof resourceServices & typeof resourceMessages;
    status: typeof statusMessages;
    empty: typeof emptyMessages;
    struct: typeof structMessages;
    /** Reads YAML. */
    loadYaml: (text: string) => unknown;
}

/** As in the SDK: a message may be as large as a state. */
export const GRPC_OPTIONS = {
    "grpc.max_receive_message_length": 1024 * 1024 * 400,
    "grpc.max_send_message_length": 1024 * 1024 * 400,
};

const loaded = new Map<string, PulumiSdk>();

/**
 * Loads the SDK that the program in the folder uses, and through it what the SDK depends on: under pnpm nobody else
 * can see that.
 * @throws Error when it is not installed.
 */
export function loadPulumiSdk(programFolder: string): PulumiSdk {
    const file = findPulumi(programFolder);
    const known = loaded.get(file);
    if (known) return known;
    const require = createRequire(file);
    const load = (name: string): unknown => require(name) as unknown;
    const proto = (name: string): object => load(`@pulumi/pulumi/proto/${name}_pb`) as object;
    const messages = (name: string): unknown => ({ ...proto(`${name}_grpc`), ...proto(name) });
    const sdk: PulumiSdk = {
        runScript: require.resolve("@pulumi/pulumi/cmd/run"),
        dynamicProviderScript: require.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
        grpc: load("@grpc/grpc-js") as PulumiSdk["grpc"],
        engine: messages("engine") as PulumiSdk["engine"],
        provider: messages("provider") as PulumiSdk["provider"],
        resource: messages("resource") as PulumiSdk["resource"],
        status: proto("status") as PulumiSdk["status"],
        empty: load("google-protobuf/google/protobuf/empty_pb") as PulumiSdk["empty"],
        struct: load("google-protobuf/google/protobuf/struct_pb") as PulumiSdk["struct"],
        loadYaml: (load("js-yaml") as { load: PulumiSdk["loadYaml"] }).load,
    };
    loaded.set(file, sdk);
    return sdk;
}

function findPulumi(programFolder: string): string {
    try {
        return createRequire(path.join(programFolder, "_")).resolve("@pulumi/pulumi/package.json");
    } catch (cause) {
        throw new Error(
            `The program in ${programFolder} has no @pulumi/pulumi. Install its dependencies: npm install.`,
            { cause },
        );
    }
}
