/**
 * Every role that an API key can have in an organization.
 *
 * https://www.mongodb.com/docs/atlas/reference/user-roles/#organization-roles
 */
export const ORGANIZATION_ROLES = [
    "ORG_OWNER",
    "ORG_MEMBER",
    "ORG_GROUP_CREATOR",
    "ORG_BILLING_ADMIN",
    "ORG_BILLING_READ_ONLY",
    "ORG_STREAM_PROCESSING_ADMIN",
    "ORG_READ_ONLY",
] as const;

/** A role that an API key can have in an organization. */
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];
