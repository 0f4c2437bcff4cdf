import { arrayOf, orNull, wholeNumber } from "../../http/bodies";
import type { FieldReader } from "../../http/bodies";
import { invalidField } from "../../errors";
import { organizationRole } from "../../organizationRoles";
import type { OrganizationRole } from "../../store/organizationRole";
import type { StoredSecret, StoredServiceAccount } from "../../store/storedServiceAccount";
import type { StoredSettings } from "../../store/storedSettings";

export interface ServiceAccountRequest {
    readonly name: string;
    readonly description: string;
    readonly roles: readonly OrganizationRole[];
    readonly secretExpiresAfterHours: number;
}

const SHORTEST_SECRET_HOURS = 8;
const LONGEST_SECRET_HOURS = 8760;

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
