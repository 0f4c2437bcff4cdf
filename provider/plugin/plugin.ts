import type { ConfigurableInstance } from "../runtime/createProviderInstance";
import { createProviderInstance } from "../runtime/createProviderInstance";
import type { AtlasClient } from "../atlas/client";
import type { AtlasClientOptions } from "../atlas/clientOptions";
import { recordOf } from "../configuration/configuration";
import * as kinds from "../kinds";
import { settingsOf } from "./configuration";
import type { EngineLog } from "./engineLog";
import { nameIn } from "../packageFile";
import { ResourceKind } from "./resources";
import type { WireProperties } from "./wireValues";
import { secretLeaves } from "./wireValues";

/** Where what is said goes. */
export type PluginLog = Pick<EngineLog, "attach" | "about" | "say" | "warn" | "debug" | "flush">;

/** What a plugin is made with. */
export interface PluginSurroundings {
    readonly makeClient: (options: AtlasClientOptions) => AtlasClient;
    readonly environment: NodeJS.ProcessEnv;
    /** The arguments of the process. */
    readonly args: readonly string[];
    readonly log: PluginLog;
    /** Milliseconds since 1970, UTC. */
    readonly nowMs: () => number;
}

/** A provider instance on the plugin, and the kinds of resources that it serves. */
export class Plugin {
    readonly surroundings: PluginSurroundings;
    #instance: ConfigurableInstance;
    #kinds: ReadonlyMap<string, ResourceKind>;
    readonly #ended: ConfigurableInstance[] = [];

    constructor(surroundings: PluginSurroundings) {
        this.surroundings = surroundings;
        this.#instance = this.#newSession({});
        this.#kinds = kindsIn(this.#instance);
    }

    get instance(): ConfigurableInstance {
        return this.#instance;
    }

    /** Begins anew with these settings: what a run has heard of resources is of no use to the next one. */
    configure(given: WireProperties): void {
        this.#ended.push(this.#instance);
        this.#instance = this.#newSession(given);
        this.#kinds = kindsIn(this.#instance);
    }

    /** @throws Error if there is no such kind. */
    kind(type: string): ResourceKind {
        const found = this.#kinds.get(nameIn(type));
        if (found === undefined) {
            throw new Error(`There is no resource ${type}; there are ${[...this.#kinds.keys()].join(", ")}.`);
        }
        return found;
    }

    /** Holds back what of these the program has marked as secret: no text that the engine gets shows it. */
    hold(sent: WireProperties): void {
        this.#instance.hold(secretLeaves(sent));
    }

    /** A text as the engine may get it. */
    readonly redact = (text: string): string => this.#instance.redact(text);

    /** The run is cancelled: operations under way end soon. */
    cancel(): void {
        this.#instances().forEach((instance) => instance.stopWaiting());
    }

    async end(): Promise<void> {
        await Promise.all(this.#instances().map((instance) => instance.end()));
    }

    #instances(): ConfigurableInstance[] {
        return [this.#instance, ...this.#ended];
    }

    #newSession(given: WireProperties): ConfigurableInstance {
        const { makeClient, environment, args, log, nowMs } = this.surroundings;
        const instance = createProviderInstance(makeClient, {
            environment,
            args,
            nowMs,
            say: (line) => log.say(line),
            warn: (message) => log.warn(message),
            debug: (line) => log.debug(line),
        });
        instance.hold(secretLeaves(given));
        instance.configure(recordOf(settingsOf(given)));
        return instance;
    }
}

function kindsIn(instance: ConfigurableInstance): ReadonlyMap<string, ResourceKind> {
    return new Map(
        Object.values(kinds).map((lifecycle) => {
            const kind = new ResourceKind(lifecycle, instance);
            return [kind.definition.kind, kind];
        }),
    );
}
