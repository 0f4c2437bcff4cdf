import type {
    CheckResponse,
    ConfigureResponse,
    CreateResponse,
    DiffResponse,
    ReadResponse,
    UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PulumiSdk } from "../sdk";
import type { PropertyMap } from "../values/properties";
import { annotateSecrets, containsInstance, Unknown } from "../values/properties";
import { InitError, readProviderError } from "./providerErrors";
import type { HostCall, ProviderHost } from "./providerHost";
import type { Address, KnownProperties, UnknownOptions } from "./providerMessages";
import { ProviderMessages } from "./providerMessages";
import type { CheckResult, DiffResult, OperationResult } from "./providerResults";
import { DiffUnavailableError } from "./providerResults";

export interface DynamicProviderOptions {
    sdk: PulumiSdk;
    isPreview: boolean;
    /** Starts the process that serves this provider. */
    startHost: () => ProviderHost;
}

/** In a response of a real operation everything is known. */
const KNOWN = { rejectUnknowns: true };

/**
 * One instance of the provider of dynamic resources, as the engine sees it (pkg/resource/plugin/provider_plugin.go):
 * it hands plain values to its host, and marks as secret what comes back under the key of a secret.
 */
export class DynamicProvider {
    readonly #sdk: PulumiSdk;
    readonly #messages: ProviderMessages;
    readonly #isPreview: boolean;
    readonly #startHost: () => ProviderHost;
    #host: ProviderHost | undefined;
    #configured: Promise<unknown> | undefined;

    constructor({ sdk, isPreview, startHost }: DynamicProviderOptions) {
        this.#sdk = sdk;
        this.#messages = new ProviderMessages(sdk);
        this.#isPreview = isPreview;
        this.#startHost = startHost;
    }

    /** Whether the host has a whole configuration; only a preview may go on without. */
    get isKnown(): boolean {
        return this.#configured !== undefined;
    }

    /** Starts the host for a configuration, as the real engine does before it looks at the next registration. */
    async load(inputs: PropertyMap): Promise<void> {
        if (containsInstance(inputs, Unknown)) return;
        this.#host ??= this.#startHost();
        await this.#host.ready();
    }

    /** Hands over the configuration, unless part of it is not known yet. Does not wait for the host. */
    configure(inputs: PropertyMap): void {
        if (containsInstance(inputs, Unknown)) return;
        const request = this.#messages.configure(inputs);
        this.#host ??= this.#startHost();
        this.#configured = this.#host.call<ConfigureResponse>((client, done) =>
            client.configure(request, done),
        );
        // Whoever calls first hears of it.
        this.#configured.catch(() => undefined);
    }

    async check(urn: string, olds: PropertyMap | undefined, news: PropertyMap): Promise<CheckResult> {
        if (!this.isKnown) return { inputs: news, failures: [] };
        const request = this.#messages.check(urn, olds, news, { keepUnknowns: this.#isPreview });
        const response = await this.#call<CheckResponse>((client, done) => client.check(request, done));
        const inputs = this.#messages.properties(response.getInputs(), { rejectUnknowns: !this.#isPreview });
        annotateSecrets(inputs, news);
        const failures = response.getFailuresList().map((failure) => ({
            property: failure.getProperty(),
            reason: failure.getReason(),
        }));
        return { inputs, failures };
    }

    /** @throws DiffUnavailableError in a preview that does not know the provider's configuration. */
    async diff(
        address: Address,
        olds: KnownProperties,
        news: PropertyMap,
        options: UnknownOptions & { ignoreChanges: string[] },
    ): Promise<DiffResult> {
        if (!this.isKnown) throw new DiffUnavailableError();
        const request = this.#messages.diff(address, olds, news, options);
        const response = await this.#call<DiffResponse>((client, done) => client.diff(request, done));
        const { DIFF_NONE, DIFF_SOME } = this.#sdk.provider.DiffResponse.DiffChanges;
        const changes = response.getChanges();
        return {
            hasChanges: changes === DIFF_SOME || (changes === DIFF_NONE ? false : undefined),
            replaceKeys: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
        };
    }

    async create(urn: string, inputs: PropertyMap): Promise<OperationResult> {
        // The host knows no preview: inputs stand for outputs, and what is missing is unknown to the program.
        if (this.#isPreview) return { id: "", outputs: this.isKnown ? { ...inputs } : {} };
        const request = this.#messages.create(urn, inputs);
        const result = await keepPartial(async () => {
            const response = await this.#call<CreateResponse>((client, done) => client.create(request, done));
            return {
                id: response.getId(),
                outputs: this.#messages.properties(response.getProperties(), KNOWN),
            };
        });
        if (result.id === "") throw new Error(`plugin returned empty resource.ID from create '${urn}'`);
        annotateSecrets(result.outputs, inputs);
        return result;
    }

    async update(
        address: Address,
        olds: KnownProperties,
        news: PropertyMap,
        ignoreChanges: string[],
    ): Promise<OperationResult> {
        const { id } = address;
        if (this.#isPreview) return { id, outputs: this.isKnown ? { ...news } : {} };
        const request = this.#messages.update(address, olds, news, ignoreChanges);
        const result = await keepPartial(async () => {
            const response = await this.#call<UpdateResponse>((client, done) => client.update(request, done));
            return { id, outputs: this.#messages.properties(response.getProperties(), KNOWN) };
        });
        annotateSecrets(result.outputs, news);
        return result;
    }

    /** An empty id in the result means that the resource is gone. */
    async read(address: Address, known: KnownProperties): Promise<OperationResult> {
        if (!this.isKnown) return { id: "", outputs: {}, inputs: {} };
        const request = this.#messages.read(address, known);
        const result = await keepPartial(async () => {
            const response = await this.#call<ReadResponse>((client, done) => client.read(request, done));
            const outputs = this.#messages.properties(response.getProperties(), KNOWN);
            const inputs = response.getInputs();
            const read = { id: response.getId(), outputs };
            return inputs ? { ...read, inputs: this.#messages.properties(inputs, KNOWN) } : read;
        });
        annotateSecrets(result.inputs, known.inputs);
        annotateSecrets(result.outputs, known.outputs);
        return result;
    }

    async delete(address: Address, known: KnownProperties): Promise<void> {
        const request = this.#messages.delete(address, known);
        await this.#call<Empty>((client, done) => client.delete(request, done));
    }

    async stop(): Promise<void> {
        await this.#host?.stop();
    }

    async #call<Response>(invoke: HostCall<Response>): Promise<Response> {
        try {
            await this.#configured;
            if (!this.#host) throw new Error("the provider is not configured");
            return await this.#host.call(invoke);
        } catch (error) {
            throw readProviderError(error, this.#sdk);
        }
    }
}

/** A failed operation may have made the resource all the same. */
async function keepPartial(operate: () => Promise<OperationResult>): Promise<OperationResult> {
    try {
        return await operate();
    } catch (error) {
        if (!(error instanceof InitError)) throw error;
        return { id: error.id, outputs: error.properties, error };
    }
}
