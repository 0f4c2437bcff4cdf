import type { StoredSettings } from "./storedSettings";

export interface StoredOrganization {
    readonly id: string;
    name: string;
    /** Only a paying organization may create others. */
    isPaying: boolean;
    /** With unpaid invoices an organization cannot be deleted: 402. */
    isUnpaid: boolean;
    skipDefaultAlertsSettings: boolean;
    /** The user who owns it. */
    ownerId?: string;
    /** The organization whose key created it. */
    payingOrgId?: string;
    federationSettingsId?: string;
    settings: StoredSettings;
}

export interface StoredUser {
    readonly id: string;
    /** Organizations the user belongs to. */
    readonly orgIds: Set<string>;
}

export interface StoredProject {
    readonly id: string;
    readonly orgId: string;
    readonly name: string;
    readonly created: string;
    clusterCount: number;
}
