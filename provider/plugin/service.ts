import type * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { CheckFailure } from "../schema/checks";
import { objectIdProblem } from "../schema/checks";
import type { ListedResource } from "../runtime/lifecycle";
import { OperationError } from "../runtime/operationErrors";
import { checkConfiguration } from "./configuration";
import {
    nameIn,
    PACKAGE_VERSION,
    PLUGIN_DOWNLOAD_URL,
    readPackageFile,
    withSettingsOfPlugin,
} from "../packageFile";
import { asServiceError, unwrapSecrets, received, toStruct } from "./wireValues";
import type { Plugin } from "./plugin";
import type { ResourceKind, ResourceName, WireChange } from "./resources";
import type { WireProperties } from "./wireValues";
import type { ConfigurableInstance } from "../runtime/createProviderInstance";
import type { Properties } from "../schema/properties";
import { containsUnknown } from "../schema/properties";
import { answer, argumentProblems } from "../functions/lookUp";
import type { ProviderFunction } from "../functions/lookUp";
import * as lookUps from "../lookUps";

/**
 * Pulumi's protocol of provider plugins: messages in, messages out. What it does not serve answers "unimplemented".
 *
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function providerService(plugin: Plugin): Partial<IResourceProviderServer> {
    const { log, environment } = plugin.surroundings;

    /** Answers a call that is about a resource, or about none. */
    function answering<Request extends object, Response>(
        answer: (request: Request) => Promise<Response> | Response,
    ): grpc.handleUnaryCall<Request, Response> {
        return ({ request }, done) => {
            const { getUrn } = request as { getUrn?: () => string };
            void log.about(getUrn?.call(request) ?? "", async () => {
                try {
                    const response = await answer(request);
                    await log.flush();
                    done(null, response);
                } catch (error) {
                    await log.flush();
                    done(isServiceError(error) ? error : asServiceError(error, plugin.redact));
                }
            });
        };
    }

    return {
        getSchema: answering(() => {
            const response = new pb.GetSchemaResponse();
            response.setSchema(JSON.stringify(servedSchema()));
            return response;
        }),

        getPluginInfo: answering(() => {
            const info = new PluginInfo();
            info.setVersion(PACKAGE_VERSION);
            return info;
        }),

        attach: answering((request: PluginAttach) => {
            log.attach(request.getAddress());
            return new Empty();
        }),

        // The access tokens are handed back when the process is told to stop.
        cancel: answering(() => {
            plugin.cancel();
            return new Empty();
        }),

        checkConfig: answering((request: pb.CheckRequest) => {
            const given = received(request.getNews());
            plugin.hold(given);
            const { inputs, failures } = checkConfiguration(given, environment);
            return checkResponse(inputs, failures);
        }),

        // Another credential is no other organization: a provider is never replaced.
        diffConfig: answering((request: pb.DiffRequest) => {
            const response = new pb.DiffResponse();
            const [old, wanted] = [received(request.getOldInputs()), received(request.getNews())];
            const isSame =
                JSON.stringify(sorted(unwrapSecrets(old))) === JSON.stringify(sorted(unwrapSecrets(wanted)));
            response.setChanges(
                isSame ? pb.DiffResponse.DiffChanges.DIFF_NONE : pb.DiffResponse.DiffChanges.DIFF_SOME,
            );
            return response;
        }),

        configure: answering((request: pb.ConfigureRequest) => {
            plugin.configure(received(request.getArgs()));
            const response = new pb.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setSupportspreview(true);
            response.setAcceptresources(false);
            response.setAcceptoutputs(false);
            return response;
        }),

        invoke: answering(async (request: pb.InvokeRequest) => {
            const given = received(request.getArgs());
            plugin.hold(given);
            const { result, failures } = await callFunction(
                plugin.instance,
                request.getTok(),
                unwrapSecrets(given),
            );
            const response = new pb.InvokeResponse();
            response.setFailuresList(failures.map((reason) => checkFailure({ property: "", reason })));
            if (result !== undefined) {
                response.setReturn(toStruct(result as WireProperties));
            }
            return response;
        }),

        check: answering(async (request: pb.CheckRequest) => {
            const resource = resourceNameOf(request.getUrn());
            const [old, given] = [received(request.getOlds()), received(request.getNews())];
            const { inputs, failures } = await kindOf(request).check(resource, old, given);
            return checkResponse(inputs, failures);
        }),

        diff: answering(async (request: pb.DiffRequest) => {
            const difference = await kindOf(request).diff(changeIn(request));
            const response = new pb.DiffResponse();
            const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
            response.setChanges(difference.hasChanges ? DIFF_SOME : DIFF_NONE);
            response.setReplacesList([...difference.replaces]);
            response.setDeletebeforereplace(difference.deleteBeforeReplace);
            response.setDiffsList([...difference.changed]);
            const { details } = difference;
            details.forEach((detail, path) => response.getDetaileddiffMap().set(path, detail));
            response.setHasdetaileddiff(details.size > 0);
            return response;
        }),

        create: answering(async (request: pb.CreateRequest) => {
            const wanted = received(request.getProperties());
            const kind = kindOf(request);
            const { id, outputs } = request.getPreview()
                ? { id: "", outputs: kind.previewCreate(wanted) }
                : await kind.create(wanted).catch(recording(kind, wanted));
            const response = new pb.CreateResponse();
            response.setId(id);
            response.setProperties(toStruct(outputs));
            return response;
        }),

        read: answering(async (request: pb.ReadRequest) => {
            // An import has no properties at all; what is looked up has those that the program gave.
            const known = request.hasInputs() ? received(request.getProperties()) : undefined;
            const read = await kindOf(request).read(request.getId(), known, received(request.getInputs()));
            const response = new pb.ReadResponse();
            if (read !== undefined) {
                response.setId(read.id);
                response.setProperties(toStruct(read.outputs));
                response.setInputs(toStruct(read.inputs));
            }
            return response;
        }),

        update: answering(async (request: pb.UpdateRequest) => {
            const kind = kindOf(request);
            const change = changeIn(request);
            const outputs = request.getPreview()
                ? kind.previewUpdate(change)
                : await kind.update(change).catch(recording(kind, { ...change.old, ...change.wanted }));
            const response = new pb.UpdateResponse();
            response.setProperties(toStruct(outputs));
            return response;
        }),

        delete: answering(async (request: pb.DeleteRequest) => {
            await kindOf(request).delete(request.getId(), received(request.getProperties()));
            return new Empty();
        }),
        list: (call) => {
            void listed(call.request).then(
                (resources) => {
                    resources.forEach((resource) => call.write(listResponse(resource)));
                    call.end();
                },
                (error: unknown) => call.destroy(asError(asServiceError(error, plugin.redact))),
            );
        },
    };

    /** The query names the organization, as an import does: { "orgId": "…" }. */
    async function listed(request: pb.ListRequest): Promise<ListedResource[]> {
        const query = received(request.getQuery());
        plugin.hold(query);
        const { orgId } = unwrapSecrets(query);
        const problem = objectIdProblem(orgId);
        if (problem !== undefined) {
            throw new Error(`orgId, in the query: ${problem}`);
        }
        const limit = request.getLimit() < 1 ? undefined : request.getLimit();
        return plugin.kind(request.getToken()).list(orgId as string, limit);
    }

    function checkResponse(inputs: WireProperties, failures: readonly CheckFailure[]): pb.CheckResponse {
        const response = new pb.CheckResponse();
        response.setInputs(toStruct(inputs));
        response.setFailuresList(failures.map(checkFailure));
        return response;
    }

    function checkFailure({ property, reason }: CheckFailure): pb.CheckFailure {
        const failed = new pb.CheckFailure();
        failed.setProperty(property);
        failed.setReason(withSettingsOfPlugin(plugin.redact(reason)));
        return failed;
    }

    /** Fails with what Atlas holds all the same. */
    function recording(kind: ResourceKind, sent: WireProperties): (error: unknown) => never {
        return (error) => {
            const recorded = error instanceof OperationError ? error.recorded : undefined;
            throw asError(
                asServiceError(
                    error,
                    plugin.redact,
                    recorded && { id: recorded.id, outputs: kind.outputs(recorded.outputs, sent) },
                ),
            );
        };
    }

    function kindOf(request: { getUrn(): string }): ResourceKind {
        return plugin.kind(typeIn(request.getUrn()));
    }
}

