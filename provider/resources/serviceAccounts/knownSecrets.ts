import type { AtlasSession } from "../../core/session";
import { perSession } from "../../core/session";

// What this run knows of the secrets of accounts, so that an error can say whose secret stands in the way.

interface KnownSecrets {
    /** First secrets of accounts that the program manages. */
    readonly first: Set<string>;
    /** Secrets that this run replaces, and whether anybody knows their values. */
    readonly replaced: Map<string, { readonly isLost: boolean }>;
}

const secretsIn = perSession<KnownSecrets>(() => ({ first: new Set(), replaced: new Map() }));

export function noteFirstSecret(session: AtlasSession, secretId: string | undefined): void {
    if (secretId !== undefined) {
        secretsIn(session).first.add(secretId);
    }
}

export function noteReplaced(session: AtlasSession, secretId: string, isLost: boolean): void {
    secretsIn(session).replaced.set(secretId, { isLost });
}

/** Whether it is the first secret of an OrgServiceAccount of the program. */
export function isFirstSecret(session: AtlasSession, secretId: string): boolean {
    return secretsIn(session).first.has(secretId);
}

/** Whether this run makes another secret in its place, and nobody can use it, as its value was lost. */
export function isReplacedAndLost(session: AtlasSession, secretId: string): boolean {
    return secretsIn(session).replaced.get(secretId)?.isLost === true;
}

/** Whether this run makes another secret in its place. */
export function isReplaced(session: AtlasSession, secretId: string): boolean {
    return secretsIn(session).replaced.has(secretId);
}
