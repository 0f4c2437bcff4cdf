import { setTimeout } from "node:timers/promises";
import type { AtlasClient } from "../atlas/client";
import type { AtlasClientOptions } from "../atlas/clientOptions";
import { asOneOperation } from "../atlas/retrying/operation";
import type { Redact } from "../atlas/secrets";
import type { MarkedValue } from "../schema/markedSecrets";
import { MarkedSecrets } from "../schema/markedSecrets";
import type { CheckableInstance } from "./providerInstance";
import type { GivenConfiguration } from "../configuration/configuration";
import { configurationOf } from "../configuration/configuration";
import { resolveConnection } from "../configuration/connection";
import { heldCredential } from "../configuration/credential";
import type { FoundCredential } from "../configuration/settings";
import { resolveCredential, settingsProblems } from "../configuration/settings";
import { keyProblems } from "../configuration/names";

/** A provider instance that a front hands its configuration. */
export interface ConfigurableInstance extends CheckableInstance {
    /** Must not wait for anything: the host may call `read` before `configure` has resolved. */
    configure(given: GivenConfiguration): void;
    /**
     * Notes that the error of an operation says something of the settings, which may be the same for hundreds of
     * resources. Returns what has said it before; undefined for the first.
     */
    saidBefore(text: string, by: string): string | undefined;
    /**
     * Runs one operation on one resource: limits on lost time hold for it as a whole, and `end` waits for it.
     *
     * @param heldSecrets are among what it is about: no error of Atlas shows them.
     */
    asOperation<T>(run: () => Promise<T>, heldSecrets?: readonly string[]): Promise<T>;
    /** Holds back what the program has marked as secret, from now on. @param words are none, whoever marks them. */
    hold(marked: readonly MarkedValue[], words?: readonly string[]): void;
    /** A text without what is held back. Lines and warnings need none of it: they come out without. */
    redact(text: string): string;
    /** Lets operations under way come to their end soon: nothing waits any longer, and nothing is repeated. */
    stopWaiting(): void;
    /** Lets operations under way come to their end, for a while, then hands back access tokens. Takes four seconds at most. */
    end(): Promise<void>;
}

/** What is around a provider instance: what it reads beside its configuration, and where its lines go. */
export interface Surroundings {
    readonly environment: NodeJS.ProcessEnv;
    /** The arguments of the process. */
    readonly args: readonly string[];
    readonly say: (line: string) => void;
    /** Default: a line that begins with "warning: ". */
    readonly warn?: (message: string) => void;
    /** What an engine shows only to who debugs. Default: a line that begins with "debug: ". */
    readonly debug?: (line: string) => void;
    /** Milliseconds since 1970, UTC. Default: by the clock of this machine. */
    readonly nowMs?: () => number;
}

/** Those of this process. */
const OWN_PROCESS: Surroundings = { environment: process.env, args: process.argv, say: writeToStderr };

/** Pulumi kills a host five seconds after it has told it to stop. */
const MAX_OPERATIONS_MS = 3_000;
const MAX_HAND_BACK_MS = 1_000;
/** For answers of operations to get to the engine: a process that is gone delivers none. */
const ANSWERS_MS = 300;

/**
 * A provider instance whose settings are resolved when Atlas is first called: a resource that does not change needs none.
 *
 * @param surroundings default: the process's own.
 */
export function createProviderInstance(
    makeClient: (options: AtlasClientOptions) => AtlasClient,
    surroundings: Surroundings = OWN_PROCESS,
): ConfigurableInstance {
    const { environment, args, nowMs = Date.now } = surroundings;
    const marked = new MarkedSecrets();
    const { say, warn, debug } = voiceOf(surroundings, marked.redact);
    let configuration = configurationOf(undefined);
    let ownClient: AtlasClient | undefined;
    const clients = new Map<string, AtlasClient>();
    const underWay = new Set<Promise<unknown>>();
    const secrets = new Set<string>();
    const said = new Map<string, string>();
    let isWarned = false;
    let isStopping = false;

    const instance: ConfigurableInstance = {
        configure(given) {
            configuration = configurationOf(given);
        },
        saidBefore(text, by) {
            const before = said.get(text);
            said.set(text, before ?? by);
            return before;
        },
        settingsProblems(callers) {
            const { warning } = keyProblems(configuration.keys());
            if (warning !== undefined && !isWarned) {
                instance.warn(warning);
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
        nowMs,
        say,
        warn,
        hold: (values, words) => marked.hold(values, words),
        redact: marked.redact,
        asOperation(run, heldSecrets = []) {
            heldSecrets.forEach((secret) => secrets.add(secret));
            const operation = asOneOperation(run);
            underWay.add(operation);
            const forget = () => underWay.delete(operation);
            operation.then(forget, forget);
            return operation;
        },
        stopWaiting() {
            isStopping = true;
            clients.forEach((client) => client.stopWaiting());
        },
        async end() {
            instance.stopWaiting();
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
        if (isStopping) {
            client.stopWaiting();
        }
        return client;
    }

    function voice(): Pick<AtlasClientOptions, "onWait" | "secrets" | "log"> {
        return {
            onWait: say,
            secrets,
            ...(isDebugging(environment, args) && { log: debug }),
        };
    }

    return instance;
}

type Voice = Required<Pick<Surroundings, "say" | "warn" | "debug">>;

/** Where lines go, each of them redacted. */
function voiceOf({ say, warn, debug }: Surroundings, redact: Redact): Voice {
    return {
        say: (line) => say(redact(line)),
        warn: (message) => (warn ?? ((text) => say(`warning: ${text}`)))(redact(message)),
        debug: (line) => (debug ?? ((text) => say(`debug: ${text}`)))(redact(line)),
    };
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

/**
 * Whether to log every request: PULUMI_ATLAS_DEBUG=1, or the engine's own verbose logging, which it passes on to the
 * host as arguments (`pulumi up --logflow -v=9`).
 */
export function isDebugging(environment: NodeJS.ProcessEnv, args: readonly string[]): boolean {
    const asked = environment["PULUMI_ATLAS_DEBUG"] ?? "";
    return !["", "0", "false"].includes(asked) || args.some((arg) => /^-v=[1-9]/.test(arg));
}

/**
 * Lets a process that is told to stop end what it is doing: an answer of Atlas that nobody waits for is lost, with what
 * it made, and an access token that is not handed back lives on.
 */
export function endOnSignals(work: { end(): Promise<void> }): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => {
            // Without this handler, the same signal ends the process as it always did.
            void work.end().finally(() => process.kill(process.pid, signal));
        });
    }
}
