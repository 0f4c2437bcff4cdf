import type { Clock } from "#provider/atlas/clock";
import path from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { HostConnection, Invoke } from "./hostConnection";
import { HostFailure } from "./hostFailure";
import { FRONT } from "./front";
import { HostInProcess } from "./hostInProcess";
import type { HostProcessOptions } from "./hostProcess";
import { HostProcess } from "./hostProcess";
import { PluginInProcess } from "./pluginInProcess";
import { PluginProcess } from "./pluginProcess";
import type { Kind } from "./kinds";
import { hostExportOf } from "./kinds";

export type Properties = Record<string, unknown>;

export type { Kind } from "./kinds";

/** What stands in users' state files: written out here, so that nobody can change it unawares. */
export function loaderOf(kind: Kind): string {
    return `exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").${hostExportOf(kind)}`;
}

// From this folder the package is found by its own name, as a user's program finds it among its dependencies.
const PROGRAM_FOLDER = path.join(__dirname, "../../examples/quickstart");

type Environment = Readonly<Record<string, string>>;

/** A provider host, spoken to as the engine does. */
export class Host {
    readonly #connection: HostConnection;

    private constructor(connection: HostConnection) {
        this.#connection = connection;
    }

    /**
     * Pulumi's host as a process of its own: for what is about processes, such as signals, limits of gRPC, or proxies.
     *
     * @param env is added to an environment that knows nothing of Atlas.
     */
    static asProcess(env: Environment = {}, options: HostProcessOptions = {}): Host {
        const environment = { ...environmentWithoutAtlas(), ...env };
        return new Host(
            (options.front ?? FRONT) === "plugin"
                ? new PluginProcess(PROGRAM_FOLDER, environment, options.args)
                : new HostProcess(PROGRAM_FOLDER, environment, options),
        );
    }

    /** The same without a process: it answers alike, and starts in no time. */
    static inProcess(env: Environment = {}, clock?: Clock): Host {
        return new Host(FRONT === "plugin" ? new PluginInProcess(env, clock) : new HostInProcess(env, clock));
    }

    /** The id of the host's process; undefined if it has none of its own. */
    get pid(): number | undefined {
        return this.#connection.pid;
    }

    /** Hands over the configuration of the provider instance, by full keys. */
    async configure(config: Readonly<Record<string, string | null>>): Promise<void> {
        const request = new messages.ConfigureRequest();
        request.setArgs(Struct.fromJavaScript(config));
        await this.#connection.call((client, done) => client.configure(request, done));
    }

    /** The calls that the engine makes for resources of a kind. */
    resource(kind: Kind): HostedResource {
        return new HostedResource(loaderOf(kind), this.#connection);
    }

    /** What Pulumi would have shown beside the run since the last call, line by line. */
    takeLines(): Promise<string[]> {
        return this.#connection.takeLines();
    }

    stop(): Promise<void> {
        return this.#connection.stop();
    }

    /** Tells the host to stop while calls are under way; resolves when it has ended. */
    interrupt(): Promise<void> {
        return this.#connection.interrupt();
    }
}

export interface DiffReply {
    /** Undefined: the provider does not say. */
    changes: boolean | undefined;
    replaces: string[];
    deleteBeforeReplace: boolean;
}

export interface CreateReply {
    id: string;
    outs: Properties;
}

export interface ReadReply {
    /** Empty when the resource is gone. */
    id: string;
    props: Properties;
    /** Undefined when the provider leaves them as they were. */
    inputs: Properties | undefined;
}

const CHANGES = new Map<number, boolean>([
    [messages.DiffResponse.DiffChanges.DIFF_NONE, false],
    [messages.DiffResponse.DiffChanges.DIFF_SOME, true],
]);

/** Resources of one kind. Adds `__provider` to all that is sent, and sees to it that it comes back. */
export class HostedResource {
    readonly #loader: string;
    readonly #connection: HostConnection;

    constructor(loader: string, connection: HostConnection) {
        this.#loader = loader;
        this.#connection = connection;
    }

