import { badRequest } from "./errors";
import { ORGANIZATION_ROLES } from "./store/organizationRole";
import type { OrganizationRole } from "./store/organizationRole";

export function organizationRole(value: unknown, field: string): OrganizationRole {
    const role = ORGANIZATION_ROLES.find((known) => known === value);
    if (role !== undefined) {
        return role;
    }
    const given = String(value);
    throw given.startsWith("GROUP_")
        ? badRequest("INVALID_ROLE_FOR_ORG", `The role ${given} is not one of an organization.`, [given])
        : badRequest("INVALID_ENUM_VALUE", `${given} is none of the values of ${field}.`, [field, given]);
}
