import type { ConfigurableSession } from "../runtime/providerInstance";
import { createSession } from "../runtime/providerInstance";
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

/** A provider instance: its session, and the kinds of resources that it serves. */
export class Plugin {
    readonly surroundings: PluginSurroundings;
    #session: ConfigurableSession;
    #kinds: ReadonlyMap<string, ResourceKind>;
    readonly #ended: ConfigurableSession[] = [];

    constructor(surroundings: PluginSurroundings) {
        this.surroundings = surroundings;
        this.#session = this.#newSession({});
        this.#kinds = kindsIn(this.#session);
    }

    get session(): ConfigurableSession {
        return this.#session;
    }

    /** Begins anew with these settings: what a run has heard of resources is of no use to the next one. */
    configure(given: WireProperties): void {
        this.#ended.push(this.#session);
        this.#session = this.#newSession(given);
        this.#kinds = kindsIn(this.#session);
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
    hold(came: WireProperties): void {
        this.#session.hold(secretLeaves(came));
    }

    /** A text as the engine may get it. */
    readonly redact = (text: string): string => this.#session.redact(text);

    /** The run is cancelled: operations under way end soon. */
    cancel(): void {
        this.#sessions().forEach((session) => session.stopWaiting());
    }

    async end(): Promise<void> {
        await Promise.all(this.#sessions().map((session) => session.end()));
    }

    #sessions(): ConfigurableSession[] {
        return [this.#session, ...this.#ended];
    }

    #newSession(given: WireProperties): ConfigurableSession {
        const { makeClient, environment, args, log, nowMs } = this.surroundings;
        const session = createSession(makeClient, {
            environment,
            args,
            nowMs,
            say: (line) => log.say(line),
            warn: (message) => log.warn(message),
            debug: (line) => log.debug(line),
        });
        session.hold(secretLeaves(given));
        session.configure(recordOf(settingsOf(given)));
        return session;
    }
}

function kindsIn(session: ConfigurableSession): ReadonlyMap<string, ResourceKind> {
    return new Map(
        Object.values(kinds).map((lifecycle) => {
            const kind = new ResourceKind(lifecycle, session);
            return [kind.definition.kind, kind];
        }),
    );
}
