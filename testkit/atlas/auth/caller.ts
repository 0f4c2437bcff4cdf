import type { OrganizationRole } from "../store/organizationRole";
import type { AccessList } from "../store/storedAccessList";
import type { StoredApiKey } from "../store/storedApiKey";
import type { StoredServiceAccount } from "../store/storedServiceAccount";

/** Who makes a request: whatever the kind of the credential, it belongs to one organization. */
export interface Caller {
    readonly kind: "apiKey" | "serviceAccount";
    /** Id of the API key, or client id of the service account. */
    readonly id: string;
    readonly orgId: string;
    readonly roles: readonly OrganizationRole[];
    readonly accessList: AccessList;
}

export function apiKeyCaller({ id, orgId, roles, accessList }: StoredApiKey): Caller {
    return { kind: "apiKey", id, orgId, roles, accessList };
}

export function serviceAccountCaller(account: StoredServiceAccount): Caller {
    const { clientId: id, orgId, roles, accessList } = account;
    return { kind: "serviceAccount", id, orgId, roles, accessList };
}
