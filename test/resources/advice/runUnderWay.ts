import { AtlasClient } from "#provider/atlas/client";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import type { ConfigurableInstance } from "#provider/runtime/createProviderInstance";

/** The configuration of a stack, by full keys. */
export type Config = Readonly<Record<string, string>>;

/** What a run has done. */
export interface Run {
    readonly ok: boolean;
    /** Every step, such as "create runner"; resources that stay as they are have none. */
    readonly did: readonly string[];
    /** Failures and warnings, in one text. */
    readonly said: string;
}

/** A clock on which nobody waits. */
let skippedMs = 0;
const CLOCK = {
    nowMs: () => Date.now() + skippedMs,
    monotonicMs: () => performance.now() + skippedMs,
    sleep: (durationMs: number) => {
        skippedMs += durationMs;
        return Promise.resolve();
    },
};

/** One run of Pulumi, with a host for each provider instance. */
export class RunUnderWay {
    readonly did: string[] = [];
    readonly #lines: string[] = [];
    #ok = true;
    readonly #config: Config;
    readonly #afterStep: () => void;
    readonly #sessions = new Map<string, ConfigurableInstance>();

    constructor(config: Config, afterStep: () => void) {
        this.#config = config;
        this.#afterStep = afterStep;
    }

    result(): Run {
        return { ok: this.#ok, did: this.did, said: this.#lines.join("\n") };
    }

    /** Takes a step for each; after a failure, no more. */
    async each<T>(items: readonly T[], step: (item: T) => Promise<void>): Promise<void> {
        for (const item of items.values()) {
            if (!this.#ok) {
                return;
            }
            try {
                await step(item);
            } catch (error) {
                this.#ok = false;
                this.#lines.push((error as Error).message);
            }
            this.#afterStep();
        }
    }

    /** The host of the stack's own provider instance, or of the one with these credentials. */
    instance(credentials?: Config): ConfigurableInstance {
        const name = JSON.stringify(credentials ?? null);
        const known = this.#sessions.get(name);
        if (known !== undefined) {
            return known;
        }
        const instance = createProviderInstance((options) => new AtlasClient({ ...options, clock: CLOCK }));
        instance.warn = (line) => void this.#lines.push(line);
        instance.configure(asPulumiConfig(this.#configOf(credentials)));
        this.#sessions.set(name, instance);
        return instance;
    }

    #configOf(credentials?: Config): Config {
        if (credentials === undefined) {
            return this.#config;
        }
        const own = Object.entries(credentials).map(([part, value]) => [`mongodbatlas:${part}`, value]);
        const shared = ["mongodbatlas:baseUrl", "mongodbatlas:maxRetryMs"];
        const ofStack = Object.entries(this.#config).filter(([key]) => shared.includes(key));
        return Object.fromEntries([...ofStack, ...own]) as Config;
    }
}

function asPulumiConfig(rawConfig: Config): { rawConfig: Config; get: (key: string) => unknown } {
    return { rawConfig, get: (key) => rawConfig[key] };
}
