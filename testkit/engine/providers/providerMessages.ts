import type {
    CheckRequest,
    ConfigureRequest,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    InvokeRequest,
    ReadRequest,
    UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PulumiSdk } from "../sdk";
import { nameOf, typeOf } from "../urns";
import type { PropertyMap } from "../values/properties";
import type { WireOptions } from "../values/wireValues";
import { fromWire, toWire } from "../values/wireValues";

/** The resource that a call is about. */
export interface Address {
    urn: string;
    id: string;
}

/** What is known of a resource. */
export interface KnownProperties {
    inputs: PropertyMap;
    outputs: PropertyMap;
}

/** Whether unknown values may be sent: the host gets them as a marker, in a preview only. */
export type UnknownOptions = Pick<WireOptions, "keepUnknowns">;

/** Whether a create or an update is only to say what would come of it. */
export interface PreviewOptions {
    isPreview: boolean;
}

/** The requests to a provider. One that speaks no secrets gets plain values. */
export class ProviderMessages {
    readonly #sdk: Pick<PulumiSdk, "provider" | "struct">;
    readonly #keepSecrets: boolean;

    constructor(sdk: Pick<PulumiSdk, "provider" | "struct">, { keepSecrets }: { keepSecrets: boolean }) {
        this.#sdk = sdk;
        this.#keepSecrets = keepSecrets;
    }

    configure(inputs: PropertyMap): ConfigureRequest {
        const request = new this.#sdk.provider.ConfigureRequest();
        request.setArgs(this.#struct(inputs, { keepResources: true }));
        request.setAcceptsecrets(true);
        request.setAcceptresources(true);
        return request;
    }

    invoke(token: string, args: PropertyMap): InvokeRequest {
        const request = new this.#sdk.provider.InvokeRequest();
        request.setTok(token);
        request.setArgs(this.#struct(args));
        return request;
    }

    check(
        urn: string,
        olds: PropertyMap | undefined,
        news: PropertyMap,
        options: UnknownOptions,
    ): CheckRequest {
        const request = addressed(new this.#sdk.provider.CheckRequest(), urn);
        request.setOlds(this.#struct(olds ?? {}, options));
        request.setNews(this.#struct(news, options));
        return request;
    }

    diff(
        { urn, id }: Address,
        olds: KnownProperties,
        news: PropertyMap,
        options: UnknownOptions & { ignoreChanges: string[] },
    ): DiffRequest {
        const request = addressed(new this.#sdk.provider.DiffRequest(), urn);
        request.setId(id);
        request.setOldInputs(this.#struct(olds.inputs, options));
        request.setOlds(this.#struct(olds.outputs, options));
        request.setNews(this.#struct(news, options));
        request.setIgnorechangesList(options.ignoreChanges);
        return request;
    }

    create(urn: string, inputs: PropertyMap, options: PreviewOptions): CreateRequest {
        const request = addressed(new this.#sdk.provider.CreateRequest(), urn);
        request.setProperties(this.#struct(inputs, { keepUnknowns: options.isPreview }));
        request.setPreview(options.isPreview);
        return request;
    }

    update(
        { urn, id }: Address,
        olds: KnownProperties,
        news: PropertyMap,
        { ignoreChanges, isPreview }: PreviewOptions & { ignoreChanges: string[] },
    ): UpdateRequest {
        const options = { keepUnknowns: isPreview };
        const request = addressed(new this.#sdk.provider.UpdateRequest(), urn);
        request.setId(id);
        request.setOldInputs(this.#struct(olds.inputs, options));
        request.setOlds(this.#struct(olds.outputs, options));
        request.setNews(this.#struct(news, options));
        request.setIgnorechangesList(ignoreChanges);
        request.setPreview(isPreview);
        return request;
    }

    read({ urn, id }: Address, { inputs, outputs }: KnownProperties): ReadRequest {
        const request = addressed(new this.#sdk.provider.ReadRequest(), urn);
        request.setId(id);
        request.setInputs(this.#struct(inputs));
        request.setProperties(this.#struct(outputs));
        return request;
    }

    delete({ urn, id }: Address, { inputs, outputs }: KnownProperties): DeleteRequest {
        const request = addressed(new this.#sdk.provider.DeleteRequest(), urn);
        request.setId(id);
        request.setOldInputs(this.#struct(inputs));
        request.setProperties(this.#struct(outputs));
        return request;
    }

    /** The properties of a response. */
    properties(struct: Struct | undefined, options: { rejectUnknowns: boolean }): PropertyMap {
        return fromWire(struct?.toJavaScript() ?? {}, options);
    }

    #struct(map: PropertyMap, options: WireOptions = {}): Struct {
        const wire = toWire(map, { keepSecrets: this.#keepSecrets, ...options });
        return this.#sdk.struct.Struct.fromJavaScript(wire);
    }
}

interface Addressable {
    setUrn(urn: string): unknown;
    setName(name: string): unknown;
    setType(type: string): unknown;
}

function addressed<T extends Addressable>(request: T, urn: string): T {
    request.setUrn(urn);
    request.setName(nameOf(urn));
    request.setType(typeOf(urn));
    return request;
}
