import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type {
    ReadResourceRequest,
    ReadResourceResponse,
    ResourceInvokeRequest,
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
    RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { SupportsFeatureRequest, SupportsFeatureResponse } from "@pulumi/pulumi/proto/resource_pb";
import { ReportedError } from "../diagnostics";
import type { Diagnostics } from "../diagnostics";
import type { EventQueue } from "../deploy/eventQueue";
import { readGoal, readReadGoal, readStruct, refuseUnsupported } from "./goalReader";
import type { PropertyMap } from "../values/properties";
import type { ProviderRegistry } from "../providers/providerRegistry";
import { ProviderLookup } from "./providerLookup";
import type { ResourceState } from "../state/resourceState";
import type { PulumiSdk } from "../sdk";
import type { SecretMask } from "../secretMask";
import { packageOf } from "../urns";
import { toWire, UnsupportedFeatureError } from "../values/wireValues";

export interface MonitorOptions {
    sdk: PulumiSdk;
    events: EventQueue;
    diagnostics: Diagnostics;
    mask: SecretMask;
    /** That of the stack, under full keys. */
    config: PropertyMap;
    projectFolder: string;
    providers: ProviderRegistry;
}

type Handler<Request, Response> = (request: Request) => Promise<Response>;

/**
 * The resource monitor that a program talks to: turns its calls into events and answers when they are through. What
 * the program could use, but this engine does not do, is announced all the same, so that it is refused by name.
 */
export class Monitor {
    readonly #options: MonitorOptions;
    readonly #providers: ProviderLookup;
    readonly #closed: Promise<never>;
    #close: (error: Error) => void = () => undefined;

    constructor(options: MonitorOptions) {
        this.#options = options;
        this.#providers = new ProviderLookup(options.events, options.config);
        this.#closed = new Promise((_, reject) => (this.#close = reject));
        this.#closed.catch(() => undefined);
    }

    /** Lets go of the program: calls that wait are told that nobody listens any more. */
    close(): void {
        this.#close(new Error("resource monitor shut down"));
    }

    get service(): UntypedServiceImplementation {
        return {
            supportsFeature: this.#serve((request: SupportsFeatureRequest) => this.#supportsFeature(request)),
            registerResource: this.#serve((request: RegisterResourceRequest) => this.#register(request)),
            registerResourceOutputs: this.#serve((request: RegisterResourceOutputsRequest) =>
                this.#registerOutputs(request),
            ),
            readResource: this.#serve((request: ReadResourceRequest) => this.#read(request)),
            signalAndWaitForShutdown: this.#serve(() => this.#waitForShutdown()),
            invoke: this.#serve((request: ResourceInvokeRequest) => this.#invoke(request)),
            call: this.#refuse(
                (request: { getTok(): string }) => `calls of component methods (${request.getTok()})`,
            ),
            registerStackTransform: this.#refuse(() => "transforms"),
            registerStackInvokeTransform: this.#refuse(() => "transforms"),
            registerResourceHook: this.#refuse(() => "resource hooks"),
            registerErrorHook: this.#refuse(() => "resource hooks"),
            registerPackage: this.#refuse(
                (request: { getName(): string }) => `packages (${request.getName()})`,
            ),
        };
    }

    #serve<Request, Response>(handle: Handler<Request, Response>) {
        const { UNAVAILABLE } = this.#options.sdk.grpc.status;
        return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
            Promise.race([this.#guard(() => handle(call.request)), this.#closed]).then(
                (response) => callback(null, response),
                // The SDK takes this code as the end of the run, and says nothing of it.
                (error: unknown) => callback({ code: UNAVAILABLE, details: String(error) }),
            );
        };
    }

    #refuse<Request>(feature: (request: Request) => string) {
        return this.#serve((request: Request) =>
            Promise.reject(new UnsupportedFeatureError(feature(request))),
        );
    }

    /** An error of ours ends the run. */
    async #guard<Response>(handle: () => Promise<Response>): Promise<Response> {
        try {
            return await handle();
        } catch (error) {
            const { events, diagnostics } = this.#options;
            const message = error instanceof Error ? error.message : String(error);
            diagnostics.error(message);
            events.finish(new ReportedError(message));
            throw error;
        }
    }

    #supportsFeature(request: SupportsFeatureRequest): Promise<SupportsFeatureResponse> {
        const response = new this.#options.sdk.resource.SupportsFeatureResponse();
        response.setHassupport(FEATURES.has(request.getId()));
        return Promise.resolve(response);
    }

    async #register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
        const { events, sdk, mask, projectFolder } = this.#options;
        refuseUnsupported(request);
        const goal = readGoal(request, await this.#providers.inherit(request), projectFolder);
        goal.deletedWith = request.getDeletedwith();
        mask.learn(goal.properties);
        const state = await new Promise<ResourceState>((done) =>
            events.push({ kind: "register", goal, done }),
        );
        this.#providers.register(request, goal, state);
        const response = new sdk.resource.RegisterResourceResponse();
        response.setUrn(state.urn);
        response.setId(state.id);
        // A component's outputs are what its program makes of them.
        response.setObject(this.#struct(goal.custom ? (state.outputs ?? {}) : {}));
        return response;
    }

    async #registerOutputs(request: RegisterResourceOutputsRequest): Promise<Empty> {
        const { events, sdk } = this.#options;
        const urn = request.getUrn();
        const outputs = readStruct(request.getOutputs());
        await new Promise<void>((done) => events.push({ kind: "outputs", urn, outputs, done }));
        return new sdk.empty.Empty();
    }

    async #read(request: ReadResourceRequest): Promise<ReadResourceResponse> {
        const { events, sdk, mask, projectFolder } = this.#options;
        if (request.getPackageref() !== "") throw new UnsupportedFeatureError("packages");
        const provider = await this.#providerOf(request.getProvider(), request.getType());
        const goal = readReadGoal(request, provider, projectFolder);
        mask.learn(goal.properties);
        const id = request.getId();
        const state = await new Promise<ResourceState>((done) =>
            events.push({ kind: "read", id, goal, done }),
        );
        const response = new sdk.resource.ReadResourceResponse();
        response.setUrn(state.urn);
        response.setProperties(this.#struct(state.outputs ?? {}));
        return response;
    }

    async #invoke(request: ResourceInvokeRequest): Promise<InvokeResponse> {
        const { sdk, mask, providers } = this.#options;
        const token = request.getTok();
        const reference = await this.#providerOf(request.getProvider(), token);
        const provider = providers.get(reference);
        if (!provider) throw new Error(`unknown provider '${reference}' for ${token}`);
        const { result, failures } = await provider.invoke(token, readStruct(request.getArgs()));
        mask.learn(result);
        const response = new sdk.provider.InvokeResponse();
        response.setReturn(this.#struct(result));
        response.setFailuresList(
            failures.map(({ property, reason }) => {
                const failure = new sdk.provider.CheckFailure();
                failure.setProperty(property);
                failure.setReason(reason);
                return failure;
            }),
        );
        return response;
    }

    async #providerOf(given: string, token: string): Promise<string> {
        return given === "" ? this.#providers.defaultProvider(packageOf(token)) : given;
    }

    /** The program has nothing more to ask; it stays until the run is over. */
    #waitForShutdown(): Promise<Empty> {
        this.#options.events.finish();
        return this.#closed.catch(() => new this.#options.sdk.empty.Empty());
    }

    #struct(outputs: PropertyMap) {
        const wire = toWire(outputs, { keepUnknowns: true, keepSecrets: true, keepResources: true });
        return this.#options.sdk.struct.Struct.fromJavaScript(wire);
    }
}

const FEATURES = new Set([
    "secrets",
    "resourceReferences",
    "outputValues",
    "aliasSpecs",
    "deletedWith",
    "replaceWith",
    "replacementTrigger",
    "transforms",
    "invokeTransforms",
    "parameterization",
    "resourceHooks",
    "errorHooks",
]);