/** The committed schema knows no version, and not who publishes the plugin where. */
function servedSchema(): object {
    return {
        ...(readPackageFile("schema.json") as object),
        version: PACKAGE_VERSION,
        ...(PLUGIN_DOWNLOAD_URL !== undefined && { pluginDownloadURL: PLUGIN_DOWNLOAD_URL }),
    };
}

/** A URN is "urn:pulumi:<stack>::<project>::<types, of parents first>::<name>". */
function typeIn(urn: string): string {
    const types = urn.split("::")[2] ?? "";
    return types.slice(types.lastIndexOf("$") + 1);
}

const STACK_TYPE = "pulumi:pulumi:Stack";

function resourceNameOf(urn: string): ResourceName {
    const [, , types = "", ...name] = urn.split("::");
    const around = types.split("$").slice(0, -1);
    return { urn, name: name.join("::"), componentTypes: around.filter((type) => type !== STACK_TYPE) };
}

function changeIn(request: pb.DiffRequest | pb.UpdateRequest): WireChange {
    return { id: request.getId(), old: received(request.getOlds()), wanted: received(request.getNews()) };
}

function listResponse({ id, name }: ListedResource): pb.ListResponse {
    const result = new pb.ListResponse.Result();
    result.setId(id);
    result.setName(name);
    const response = new pb.ListResponse();
    response.setResult(result);
    return response;
}

function asError(failure: Partial<grpc.ServiceError>): Error {
    return Object.assign(new Error(failure.details), failure);
}

function isServiceError(error: unknown): error is grpc.ServiceError {
    return error instanceof Error && "code" in error && "details" in error;
}

function sorted(properties: object): [string, unknown][] {
    return Object.entries(properties).sort(([one], [other]) => (one < other ? -1 : 1));
}

type AnyLookUp = ProviderFunction<object, unknown>;

const BY_NAME = new Map(Object.values(lookUps).map((lookUp) => [lookUp.name, lookUp as AnyLookUp]));

/** What came of a call of a function: what is wrong with its arguments, or its result. */
export interface Called {
    readonly result?: object;
    readonly failures: readonly string[];
}

/** Runs a look-up. @throws Error if there is no such function, or if the look-up fails. */
export async function callFunction(
    instance: ConfigurableInstance,
    token: string,
    args: Properties,
): Promise<Called> {
    const lookUp = BY_NAME.get(nameIn(token));
    if (lookUp === undefined) {
        throw new Error(`There is no function ${token}; there are ${[...BY_NAME.keys()].join(", ")}.`);
    }
    const failures = argumentProblems(lookUp, args);
    if (failures.length > 0) {
        return { failures };
    }
    if (containsUnknown(args)) {
        throw new Error(`${lookUp.name}: its arguments are not known yet.`);
    }
    const result = (await answer(lookUp, args, instance)) as object;
    return { result, failures: [] };
}
