import type { OrganizationRole } from "./organizationRole";
import type { AccessList } from "./storedAccessList";

export interface StoredApiKey {
    readonly id: string;
    readonly orgId: string;
    readonly publicKey: string;
    /** In clear; replies mask it except when the key is created. */
    privateKey: string;
    desc: string;
    roles: OrganizationRole[];
    /** Project roles show up among the roles of every reply. */
    projectRoles: { groupId: string; roleName: string }[];
    readonly accessList: AccessList;
}
