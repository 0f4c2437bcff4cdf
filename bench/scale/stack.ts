import { AtlasClient } from "#provider/atlas/client";
import { toResourceProvider } from "#provider/dynamic/adapter";
import { createSession } from "#provider/dynamic/session";
import { orgApiKeyAccessListLifecycle } from "#provider/resources/orgApiKeyAccessList";
import { orgApiKeyAccessListEntryLifecycle } from "#provider/resources/orgApiKeyAccessListEntry";
import type { JumpingClock } from "./jumpingClock";

/** How many resources an engine handles at a time, unless it is told otherwise. */
const ENGINE_PARALLELISM = 8;

/** How a program declares the entries of a key: one resource each, or one for all of them. */
export type Declaration = "entries" | "list";

export interface StackOptions {
    readonly clock: JumpingClock;
    readonly declaration: Declaration;
    readonly orgId: string;
    readonly apiKeyId: string;
    readonly addresses: readonly string[];
    /** Of the provider, by full keys. */
    readonly config: Readonly<Record<string, string>>;
}

type Provider = ReturnType<typeof toResourceProvider>;
type Properties = Parameters<Provider["create"]>[0];

interface ResourceRecord {
    readonly id: string;
    readonly outputs: Properties;
}

/** A stack of one key's access list, handled as an engine and a provider host handle it. */
export class SimulatedStack {
    readonly #options: StackOptions;
    #state: ResourceRecord[] = [];

    constructor(options: StackOptions) {
        this.#options = options;
    }

    /** Each of these resolves to the messages of what failed. */
    up(): Promise<string[]> {
        return this.#run(this.#declared(), async (provider, inputs) => {
            const { id, outs = {} } = await provider.create(inputs);
            this.#state.push({ id, outputs: outs });
        });
    }

    refresh(): Promise<string[]> {
        return this.#run(this.#state, async (provider, { id, outputs }) => {
            const read = await provider.read(id, outputs);
            if (read.id !== id) {
                throw new Error(`${id} is gone.`);
            }
        });
    }

    destroy(): Promise<string[]> {
        return this.#run(this.#state, (provider, { id, outputs }) => provider.delete(id, outputs));
    }

    #declared(): Properties[] {
        const { declaration, orgId, apiKeyId, addresses } = this.#options;
        return declaration === "list"
            ? [{ orgId, apiKeyId, entries: addresses }]
            : addresses.map((ipAddress) => ({ orgId, apiKeyId, ipAddress }));
    }

    /** One operation of Pulumi, with a provider host of its own; a failure stops nothing, as with --continue-on-error. */
    async #run<T>(
        items: readonly T[],
        step: (provider: Provider, item: T) => Promise<unknown>,
    ): Promise<string[]> {
        const { clock, config, declaration } = this.#options;
        const clients: AtlasClient[] = [];
        const session = createSession((options) => {
            const client = new AtlasClient({ ...options, clock, log: clock.requestEnded, onWait: ignore });
            clients.push(client);
            return client;
        });
        session.configure({ get: (key) => config[key], require: (key) => config[key] ?? "" });
        const provider =
            declaration === "list"
                ? toResourceProvider(orgApiKeyAccessListLifecycle, session)
                : toResourceProvider(orgApiKeyAccessListEntryLifecycle, session);
        const failures: string[] = [];
        const waiting = items.values();
        const work = async () => {
            for (const item of waiting) {
                await step(provider, item).catch((error: unknown) => failures.push((error as Error).message));
            }
        };
        await Promise.all(Array.from({ length: ENGINE_PARALLELISM }, work));
        clients.forEach((client) => client.close());
        return failures;
    }
}

function ignore(): void {
    // Hundreds of stacks would say when they go on.
}
