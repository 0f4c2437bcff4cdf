import type { Deployment } from "#testkit/engine/stack";

/** What a state says of one resource, secrets in clear. */
export interface StateOfResource {
    readonly id: string | undefined;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
    /** What of its creation or update has not been done yet, in the provider's words. */
    readonly initErrors: readonly string[];
}

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

/** Finds a resource by its name in a state exported with secrets in clear. @throws Error if there is none. */
export function readRecord({ deployment }: Deployment, name: string): StateOfResource {
    const record = deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (record === undefined) {
        throw new Error(`The state has no resource ${name}.`);
    }
    return {
        id: record.id,
        inputs: revealed(record.inputs ?? {}) as Record<string, unknown>,
        outputs: revealed(record.outputs ?? {}) as Record<string, unknown>,
        initErrors: record.initErrors ?? [],
    };
}

/** A secret stands in an exported state as an object that holds its JSON text. */
function revealed(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(revealed);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (SIGNATURE_KEY in value && "plaintext" in value) {
        return revealed(JSON.parse(String(value.plaintext)));
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revealed(member)]));
}
