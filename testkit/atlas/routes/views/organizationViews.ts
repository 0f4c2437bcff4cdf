import { selfLinks } from "../../endpoint";
import type { Call } from "../../endpoint";
import { badRequest } from "../../errors";
import type { StoredOrganization } from "../../store/storedOrganization";

export function organizationView(call: Call, organization: StoredOrganization): Record<string, unknown> {
    return {
        id: organization.id,
        isDeleted: false,
        links: selfLinks(call, `/orgs/${organization.id}`),
        name: organization.name,
        skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings,
    };
}

/** The published pattern and a space: Atlas has organizations with spaces in their names. */
export function organizationName(value: unknown): string {
    if (typeof value !== "string" || !/^[\p{L}\p{N}\-_.(),:&@+' ]{1,64}$/u.test(value)) {
        throw badRequest("INVALID_ORG_NAME", "The organization name is invalid.", [String(value)]);
    }
    return value;
}
