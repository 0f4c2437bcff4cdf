import type { AtlasClient } from "../atlas/client";
import { asOneOperation } from "../atlas/retrying/operation";
import type { CredentialParts } from "../configuration/credential";
import type { Callers } from "../configuration/settings";

/** What lifecycles share within one provider host: the way to Atlas, and a voice. One host serves one operation. */
export interface ProviderInstance {
    /** Calls Atlas with the provider's own credential. @throws AtlasConfigError if there is none. */
    readonly client: AtlasClient;
    /** Calls the same Atlas with another credential: an organization's own. @throws AtlasConfigError if it is not whole. */
    clientFor(credential: CredentialParts): AtlasClient;
    /** Milliseconds since 1970, UTC. */
    nowMs(): number;
    /** Tells the user what goes on, in a line beside the run. */
    say(message: string): void;
    /** Shows the user a warning beside the run. */
    warn(message: string): void;
}

/** A provider instance that knows its settings. */
export interface CheckableInstance extends ProviderInstance {
    /** What is wrong with the settings for a resource that calls as these, in sentences; calls nobody. */
    settingsProblems(callers: Callers): readonly string[];
}

/** Memory that lives as long as the host, for example of what this operation has created already. */
export function perInstance<T>(make: () => T): (instance: ProviderInstance) => T {
    const memories = new WeakMap<ProviderInstance, T>();
    return (instance) => {
        const memory = memories.get(instance) ?? make();
        memories.set(instance, memory);
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
