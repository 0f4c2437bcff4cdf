import type {
    CheckResponse,
    ConfigureResponse,
    CreateResponse,
    DiffResponse,
    InvokeResponse,
    ReadResponse,
    UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PulumiSdk } from "../sdk";
import type { PropertyMap } from "../values/properties";
import { annotateSecrets, containsInstance, Unknown } from "../values/properties";
import { InitError, isUnimplemented, readProviderError } from "./providerErrors";
import type { HostCall, ProviderHost } from "./providerHost";
import type { Address, KnownProperties, UnknownOptions } from "./providerMessages";
import { ProviderMessages } from "./providerMessages";
import type { CheckFailure, CheckResult, DiffResult, InvokeResult, OperationResult } from "./providerResults";
import { DiffUnavailableError } from "./providerResults";

export interface ProviderOptions {
    sdk: PulumiSdk;
    isPreview: boolean;
    /** Starts the process that serves this provider. */
    startHost: () => ProviderHost;
}

/** A process that has its configuration, and what it has said that it can do. */
interface ConfiguredHost {
    messages: ProviderMessages;
    acceptsSecrets: boolean;
    supportsPreview: boolean;
}

/** In a response of a real operation everything is known. */
const KNOWN = { rejectUnknowns: true };

/**
 * One instance of a provider, as the engine sees it (pkg/resource/plugin/provider_plugin.go). One that speaks no secrets
 * gets plain values, and what it returns under the key of a secret is marked as one.
 */
export class Provider {
    readonly #sdk: PulumiSdk;
    readonly #isPreview: boolean;
    readonly #startHost: () => ProviderHost;
    #host: ProviderHost | undefined;
    #configured: Promise<ConfiguredHost> | undefined;

    constructor({ sdk, isPreview, startHost }: ProviderOptions) {
        this.#sdk = sdk;
        this.#isPreview = isPreview;
        this.#startHost = startHost;
    }

    /** Whether the process has a whole configuration; only a preview may go on without. */
    get isKnown(): boolean {
        return this.#configured !== undefined;
    }

