import { randomBytes } from "node:crypto";

import { arrayOf, orNull, wholeNumber } from "./bodies";
import type { FieldReader } from "./bodies";
import { invalidField } from "./errors";
import { organizationRole } from "./organizationRoles";
import type { AtlasStore, OrganizationRole } from "./store";
import type { StoredSecret, StoredServiceAccount } from "./storedServiceAccount";
import type { StoredSettings } from "./storedSettings";

export interface ServiceAccountRequest {
    readonly name: string;
    readonly description: string;
    readonly roles: readonly OrganizationRole[];
    readonly secretExpiresAfterHours: number;
}

const SHORTEST_SECRET_HOURS = 8;
const LONGEST_SECRET_HOURS = 8760;
const MS_PER_HOUR = 3_600_000;

/** A service account as replies show it; `newSecret` is the one that the request has just made. */
export function serviceAccountView(
    account: StoredServiceAccount,
    newSecret?: StoredSecret,
): Record<string, unknown> {
    return {
        clientId: account.clientId,
        createdAt: account.createdAt,
        description: account.description,
        name: account.name,
        roles: account.roles,
        secrets: account.secrets.map((secret) => secretView(secret, secret === newSecret)),
    };
}

/** A secret as replies show it: in clear when it has just been made, masked afterwards. */
export function secretView(secret: StoredSecret, isNew: boolean): Record<string, unknown> {
    return {
        createdAt: secret.createdAt,
        expiresAt: secret.expiresAt,
        id: secret.id,
        ...(secret.lastUsedAt && { lastUsedAt: secret.lastUsedAt }),
        ...(isNew
            ? { secret: secret.secret }
            : { maskedSecretValue: `mdb_sa_sk_...${secret.secret.slice(-4)}` }),
    };
}

/** Makes a service account with its first secret in an organization. */
export function addServiceAccount(
    store: AtlasStore,
    account: ServiceAccountRequest & { readonly orgId: string; readonly now: string },
): StoredServiceAccount {
    const { orgId, name, description, now } = account;
    const stored: StoredServiceAccount = {
        clientId: `mdb_sa_id_${store.newId()}`,
        orgId,
        name,
        description,
        roles: [...new Set(account.roles)],
        createdAt: now,
        secrets: [newSecret(store, { now, hours: account.secretExpiresAfterHours })],
        accessList: new Map(),
    };
    store.serviceAccounts.set(stored.clientId, stored);
    return stored;
}

export function newSecret(store: AtlasStore, { now, hours }: { now: string; hours: number }): StoredSecret {
    return {
        id: store.newId(),
        secret: `mdb_sa_sk_${randomBytes(30).toString("base64url").replaceAll("-", "_")}`,
        createdAt: now,
        expiresAt: new Date(Date.parse(now) + hours * MS_PER_HOUR).toISOString(),
    };
}

export const accountName = accountText(64);

export const accountDescription = accountText(250);

export function accountRoles(value: unknown, field: string): OrganizationRole[] {
    const roles = arrayOf(organizationRole)(value, field);
    if (roles.length === 0) {
        throw invalidField(field, "must have at least one role");
    }
    return [...new Set(roles)];
}

/** How long a secret may live is a setting of the organization. */
export function secretHours(settings: StoredSettings): FieldReader<number> {
    return wholeNumber(
        SHORTEST_SECRET_HOURS,
        settings.maxServiceAccountSecretValidityInHours ?? LONGEST_SECRET_HOURS,
    );
}

/** The fields of a request for a service account, all of them required. */
export function serviceAccountFields(settings: StoredSettings) {
    return {
        name: accountName,
        description: accountDescription,
        roles: accountRoles,
        secretExpiresAfterHours: secretHours(settings),
    };
}

/** The fields of a change. What a null does is not confirmed of Atlas; here it changes nothing. */
export const SERVICE_ACCOUNT_CHANGES = {
    name: orNull(accountName),
    description: orNull(accountDescription),
    roles: accountRoles,
};

function accountText(maxLength: number): FieldReader<string> {
    const pattern = new RegExp(`^[\\p{L}\\p{N}\\-_.,' ]{1,${maxLength}}$`, "u");
    return (value, field) => {
        if (typeof value !== "string" || !pattern.test(value)) {
            throw invalidField(
                field,
                `must have 1 to ${maxLength} letters, digits, spaces or characters of -_.,'`,
            );
        }
        return value;
    };
}
