/**
 * The roles that an API key can have in an organization, as far as this package knows them.
 *
 * https://www.mongodb.com/docs/atlas/reference/user-roles/#organization-roles
 */
export const OrganizationRole = {
    OrgOwner: "ORG_OWNER",
    OrgMember: "ORG_MEMBER",
    OrgGroupCreator: "ORG_GROUP_CREATOR",
    OrgBillingAdmin: "ORG_BILLING_ADMIN",
    OrgBillingReadOnly: "ORG_BILLING_READ_ONLY",
    OrgStreamProcessingAdmin: "ORG_STREAM_PROCESSING_ADMIN",
    OrgReadOnly: "ORG_READ_ONLY",
} as const;

/**
 * A role that an API key can have in an organization. Atlas may have roles that are newer than this package: one that
 * Atlas has shown, in an import or a refresh, can stand in a program. Any other is refused at preview.
 */
export type OrganizationRole =
    | (typeof OrganizationRole)[keyof typeof OrganizationRole]
    // Any text, of which editors still offer the roles above.
    | (string & Record<never, never>);

export const ORGANIZATION_ROLES: readonly string[] = Object.values(OrganizationRole);
