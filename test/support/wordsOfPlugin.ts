import type { ResourceDefinition } from "#provider/schema/schema";
import type * as grpc from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { ErrorResourceInitFailed, ReadResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as kinds from "#provider/kinds";
import { tokenOf } from "#provider/packageFile";
import { unwrapSecrets } from "#provider/plugin/wireValues";
import { inWordsOfDynamicResources } from "./front";

type Message = Readonly<Record<string, ((value?: unknown) => unknown) | undefined>>;
type Done = (error: grpc.ServiceError | null, response?: Message) => unknown;
type Method = (request: Message, done: Done) => unknown;

const METHODS = ["configure", "check", "diff", "create", "read", "update", "delete"] as const;

/** The fields of messages that hold properties of a resource. */
const FIELDS = ["Olds", "News", "Properties", "Inputs"];

/** Says in the plugin's words what suites say in those of a host of dynamic resources, and the answers in theirs. */
export function inWordsOfPlugin(client: ResourceProviderClient): ResourceProviderClient {
    const methods = client as unknown as Readonly<Record<string, Method>>;
    const translated = METHODS.map((name) => {
        const call: Method = (request, done) => {
            if (name === "configure") {
                withoutNamespace(request);
            }
            const loader = withoutLoader(request);
            methods[name]!.call(client, request, (error, response) => {
                if (error === null && response !== undefined) {
                    withLoader(response, loader);
                }
                done(error === null ? null : withLoaderInError(error, loader), response);
            });
        };
        return [name, call] as const;
    });
    return Object.fromEntries(translated) as unknown as ResourceProviderClient;
}

function withoutNamespace(request: Message): void {
    const args = request["getArgs"]?.() as Struct | undefined;
    const settings = Object.entries(args?.toJavaScript() ?? {}).map(([key, value]) => [
        key.replace(/^mongodbatlas:/, ""),
        value,
    ]);
    request["setArgs"]?.(Struct.fromJavaScript(Object.fromEntries(settings) as Record<string, never>));
}

/** Says by a URN what a host is told by the loader line; returns that. */
function withoutLoader(request: Message): string | undefined {
    let loader: string | undefined;
    for (const [field, struct] of structsOf(request)) {
        const { __provider: line, ...properties } = struct.toJavaScript();
        loader ??= line as string | undefined;
        request[`set${field}`]?.(Struct.fromJavaScript(properties));
    }
    if (loader !== undefined) {
        const { kind } = definitionOf(loader);
        request["setUrn"]?.(`urn:pulumi:test::test::${tokenOf(kind)}::resource`);
        // Pulumi sends the inputs as well, unless it imports.
        request["setInputs"]?.(inputsIn(request["getProperties"]?.() as Struct | undefined, loader));
    }
    return loader;
}

function definitionOf(loader: string): ResourceDefinition {
    return kinds[loader.slice(loader.lastIndexOf(".") + 1) as keyof typeof kinds].definition;
}

/** What a program has given that state shows; a host of dynamic resources is told no secrets. */
function inputsIn(properties: Struct | undefined, loader: string): Struct {
    const { inputs, secrets } = definitionOf(loader);
    const given = Object.entries(properties?.toJavaScript() ?? {}).filter(
        ([name]) => inputs.includes(name) && !secrets.includes(name),
    );
    return Struct.fromJavaScript(Object.fromEntries(given));
}

function withLoader(response: Message, loader: string | undefined): void {
    for (const [field, struct] of structsOf(response)) {
        response[`set${field}`]?.(structWithLoader(struct, loader));
    }
    const failures = (response["getFailuresList"]?.() ?? []) as CheckFailure[];
    for (const failure of failures) {
        failure.setReason(inWordsOfDynamicResources(failure.getReason()));
    }
    if (loader === undefined || !(response instanceof ReadResponse)) {
        return;
    }
    if (response.getId() === "") {
        response.setProperties(structWithLoader(new Struct(), loader));
    } else if ((definitionOf(loader).internalInputs ?? []).length > 0) {
        // A host of dynamic resources leaves to Pulumi what it would have to repeat.
        response.setInputs(undefined);
    }
}

function structsOf(message: Message): [string, Struct][] {
    return FIELDS.flatMap((field): [string, Struct][] => {
        const struct = message[`get${field}`]?.();
        return struct instanceof Struct ? [[field, struct]] : [];
    });
}

function structWithLoader(struct: Struct, loader: string | undefined): Struct {
    const properties = unwrapSecrets(struct.toJavaScript());
    return Struct.fromJavaScript({
        ...properties,
        ...(loader !== undefined && { __provider: loader }),
    });
}

function withLoaderInError(error: grpc.ServiceError, loader: string | undefined): grpc.ServiceError {
    error.details = inWordsOfDynamicResources(error.details);
    error.message = inWordsOfDynamicResources(error.message);
    const [packed] = error.metadata.get("grpc-status-details-bin");
    if (packed === undefined) {
        return error;
    }
    const status = Status.deserializeBinary(packed as Buffer);
    const [detail = new Any()] = status.getDetailsList();
    const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    failed.setProperties(structWithLoader(failed.getProperties() ?? new Struct(), loader));
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    error.metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return error;
}
