import path from "node:path";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { REPOSITORY } from "../docs/generated/markers";
import type { HostConnection, Invoke } from "./hostConnection";
import type { ListeningEngine } from "./listeningEngine";
import { listeningEngine } from "./listeningEngine";
import { ProviderProcess } from "./providerProcess";
import { inWordsOfPlugin } from "./wordsOfPlugin";

const EXECUTABLE = path.join(REPOSITORY, "pulumi-resource-atlas-org");
/** What a host of dynamic resources writes before a line, by the severity of the engine's log. */
const PREFIXES = ["debug: ", "", "warning: ", "error: "];

/** The plugin as a process, behind the face of a host of dynamic resources; see PluginInProcess. */
export class PluginProcess extends ProviderProcess implements HostConnection {
    readonly #engine: Promise<ListeningEngine>;

    constructor(folder: string, env: NodeJS.ProcessEnv, args: readonly string[] = []) {
        super([EXECUTABLE, ...args], folder, env);
        this.#engine = this.#attach();
        // Whoever calls first hears of it.
        this.#engine.catch(() => undefined);
    }

    override async call<Response>(invoke: Invoke<Response>): Promise<Response> {
        await this.#engine;
        return super.call((client, done) => invoke(inWordsOfPlugin(client), done));
    }

    async takeLines(): Promise<string[]> {
        // The plugin answers when the engine has heard all that belongs to the answer.
        const heard = (await this.#engine).logged.splice(0);
        const logged = heard.flatMap(({ severity, message }) =>
            message.split("\n").map((line) => `${PREFIXES[severity] ?? ""}${line}`),
        );
        return [...logged, ...this.lines.splice(0)];
    }

    override async interrupt(): Promise<void> {
        await super.interrupt();
        (await this.#engine).stop();
    }

    async #attach(): Promise<ListeningEngine> {
        const engine = await listeningEngine();
        const request = new PluginAttach();
        request.setAddress(engine.address);
        await super.call<Empty>((client, done) => client.attach(request, done));
        return engine;
    }
}
