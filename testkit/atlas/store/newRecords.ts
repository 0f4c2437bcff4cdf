import type { OrganizationRole } from "./organizationRole";
import type { StoredSettings } from "./storedSettings";

/** What a test may give for an organization; the rest is as for one that nobody has touched. */
export interface NewOrganization {
    readonly name?: string;
    readonly isPaying?: boolean;
    readonly isUnpaid?: boolean;
    readonly ownerId?: string;
    readonly settings?: Partial<StoredSettings>;
}

export interface NewApiKey {
    readonly orgId: string;
    readonly desc?: string;
    /** Default: ORG_OWNER. */
    readonly roles?: readonly OrganizationRole[];
    /** Addresses and ranges in any spelling. Default: none, so that the key may be used from anywhere. */
    readonly accessList?: readonly string[];
}

export interface NewServiceAccount {
    readonly orgId: string;
    readonly name?: string;
    readonly description?: string;
    /** Default: ORG_OWNER. */
    readonly roles?: readonly OrganizationRole[];
    /** Addresses and ranges in any spelling. Default: none, so that its tokens may be used from anywhere. */
    readonly accessList?: readonly string[];
}
