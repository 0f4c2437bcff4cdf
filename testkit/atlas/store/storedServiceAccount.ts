import type { OrganizationRole } from "./organizationRole";
import type { AccessList } from "./storedAccessList";

export interface StoredServiceAccount {
    /** "mdb_sa_id_" and 24 hex digits. */
    readonly clientId: string;
    readonly orgId: string;
    name: string;
    description: string;
    roles: OrganizationRole[];
    readonly createdAt: string;
    /** At most two at Atlas. */
    secrets: StoredSecret[];
    readonly accessList: AccessList;
}

export interface StoredSecret {
    readonly id: string;
    /** In clear; replies mask it except when it is created. */
    readonly secret: string;
    readonly createdAt: string;
    /** From then on it gets no more tokens. */
    expiresAt: string;
    lastUsedAt?: string;
}

export interface StoredAccessToken {
    readonly clientId: string;
    /** When it stops working, by the clock of the emulated Atlas. */
    expiresMs: number;
}
