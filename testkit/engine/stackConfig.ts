import { rm } from "node:fs/promises";
import type { Crypter } from "./state/crypter";
import { fullConfigKey } from "./project";
import type { PropertyMap } from "./values/properties";
import { Secret } from "./values/properties";
import type { ConfigValue } from "./stack";
import { readJson, writeJson } from "./state/stateFile";

/** In the file: plain values as they are, secret ones encrypted. */
type ConfigFile = Record<string, string | { secure: string }>;

/** The configuration of one stack, in a file beside its state. */
export class StackConfig {
    readonly #file: string;
    readonly #project: string;
    readonly #crypter: Crypter;
    /** What Pulumi.yaml gives; the stack's own values go before it. */
    readonly #defaults: Readonly<Record<string, string>>;
    #values: Map<string, ConfigValue>;

    private constructor(options: StackConfigOptions, values: Map<string, ConfigValue>) {
        this.#file = options.file;
        this.#project = options.project;
        this.#crypter = options.crypter;
        this.#defaults = options.defaults;
        this.#values = values;
    }

    static async open(options: StackConfigOptions): Promise<StackConfig> {
        const stored = Object.entries((await readJson<ConfigFile>(options.file)) ?? {});
        const values = stored.map(([key, value]): [string, ConfigValue] => [
            key,
            typeof value === "string" ? value : { secret: options.crypter.decrypt(value.secure) },
        ]);
        return new StackConfig(options, new Map(values));
    }

    async set(values: Record<string, ConfigValue>): Promise<void> {
        for (const [key, value] of Object.entries(values)) {
            this.#values.set(fullConfigKey(this.#project, key), value);
        }
        await this.#save();
    }

    async delete(key: string): Promise<void> {
        this.#values.delete(fullConfigKey(this.#project, key));
        await this.#save();
    }

    async remove(): Promise<void> {
        this.#values = new Map();
        await rm(this.#file, { force: true });
    }

    /** Every value, in clear. */
    plain(): Record<string, string> {
        return Object.fromEntries(
            this.#all().map(([key, value]) => [key, typeof value === "string" ? value : value.secret]),
        );
    }

    secretKeys(): string[] {
        return this.#all().flatMap(([key, value]) => (typeof value === "string" ? [] : [key]));
    }

    /** What the default provider of dynamic resources is configured with: all of it. */
    properties(): PropertyMap {
        return Object.fromEntries(
            this.#all().map(([key, value]) => [
                key,
                typeof value === "string" ? value : new Secret(value.secret),
            ]),
        );
    }

    #all(): [string, ConfigValue][] {
        return [...new Map([...Object.entries(this.#defaults), ...this.#values])];
    }

    async #save(): Promise<void> {
        const stored = [...this.#values].map(([key, value]) => [
            key,
            typeof value === "string" ? value : { secure: this.#crypter.encrypt(value.secret) },
        ]);
        await writeJson(this.#file, Object.fromEntries(stored));
    }
}

export interface StackConfigOptions {
    file: string;
    project: string;
    crypter: Crypter;
    defaults: Readonly<Record<string, string>>;
}
