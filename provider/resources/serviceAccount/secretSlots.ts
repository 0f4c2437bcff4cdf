import type { ServiceAccountSecretResponse } from "../../atlas/endpoints/serviceAccounts";
import type { ProviderInstance } from "../../runtime/providerInstance";
import type { AccountRef } from "./accounts";
import { perInstance } from "../../runtime/providerInstance";

/** @see https://www.mongodb.com/docs/atlas/api/service-accounts-overview/ */
const MAX_SECRETS = 2;

type Secrets = readonly ServiceAccountSecretResponse[];

/** @throws Error that says what stands there, and what to do, if the account can have no other secret now. */
export function requireRoom(instance: ProviderInstance, { clientId }: AccountRef, secrets: Secrets): void {
    if (secrets.length >= MAX_SECRETS) {
        throw new Error(
            `service account ${clientId} has ${secrets.length} secrets, and Atlas allows ${MAX_SECRETS}. ${describe(instance, secrets)} Nothing was made.`,
        );
    }
}

/** What stands in the way of the renewal of a secret that is made beside these; undefined if nothing does. */
export function occupiedSlots(
    instance: ProviderInstance,
    { clientId }: AccountRef,
    before: Secrets,
): string | undefined {
    const others = before.filter(({ id }) => !isReplaced(instance, id));
    return others.length === 0
        ? undefined
        : `of ${clientId}: it cannot renew itself beside another secret, as Atlas allows ${MAX_SECRETS}. ${describe(instance, others)}`;
}

function describe(instance: ProviderInstance, secrets: Secrets): string {
    return secrets.map((secret) => `${nameOf(secret)} ${whose(instance, secret)}`).join(" ");
}

function nameOf({ id, createdAt, expiresAt }: ServiceAccountSecretResponse): string {
    const made = createdAt === undefined ? "" : `made at ${createdAt}, `;
    return `Secret ${id} (${made}ends at ${expiresAt})`;
}

function whose(instance: ProviderInstance, { id }: ServiceAccountSecretResponse): string {
    if (isFirstSecret(instance, id)) {
        return "came with the account: set deleteFirstSecret: true on the OrgServiceAccount, once nothing uses it.";
    }
    return isReplaced(instance, id)
        ? "is the one to be replaced."
        : "is not known to this run: if nothing uses it, delete it in Atlas (Access Manager > Applications), or remove the resource that made it.";
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** From then on, a secret that does not renew is warned of. */
const WARNING_DAYS = 14;

/** When a secret ends, and how long before that it is renewed. */
export interface SecretEnd {
    /** ISO 8601, UTC. Undefined if nobody knows. */
    readonly expiresAt: unknown;
    /** Undefined if nothing renews it. */
    readonly renewBeforeHours: unknown;
}

/** Whether the time has come to renew a secret. */
export function isDueForRenewal({ expiresAt, renewBeforeHours }: SecretEnd, nowMs: number): boolean {
    const endsAtMs = expiresAtMs(expiresAt);
    return (
        typeof renewBeforeHours === "number" &&
        !Number.isNaN(endsAtMs) &&
        nowMs >= endsAtMs - renewBeforeHours * HOUR_MS
    );
}

/** What to say of a secret that ends soon, or has ended, and that nothing renews. @param whatToDo a sentence. */
export function endWarning(
    { expiresAt, renewBeforeHours }: SecretEnd,
    nowMs: number,
    whatToDo: string,
): string | undefined {
    const leftMs = expiresAtMs(expiresAt) - nowMs;
    if (typeof renewBeforeHours === "number" || !(leftMs <= WARNING_DAYS * DAY_MS)) {
        return undefined;
    }
    const end = leftMs > 0 ? `ends in ${lengthOf(leftMs)}, at` : "has ended, at";
    return `the secret ${end} ${String(expiresAt)}. ${whatToDo}`;
}

/** Milliseconds since 1970, UTC; not a number if nobody knows. */
export function expiresAtMs(expiresAt: unknown): number {
    return typeof expiresAt === "string" ? Date.parse(expiresAt) : Number.NaN;
}

function lengthOf(durationMs: number): string {
    return durationMs < 2 * DAY_MS
        ? `${Math.ceil(durationMs / HOUR_MS)} h`
        : `${Math.floor(durationMs / DAY_MS)} days`;
}

// What this run knows of the secrets of accounts, so that an error can say whose secret stands in the way.

interface KnownSecrets {
    /** First secrets of accounts that the program manages. */
    readonly first: Set<string>;
    /** Secrets that this run replaces, and whether anybody knows their values. */
    readonly replaced: Map<string, { readonly isLost: boolean }>;
}

const secretsIn = perInstance<KnownSecrets>(() => ({ first: new Set(), replaced: new Map() }));

export function noteFirstSecret(instance: ProviderInstance, secretId: string | undefined): void {
    if (secretId !== undefined) {
        secretsIn(instance).first.add(secretId);
    }
}

export function noteReplaced(instance: ProviderInstance, secretId: string, isLost: boolean): void {
    secretsIn(instance).replaced.set(secretId, { isLost });
}

/** Whether it is the first secret of an OrgServiceAccount of the program. */
export function isFirstSecret(instance: ProviderInstance, secretId: string): boolean {
    return secretsIn(instance).first.has(secretId);
}

/** Whether this run makes another secret in its place, and nobody can use it, as its value was lost. */
export function isReplacedAndLost(instance: ProviderInstance, secretId: string): boolean {
    return secretsIn(instance).replaced.get(secretId)?.isLost === true;
}

/** Whether this run makes another secret in its place. */
export function isReplaced(instance: ProviderInstance, secretId: string): boolean {
    return secretsIn(instance).replaced.has(secretId);
}
