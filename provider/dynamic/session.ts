import type * as pulumi from "@pulumi/pulumi";
import type { AtlasClient, AtlasCredential } from "../atlas/client";
import type { AtlasSettings } from "./settings";
import { resolveBaseUrl, resolveCredential } from "./settings";

/** What lifecycles share within one provider host: the way to Atlas, and a voice. One host serves one operation. */
export interface AtlasSession {
    /** Calls Atlas with the provider's own credential. @throws AtlasConfigError if there is none. */
    readonly client: AtlasClient;
    /** Calls the same Atlas with another credential: an organization's own. */
    clientFor(credential: AtlasCredential): AtlasClient;
    /** Shows the user a line beside the run. */
    warn(message: string): void;
}

/** A session that Pulumi's host hands the configuration of its provider instance. */
export interface ConfigurableSession extends AtlasSession {
    /** Must not wait for anything: the host may call `read` before `configure` has resolved. */
    configure(config: pulumi.dynamic.Config): void;
}

/** A session whose settings are resolved when Atlas is first called, so that `check` and `diff` need none. */
export function createSession(makeClient: (settings: AtlasSettings) => AtlasClient): ConfigurableSession {
    let config: pulumi.dynamic.Config | undefined;
    let ownClient: AtlasClient | undefined;
    const clients = new Map<string, AtlasClient>();

    const session: ConfigurableSession = {
        configure(given) {
            config = given;
        },
        get client() {
            ownClient ??= session.clientFor(resolveCredential(getConfig, process.env));
            return ownClient;
        },
        clientFor(credential) {
            const name = JSON.stringify([credential.publicKey, credential.privateKey]);
            const client = clients.get(name) ?? makeClient(settingsWith(credential));
            clients.set(name, client);
            return client;
        },
        warn(message) {
            // What a provider host writes to stderr, Pulumi shows as a message of the stack.
            process.stderr.write(`warning: ${message}\n`);
        },
    };

    function getConfig(key: string): string | undefined {
        return config?.get(key);
    }

    function settingsWith(credential: AtlasCredential): AtlasSettings {
        const baseUrl = resolveBaseUrl(getConfig, process.env);
        return { credential, ...(baseUrl === undefined ? {} : { baseUrl }) };
    }

    return session;
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
    const asked = ask();
    memory.set(name, asked);
    asked.catch(() => memory.delete(name));
    return asked;
}
