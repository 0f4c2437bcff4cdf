import { AtlasClient } from "#provider/atlas/client";
import type { AtlasClientOptions } from "#provider/atlas/clientOptions";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import { recordOf } from "#provider/configuration/configuration";
import { orgApiKeyAccessListLifecycle } from "#provider/resources/accessList/listKinds";
import { orgApiKeyAccessListEntryLifecycle } from "#provider/resources/accessList/entryKinds";
import type { JumpingClock } from "./jumpingClock";

/** How a program declares the entries of a key: one resource each, or one for all of them. */
export type Declaration = "entries" | "list";

export interface SimulatedStackOptions {
    readonly clock: JumpingClock;
    readonly declaration: Declaration;
    readonly orgId: string;
    readonly apiKeyIds: readonly [string, ...string[]];
    /** Of each key. */
    readonly addresses: readonly string[];
    /** Of the provider, by full keys. */
    readonly config: Readonly<Record<string, string>>;
    /** How many resources the engine handles at a time. @default 8 */
    readonly parallelism?: number;
    /** What the engine needs to write its state, as it does before and after each step, one at a time. @default 0 */
    readonly stateWriteMs?: number;
    /** Resources of another provider that the program declares, too. */
    readonly others?: readonly OtherResource[];
}

export interface OtherResource {
    /** How many entries are declared before it. */
    readonly afterEntries: number;
    readonly createMs: number;
}

type Provider = ReturnType<typeof toResourceProvider>;
type Properties = Parameters<Provider["create"]>[0];

interface ResourceRecord {
    readonly id: string;
    readonly outputs: Properties;
}

/** A stack of the access lists of some keys, handled as an engine and a provider host handle it. */
export class SimulatedStack {
    readonly #options: SimulatedStackOptions;
    #state: ResourceRecord[] = [];
    #stateWrites: Promise<void> = Promise.resolve();

    constructor(options: SimulatedStackOptions) {
        this.#options = options;
    }

    /** Each of these resolves to the messages of what failed. */
    up(): Promise<string[]> {
        const { clock, others = [] } = this.#options;
        const othersAfter = (count: number) => others.filter(({ afterEntries }) => afterEntries === count);
        const program = this.#declared().flatMap((inputs, index) => [...othersAfter(index), inputs]);
        return this.#run(program, async (provider, item) => {
            if (isOther(item)) {
                return clock.sleep(item.createMs);
            }
            const { id, outs = {} } = await provider.create(item);
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
        const { declaration, orgId, apiKeyIds, addresses } = this.#options;
        return declaration === "list"
            ? apiKeyIds.map((apiKeyId) => ({ orgId, apiKeyId, entries: addresses }))
            : addresses.flatMap((ipAddress) => apiKeyIds.map((apiKeyId) => ({ orgId, apiKeyId, ipAddress })));
    }

    /** One operation of Pulumi, with a provider host of its own; a failure stops nothing, as with --continue-on-error. */
    async #run<T>(
        items: readonly T[],
        step: (provider: Provider, item: T) => Promise<unknown>,
    ): Promise<string[]> {
        const { parallelism = 8 } = this.#options;
        const opened = openProvider(this.#options);
        const failures: string[] = [];
        const waiting = items.values();
        const work = async () => {
            for (const item of waiting) {
                await this.#writeState();
                await step(opened.provider, item).catch((error: unknown) =>
                    failures.push((error as Error).message),
                );
                await this.#writeState();
            }
        };
        await Promise.all(Array.from({ length: parallelism }, work));
        opened.close();
        return failures;
    }

    #writeState(): Promise<void> {
        const { clock, stateWriteMs = 0 } = this.#options;
        if (stateWriteMs > 0) {
            this.#stateWrites = this.#stateWrites.then(() => clock.sleep(stateWriteMs));
        }
        return this.#stateWrites;
    }
}

function isOther(item: Properties | OtherResource): item is OtherResource {
    return "createMs" in item;
}

interface OpenedProvider {
    readonly provider: Provider;
    close(): void;
}

/** What a provider host serves, in this process and on a clock on which nobody waits. */
function openProvider({ clock, config, declaration }: SimulatedStackOptions): OpenedProvider {
    const clients: AtlasClient[] = [];
    const makeClient = (options: AtlasClientOptions) => {
        const client = new AtlasClient({ ...options, clock, log: clock.requestEnded, onWait: ignore });
        clients.push(client);
        return client;
    };
    const instance = createProviderInstance(makeClient, { environment: process.env, args: [], say: ignore });
    instance.configure(recordOf(config));
    return {
        provider:
            declaration === "list"
                ? toResourceProvider(orgApiKeyAccessListLifecycle, instance)
                : toResourceProvider(orgApiKeyAccessListEntryLifecycle, instance),
        close: () => clients.forEach((client) => client.close()),
    };
}

function ignore(): void {
    // Hundreds of stacks would say when they go on, and which list is empty.
}
