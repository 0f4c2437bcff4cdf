import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { AtlasClient } from "#provider/atlas/client";
import type { Clock } from "#provider/atlas/clock";
import { SYSTEM_CLOCK } from "#provider/atlas/clock";
import { Plugin } from "#provider/plugin/plugin";
import { providerService } from "#provider/plugin/service";
import type { HostConnection, Invoke } from "./hostConnection";
import { answerTo } from "./hostConnection";
import type { Service } from "./pulumiService";
import { clientOf } from "./pulumiService";
import { inWordsOfPlugin } from "./wordsOfPlugin";

/**
 * The plugin within this process, behind the face of a host of dynamic resources: what the suites send and expect is that
 * one's, and this says it in the plugin's words. So one table of cases holds for both fronts.
 */
export class PluginInProcess implements HostConnection {
    readonly pid = undefined;
    readonly #plugin: Plugin;
    readonly #client: ResourceProviderClient;
    readonly #clients: AtlasClient[] = [];
    #lines: string[] = [];

    constructor(environment: NodeJS.ProcessEnv, clock: Clock = SYSTEM_CLOCK) {
        const say = (text: string): void => {
            this.#lines.push(...text.split("\n"));
        };
        this.#plugin = new Plugin({
            makeClient: (options) => {
                const client = new AtlasClient({ ...options, clock });
                this.#clients.push(client);
                return client;
            },
            environment,
            args: [],
            log: {
                attach: () => undefined,
                about: (_urn, run) => run(),
                say,
                warn: (message) => say(`warning: ${message}`),
                debug: (line) => say(`debug: ${line}`),
                flush: () => Promise.resolve(),
            },
            nowMs: () => clock.nowMs(),
        });
        this.#client = inWordsOfPlugin(clientOf(providerService(this.#plugin) as unknown as Service));
    }

    call<Response>(invoke: Invoke<Response>): Promise<Response> {
        return answerTo(this.#client, invoke);
    }

    takeLines(): Promise<string[]> {
        return Promise.resolve(this.#lines.splice(0));
    }

    async stop(): Promise<void> {
        await this.#plugin.end();
        this.#clients.forEach((client) => client.close());
    }

    interrupt(): Promise<void> {
        return this.stop();
    }
}