    /** Lets the process, which it starts, check a configuration. One that is not known yet is not looked at. */
    async checkConfig(urn: string, inputs: PropertyMap): Promise<CheckResult> {
        if (containsInstance(inputs, Unknown)) return { inputs, failures: [] };
        this.#host ??= this.#startHost();
        const host = this.#host;
        const messages = new ProviderMessages(this.#sdk, { keepSecrets: true });
        const request = messages.check(urn, undefined, inputs, {});
        try {
            const response = await host.call<CheckResponse>((client, done) =>
                client.checkConfig(request, done),
            );
            return this.#checked(messages, response, KNOWN);
        } catch (error) {
            // The host of dynamic resources takes any configuration.
            if (isUnimplemented(error, this.#sdk)) return { inputs, failures: [] };
            throw readProviderError(error, this.#sdk);
        }
    }

    /** Hands over the configuration, unless part of it is not known yet. Does not wait for the process. */
    configure(inputs: PropertyMap): void {
        if (containsInstance(inputs, Unknown)) return;
        const request = new ProviderMessages(this.#sdk, { keepSecrets: true }).configure(inputs);
        this.#host ??= this.#startHost();
        this.#configured = this.#host
            .call<ConfigureResponse>((client, done) => client.configure(request, done))
            .then((response) => {
                const acceptsSecrets = response.getAcceptsecrets();
                const messages = new ProviderMessages(this.#sdk, { keepSecrets: acceptsSecrets });
                return { messages, acceptsSecrets, supportsPreview: response.getSupportspreview() };
            });
        // Whoever calls first hears of it.
        this.#configured.catch(() => undefined);
    }

    async check(urn: string, olds: PropertyMap | undefined, news: PropertyMap): Promise<CheckResult> {
        if (!this.isKnown) return { inputs: news, failures: [] };
        const { messages, acceptsSecrets } = await this.#configuredHost();
        const request = messages.check(urn, olds, news, { keepUnknowns: this.#isPreview });
        const response = await this.#call<CheckResponse>((client, done) => client.check(request, done));
        const result = this.#checked(messages, response, { rejectUnknowns: !this.#isPreview });
        if (!acceptsSecrets) annotateSecrets(result.inputs, news);
        return result;
    }

    /** @throws DiffUnavailableError in a preview that does not know the provider's configuration. */
    async diff(
        address: Address,
        olds: KnownProperties,
        news: PropertyMap,
        options: UnknownOptions & { ignoreChanges: string[] },
    ): Promise<DiffResult> {
        if (!this.isKnown) throw new DiffUnavailableError();
        const { messages } = await this.#configuredHost();
        const request = messages.diff(address, olds, news, options);
        const response = await this.#call<DiffResponse>((client, done) => client.diff(request, done));
        const { DIFF_NONE, DIFF_SOME } = this.#sdk.provider.DiffResponse.DiffChanges;
        const changes = response.getChanges();
        return {
            hasChanges: changes === DIFF_SOME || (changes === DIFF_NONE ? false : undefined),
            replaceKeys: response.getReplacesList(),
            changedKeys: [...response.getDiffsList(), ...response.getDetaileddiffMap().keys()],
            deleteBeforeReplace: response.getDeletebeforereplace(),
        };
    }

    async create(urn: string, inputs: PropertyMap): Promise<OperationResult> {
        if (this.#isPreview && !this.isKnown) return { id: "", outputs: {} };
        const { messages, acceptsSecrets, supportsPreview } = await this.#configuredHost();
        // Inputs stand for outputs, and what is missing is unknown to the program.
        if (this.#isPreview && !supportsPreview) return { id: "", outputs: { ...inputs } };
        const request = messages.create(urn, inputs, { isPreview: this.#isPreview });
        const result = await keepPartial(async () => {
            const response = await this.#call<CreateResponse>((client, done) => client.create(request, done));
            return { id: response.getId(), outputs: this.#outputs(messages, response) };
        });
        if (result.id === "" && !this.#isPreview) {
            throw new Error(`plugin returned empty resource.ID from create '${urn}'`);
        }
        if (!acceptsSecrets) annotateSecrets(result.outputs, inputs);
        return result;
    }

    async update(
        address: Address,
        olds: KnownProperties,
        news: PropertyMap,
        ignoreChanges: string[],
    ): Promise<OperationResult> {
        const { id } = address;
        if (this.#isPreview && !this.isKnown) return { id, outputs: {} };
        const { messages, acceptsSecrets, supportsPreview } = await this.#configuredHost();
        if (this.#isPreview && !supportsPreview) return { id, outputs: { ...news } };
        const options = { ignoreChanges, isPreview: this.#isPreview };
        const request = messages.update(address, olds, news, options);
        const result = await keepPartial(async () => {
            const response = await this.#call<UpdateResponse>((client, done) => client.update(request, done));
            return { id, outputs: this.#outputs(messages, response) };
        });
        if (!acceptsSecrets) annotateSecrets(result.outputs, news);
        return result;
    }

    /** An empty id in the result means that the resource is gone. */
    async read(address: Address, known: KnownProperties): Promise<OperationResult> {
        if (!this.isKnown) return { id: "", outputs: {}, inputs: {} };
        const { messages, acceptsSecrets } = await this.#configuredHost();
        const request = messages.read(address, known);
        const result = await keepPartial(async () => {
            const response = await this.#call<ReadResponse>((client, done) => client.read(request, done));
            const outputs = messages.properties(response.getProperties(), KNOWN);
            const inputs = response.getInputs();
            const read = { id: response.getId(), outputs };
            return inputs ? { ...read, inputs: messages.properties(inputs, KNOWN) } : read;
        });
        if (acceptsSecrets) return result;
        annotateSecrets(result.inputs, known.inputs);
        annotateSecrets(result.outputs, known.outputs);
        return result;
    }

    async delete(address: Address, known: KnownProperties): Promise<void> {
        const { messages } = await this.#configuredHost();
        const request = messages.delete(address, known);
        await this.#call<Empty>((client, done) => client.delete(request, done));
    }

    /** Calls a function. A preview that does not know the provider's configuration knows no result. */
    async invoke(token: string, args: PropertyMap): Promise<InvokeResult> {
        if (!this.isKnown) return { result: {}, failures: [] };
        const { messages } = await this.#configuredHost();
        const request = messages.invoke(token, args);
        const response = await this.#call<InvokeResponse>((client, done) => client.invoke(request, done));
        return {
            result: messages.properties(response.getReturn(), KNOWN),
            failures: response.getFailuresList().map(checkFailure),
        };
    }

    async stop(): Promise<void> {
        await this.#host?.stop();
    }

    #checked(
        messages: ProviderMessages,
        response: CheckResponse,
        options: { rejectUnknowns: boolean },
    ): CheckResult {
        return {
            inputs: messages.properties(response.getInputs(), options),
            failures: response.getFailuresList().map(checkFailure),
        };
    }

    #outputs(messages: ProviderMessages, response: CreateResponse | UpdateResponse): PropertyMap {
        return messages.properties(response.getProperties(), { rejectUnknowns: !this.#isPreview });
    }

    async #configuredHost(): Promise<ConfiguredHost> {
        if (!this.#configured) throw new Error("the provider is not configured");
        try {
            return await this.#configured;
        } catch (error) {
            throw readProviderError(error, this.#sdk);
        }
    }

    async #call<Response>(invoke: HostCall<Response>): Promise<Response> {
        try {
            if (!this.#host) throw new Error("the provider is not configured");
            return await this.#host.call(invoke);
        } catch (error) {
            throw readProviderError(error, this.#sdk);
        }
    }
}

function checkFailure(failure: { getProperty(): string; getReason(): string }): CheckFailure {
    return { property: failure.getProperty(), reason: failure.getReason() };
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
