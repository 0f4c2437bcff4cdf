import { setTimeout } from "node:timers/promises";
import type * as pulumi from "@pulumi/pulumi";
import type { AtlasClient } from "../atlas/client";
import type { AtlasClientOptions } from "../atlas/clientOptions";
import { asOneOperation } from "../atlas/operation";
import { configurationOf } from "./configuration";
import { resolveConnection } from "./connectionSettings";
import type { CredentialParts } from "./credentialSettings";
import { heldCredential } from "./credentialSettings";
import { isDebugging } from "./debugging";
import type { Properties } from "./properties";
import { secretsIn } from "./properties";
import type { Callers, FoundCredential } from "./settings";
import { resolveCredential, settingsProblems } from "./settings";
import { keyProblems } from "./settingNames";

/** What lifecycles share within one provider host: the way to Atlas, and a voice. One host serves one operation. */
export interface AtlasSession {
    /** Calls Atlas with the provider's own credential. @throws AtlasConfigError if there is none. */
    readonly client: AtlasClient;
    /** Calls the same Atlas with another credential: an organization's own. @throws AtlasConfigError if it is not whole. */
    clientFor(credential: CredentialParts): AtlasClient;
    /** Shows the user a line beside the run. */
    warn(message: string): void;
}

/** A session that Pulumi's host hands the configuration of its provider instance. */
export interface ConfigurableSession extends AtlasSession {
    /** Must not wait for anything: the host may call `read` before `configure` has resolved. */
    configure(config: pulumi.dynamic.Config): void;
    /** What is wrong with the settings for a resource that calls as these, in sentences; calls nobody. */
    settingsProblems(callers: Callers): readonly string[];
    /**
     * Runs one operation on one resource: limits on lost time hold for it as a whole, and `end` waits for it.
     *
     * @param given is what it is about: no error of Atlas shows the secrets among that.
     */
    asOperation<T>(run: () => Promise<T>, given?: Properties): Promise<T>;
    /** Waits a while for operations under way, then hands back access tokens. Takes four seconds at most. */
    end(): Promise<void>;
}

/** What is around a session: what it reads beside its configuration, and where its lines go. */
export interface Surroundings {
    readonly environment: NodeJS.ProcessEnv;
    /** The arguments of the process. */
    readonly args: readonly string[];
    readonly say: (line: string) => void;
}

/** Those of this process. */
const OWN_PROCESS: Surroundings = { environment: process.env, args: process.argv, say: writeToStderr };

/** Pulumi kills a host five seconds after it has told it to stop. */
const MAX_OPERATIONS_MS = 3_000;
const MAX_HAND_BACK_MS = 1_000;
/** For answers of operations to get to the engine: a process that is gone delivers none. */
const ANSWERS_MS = 300;

/**
 * A session whose settings are resolved when Atlas is first called: a resource that does not change needs none.
 *
 * @param surroundings default: the process's own.
 */
export function createSession(
    makeClient: (options: AtlasClientOptions) => AtlasClient,
    { environment, args, say }: Surroundings = OWN_PROCESS,
): ConfigurableSession {
    let configuration = configurationOf(undefined);
    let ownClient: AtlasClient | undefined;
    const clients = new Map<string, AtlasClient>();
    const underWay = new Set<Promise<unknown>>();
    const secrets = new Set<string>();
    let isWarned = false;

    const session: ConfigurableSession = {
        configure(given) {
            configuration = configurationOf(given);
        },
        settingsProblems(callers) {
            const { warning } = keyProblems(configuration.keys());
            if (warning !== undefined && !isWarned) {
                session.warn(warning);
            }
            isWarned = true;
            return settingsProblems(configuration, environment, callers);
        },
        get client() {
            ownClient ??= clientOf(resolveCredential(configuration, environment));
            return ownClient;
        },
        clientFor(parts) {
            return clientOf({ credential: heldCredential(parts), source: "resource" });
        },
        warn(message) {
            say(`warning: ${message}`);
        },
        asOperation(run, given) {
            secretsIn(given).forEach((secret) => secrets.add(secret));
            const operation = asOneOperation(run);
            underWay.add(operation);
            const forget = () => underWay.delete(operation);
            operation.then(forget, forget);
            return operation;
        },
        async end() {
            const answersMs = underWay.size === 0 ? 0 : ANSWERS_MS;
            await atMost(MAX_OPERATIONS_MS, Promise.allSettled(underWay));
            const ends = [...clients.values()].map((client) => client.end());
            await Promise.all([setTimeout(answersMs), atMost(MAX_HAND_BACK_MS, Promise.allSettled(ends))]);
        },
    };

    function clientOf({ credential, source }: FoundCredential): AtlasClient {
        const connection = resolveConnection(configuration, environment, source);
        const name = JSON.stringify([connection.baseUrl, Object.entries(credential).sort()]);
        const client = clients.get(name) ?? makeClient({ credential, ...connection, ...voice() });
        clients.set(name, client);
        return client;
    }

    function voice(): Pick<AtlasClientOptions, "onWait" | "secrets" | "log"> {
        return {
            onWait: say,
            secrets,
            ...(isDebugging(environment, args) && { log: (line: string) => say(`debug: ${line}`) }),
        };
    }

    return session;
}

/** What a provider host writes to stderr, Pulumi shows as a message of the stack. */
function writeToStderr(line: string): void {
    process.stderr.write(`${line}\n`);
}

async function atMost(limitMs: number, work: Promise<unknown>): Promise<void> {
    const timer = new AbortController();
    await Promise.race([
        work,
        setTimeout(limitMs, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    timer.abort();
}

/** Memory that lives as long as the host, for example of what this operation has created already. */
export function perSession<T>(make: () => T): (session: AtlasSession) => T {
    const memories = new WeakMap<AtlasSession, T>();
    return (session) => {
        const memory = memories.get(session) ?? make();
        memories.set(session, memory);
        return memory;
    };
}

/** What was asked for under a name before, or is asked for now. A failure is not remembered. */
export function remembered<T>(
    memory: Map<string, Promise<T>>,
    name: string,
    ask: () => Promise<T>,
): Promise<T> {
    const known = memory.get(name);
    if (known !== undefined) {
        return known;
    }
    // It serves several operations: none of them pays for it alone.
    const asked = asOneOperation(ask);
    memory.set(name, asked);
    asked.catch(() => memory.delete(name));
    return asked;
}
