import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { secret } from "#provider/plugin/wireValues";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { RunningPlugin } from "./pluginProcess";
import { call, startInProcess, startProcess } from "./pluginProcess";

export type Properties = Record<string, unknown>;

/** The plugin, an emulated Atlas, and the calls that the engine makes. */
export class PluginFixture {
    readonly atlas: EmulatedAtlas;
    readonly plugin: RunningPlugin;

    private constructor(atlas: EmulatedAtlas, plugin: RunningPlugin) {
        this.atlas = atlas;
        this.plugin = plugin;
    }

    static async start(isProcess: boolean, environment?: NodeJS.ProcessEnv): Promise<PluginFixture> {
        const fixture = new PluginFixture(
            await EmulatedAtlas.start(),
            await (isProcess ? startProcess(environment) : startInProcess(environment)),
        );
        await fixture.configure(fixture.settings);
        return fixture;
    }

    get orgId(): string {
        return this.atlas.payingOrganization.orgId;
    }

    get settings(): Properties {
        const { publicKey, privateKey } = this.atlas.apiKey(this.atlas.payingOrganization.apiKeyId);
        return { publicKey, privateKey: secret(privateKey), baseUrl: this.atlas.baseUrl };
    }

    /** @param component is the type of the component around the resource. */
    urn(kind: string, name = "it", component = "pulumi:pulumi:Stack"): string {
        return `urn:pulumi:dev::test::${component}$atlas-org:index:${kind}::${name}`;
    }

    async configure(settings: Properties): Promise<messages.ConfigureResponse> {
        const request = new messages.ConfigureRequest();
        request.setArgs(struct(settings));
        request.setAcceptsecrets(true);
        const { client } = this.plugin;
        return call<messages.ConfigureRequest, messages.ConfigureResponse>(
            (each, done) => client.configure(each, done),
            request,
        );
    }

    async checkConfig(settings: Properties) {
        const request = new messages.CheckRequest();
        request.setUrn("urn:pulumi:dev::test::pulumi:providers:atlas-org::default");
        request.setNews(struct(settings));
        return checked(
            await call<messages.CheckRequest, messages.CheckResponse>(
                (each, done) => this.plugin.client.checkConfig(each, done),
                request,
            ),
        );
    }

    /** Whether a provider of these inputs would be updated, and what would replace it. */
    async diffConfig(oldInputs: Properties, news: Properties) {
        const request = new messages.DiffRequest();
        request.setUrn("urn:pulumi:dev::test::pulumi:providers:atlas-org::default");
        request.setOldInputs(struct(oldInputs));
        request.setNews(struct(news));
        const response = await call<messages.DiffRequest, messages.DiffResponse>(
            (each, done) => this.plugin.client.diffConfig(each, done),
            request,
        );
        return {
            isChanged: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
            replaces: response.getReplacesList(),
        };
    }

    async check(
        kind: string,
        news: Properties,
        { olds = {}, name, component }: { olds?: Properties; name?: string; component?: string } = {},
    ) {
        const request = new messages.CheckRequest();
        request.setUrn(this.urn(kind, name, component));
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        return checked(
            await call<messages.CheckRequest, messages.CheckResponse>(
                (each, done) => this.plugin.client.check(each, done),
                request,
            ),
        );
    }

    async create(kind: string, inputs: Properties, preview = false) {
        const request = new messages.CreateRequest();
        request.setUrn(this.urn(kind));
        request.setProperties(struct(inputs));
        request.setPreview(preview);
        const response = await call<messages.CreateRequest, messages.CreateResponse>(
            (each, done) => this.plugin.client.create(each, done),
            request,
        );
        return { id: response.getId(), outputs: propertiesOf(response.getProperties()) };
    }

    async diff(kind: string, id: string, olds: Properties, news: Properties) {
        const request = new messages.DiffRequest();
        request.setUrn(this.urn(kind));
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const response = await call<messages.DiffRequest, messages.DiffResponse>(
            (each, done) => this.plugin.client.diff(each, done),
            request,
        );
        const details: Record<string, string | undefined> = {};
        response.getDetaileddiffMap().forEach((detail, path) => {
            details[path] = KINDS[detail.getKind()];
        });
        return {
            isChanged: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
            replaces: response.getReplacesList(),
            details,
        };
    }