    /** @param olds are the inputs of the last `up`; none for a new resource. */
    async check(news: Properties, olds?: Properties): Promise<{ inputs: Properties; failures: string[] }> {
        const request = new messages.CheckRequest();
        request.setOlds(olds === undefined ? new Struct() : this.#struct(olds));
        request.setNews(this.#struct(news));
        const response = await this.#call<messages.CheckResponse>((client, done) =>
            client.check(request, done),
        );
        const failures = response.getFailuresList();
        return {
            inputs: this.#properties(response.getInputs()),
            failures: failures.map((failure) => `${failure.getProperty()}: ${failure.getReason()}`),
        };
    }

    async diff(id: string, olds: Properties, news: Properties): Promise<DiffReply> {
        const request = new messages.DiffRequest();
        request.setId(id);
        request.setOlds(this.#struct(olds));
        request.setNews(this.#struct(news));
        const response = await this.#call<messages.DiffResponse>((client, done) =>
            client.diff(request, done),
        );
        return {
            changes: CHANGES.get(response.getChanges()),
            replaces: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
        };
    }

    async create(inputs: Properties): Promise<CreateReply> {
        const request = new messages.CreateRequest();
        request.setProperties(this.#struct(inputs));
        const response = await this.#call<messages.CreateResponse>((client, done) =>
            client.create(request, done),
        );
        return { id: response.getId(), outs: this.#properties(response.getProperties()) };
    }

    /** @param props is what state holds; for a resource that is only looked up, what the program gave. */
    async read(id: string, props: Properties = {}): Promise<ReadReply> {
        const request = new messages.ReadRequest();
        request.setId(id);
        request.setProperties(this.#struct(props));
        const response = await this.#call<messages.ReadResponse>((client, done) =>
            client.read(request, done),
        );
        const inputs = response.getInputs();
        return {
            id: response.getId(),
            props: this.#properties(response.getProperties()),
            inputs: inputs && this.#properties(inputs),
        };
    }

    async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
        const request = new messages.UpdateRequest();
        request.setId(id);
        request.setOlds(this.#struct(olds));
        request.setNews(this.#struct(news));
        const response = await this.#call<messages.UpdateResponse>((client, done) =>
            client.update(request, done),
        );
        return this.#properties(response.getProperties());
    }

    async delete(id: string, props: Properties): Promise<void> {
        const request = new messages.DeleteRequest();
        request.setId(id);
        request.setProperties(this.#struct(props));
        await this.#call((client, done) => client.delete(request, done));
    }

    async #call<Response>(invoke: Invoke<Response>): Promise<Response> {
        try {
            return await this.#connection.call(invoke);
        } catch (error) {
            throw this.#failure(error as ServiceError);
        }
    }

    #failure({ details, message, metadata }: ServiceError): HostFailure {
        const { "grpc-status-details-bin": _packed, ...others } = metadata.toJSON();
        const rest = JSON.stringify([message, others]);
        const [packed] = metadata.get("grpc-status-details-bin");
        const detail = packed && Status.deserializeBinary(packed as Buffer).getDetailsList()[0];
        if (!detail) {
            return new HostFailure(details, undefined, rest);
        }
        const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
        const recorded = {
            id: failed.getId(),
            properties: this.#properties(failed.getProperties()),
            reasons: failed.getReasonsList(),
        };
        return new HostFailure(details, recorded, rest);
    }

    #struct(properties: Properties): Struct {
        const whole = { ...properties, __provider: this.#loader };
        return Struct.fromJavaScript(whole);
    }

    /** Without the loader line, no later step of the engine could find the provider again. */
    #properties(struct: Struct | undefined): Properties {
        const { __provider: loader, ...properties } = struct?.toJavaScript() ?? {};
        if (loader !== this.#loader) {
            throw new Error(`The host answered with __provider ${JSON.stringify(loader)}.`);
        }
        return properties;
    }
}

/** Credentials of the person who runs the tests must not reach a host. */
function environmentWithoutAtlas(): NodeJS.ProcessEnv {
    return Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^(MONGODB_ATLAS|MCLI|PULUMI_ATLAS)_/.test(name)),
    );
}
