import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { AtlasClient } from "#provider/atlas/client";
import type { Clock } from "#provider/atlas/clock";
import { SYSTEM_CLOCK } from "#provider/atlas/clock";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import type { ConfigurableInstance } from "#provider/runtime/createProviderInstance";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import * as kinds from "#provider/kinds";
import type { HostConnection, Invoke } from "./hostConnection";
import { answerTo } from "./hostConnection";
import { pulumiService } from "./pulumiService";

/**
 * A provider host within this process: Pulumi's own service, and the lifecycles with a session of their own, as
 * provider/host.ts puts them together. It starts in no time, and knows nothing of the hosts before it.
 */
export class HostInProcess implements HostConnection {
    readonly pid = undefined;
    readonly #instance: ConfigurableInstance;
    readonly #service: ResourceProviderClient;
    readonly #clients: AtlasClient[] = [];
    #lines: string[] = [];

    /**
     * @param environment is all that the host sees of one, but for proxies: these are the process's.
     * @param clock default: the system's.
     */
    constructor(environment: NodeJS.ProcessEnv, clock: Clock = SYSTEM_CLOCK) {
        const say = (text: string) => this.#lines.push(...text.split("\n"));
        this.#instance = createProviderInstance(
            (options) => {
                const client = new AtlasClient({ ...options, clock });
                this.#clients.push(client);
                return client;
            },
            { environment, args: [], say, nowMs: () => clock.nowMs() },
        );
        const providers = providersOf(this.#instance);
        this.#service = pulumiService({
            providerOf: (loader) => providers[exportIn(loader)]!,
            onLines: say,
        });
    }

    call<Response>(invoke: Invoke<Response>): Promise<Response> {
        return answerTo(this.#service, invoke);
    }

    takeLines(): Promise<string[]> {
        return Promise.resolve(this.#lines.splice(0));
    }

    async stop(): Promise<void> {
        await this.#instance.end();
        this.#clients.forEach((client) => client.close());
    }

    interrupt(): Promise<void> {
        return this.stop();
    }
}

function providersOf(instance: ConfigurableInstance): Record<string, object> {
    return Object.fromEntries(
        Object.entries(kinds).map(([name, lifecycle]) => [
            name,
            toResourceProvider<object, object>(lifecycle, instance),
        ]),
    );
}

/** The export of pulumi-atlas-org/host that a loader line names. */
function exportIn(loader: string): string {
    return loader.slice(loader.lastIndexOf(".") + 1);
}