    async update(
        kind: string,
        id: string,
        { olds, news }: { olds: Properties; news: Properties },
        preview = false,
    ) {
        const request = new messages.UpdateRequest();
        request.setUrn(this.urn(kind));
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        request.setPreview(preview);
        const response = await call<messages.UpdateRequest, messages.UpdateResponse>(
            (each, done) => this.plugin.client.update(each, done),
            request,
        );
        return propertiesOf(response.getProperties());
    }

    /** @param state without it, this is an import. */
    async read(kind: string, id: string, state?: { outputs: Properties; inputs: Properties }) {
        const request = new messages.ReadRequest();
        request.setUrn(this.urn(kind));
        request.setId(id);
        if (state !== undefined) {
            request.setProperties(struct(state.outputs));
            request.setInputs(struct(state.inputs));
        }
        const response = await call<messages.ReadRequest, messages.ReadResponse>(
            (each, done) => this.plugin.client.read(each, done),
            request,
        );
        return {
            id: response.getId(),
            outputs: propertiesOf(response.getProperties()),
            inputs: propertiesOf(response.getInputs()),
        };
    }

    async delete(kind: string, id: string, outputs: Properties): Promise<void> {
        const request = new messages.DeleteRequest();
        request.setUrn(this.urn(kind));
        request.setId(id);
        request.setProperties(struct(outputs));
        await call((each: messages.DeleteRequest, done) => this.plugin.client.delete(each, done), request);
    }

    async cancel(): Promise<void> {
        await call((each: Empty, done) => this.plugin.client.cancel(each, done), new Empty());
    }

    async invoke(name: string, args: Properties) {
        const request = new messages.InvokeRequest();
        request.setTok(`atlas-org:index:${name}`);
        request.setArgs(struct(args));
        const response = await call<messages.InvokeRequest, messages.InvokeResponse>(
            (each, done) => this.plugin.client.invoke(each, done),
            request,
        );
        return {
            result: propertiesOf(response.getReturn()),
            failures: response.getFailuresList().map((failed) => failed.getReason()),
        };
    }

    async stop(): Promise<void> {
        await this.plugin.stop();
        await this.atlas.close();
    }
}

const KINDS = ["ADD", "ADD_REPLACE", "DELETE", "DELETE_REPLACE", "UPDATE", "UPDATE_REPLACE"];

function checked(response: messages.CheckResponse) {
    const failures = response.getFailuresList();
    return {
        inputs: propertiesOf(response.getInputs()),
        failures: failures.map((failed) => `${failed.getProperty()}: ${failed.getReason()}`),
    };
}

function struct(properties: Properties): Struct {
    return Struct.fromJavaScript(properties as Record<string, never>);
}

function propertiesOf(given: Struct | undefined): Properties {
    return given?.toJavaScript() ?? {};
}

/** What a suite wants of its plugin. */
export interface PluginNeeds {
    /** Whether the suite is about what only a process shows. */
    readonly isProcess?: boolean;
    /** What the plugin finds in its environment. */
    readonly environment?: NodeJS.ProcessEnv;
}

/** A plugin for a suite. */
export function usePlugin({ isProcess = false, environment }: PluginNeeds = {}): () => PluginFixture {
    let fixture: PluginFixture;
    before(async () => {
        fixture = await PluginFixture.start(isProcess, environment);
    });
    beforeEach(() => {
        fixture.atlas.clearRequests();
        fixture.plugin.logged.length = 0;
    });
    after(() => fixture.stop());
    return () => fixture;
}

/** The message with which a call fails. */
export async function failureOf(failing: Promise<unknown>): Promise<string> {
    return failing.then(
        () => {
            throw new Error("It did not fail.");
        },
        (error: unknown) => (error as { details: string }).details,
    );
}
