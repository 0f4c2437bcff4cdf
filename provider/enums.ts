// The choices of inputs and outputs as values. Names and members are those of Pulumi's SDK for Node.js, made from the
// schema: code that `pulumi import` writes finds them here as well. They are for ever.

export { OrganizationRole } from "./atlas/endpoints/organizationRole";

/** Whether an access list holds the entries of the program alone (default), or others beside them. */
export const AccessListMode = { Authoritative: "authoritative", Additive: "additive" } as const;
export type AccessListMode = (typeof AccessListMode)[keyof typeof AccessListMode];

/** What to do when an entry is on the access list already. */
export const AccessListEntryOnConflict = { Fail: "fail", Adopt: "adopt" } as const;
export type AccessListEntryOnConflict =
    (typeof AccessListEntryOnConflict)[keyof typeof AccessListEntryOnConflict];

/** Whose an entry is that is on the access list already. */
export const AccessListOnConflict = { Leave: "leave", Adopt: "adopt" } as const;
export type AccessListOnConflict = (typeof AccessListOnConflict)[keyof typeof AccessListOnConflict];

/** What to do when a link is there already. */
export const LinkOnConflict = { Fail: "fail", Replace: "replace" } as const;
export type LinkOnConflict = (typeof LinkOnConflict)[keyof typeof LinkOnConflict];

/** What to do with one link of several of an organization, which Atlas cannot delete by name. */
export const OnAmbiguousDelete = { Leave: "leave", DeleteAny: "deleteAny" } as const;
export type OnAmbiguousDelete = (typeof OnAmbiguousDelete)[keyof typeof OnAmbiguousDelete];

/** Whether a source organization is synchronised with Atlas. */
export const MigrationLinkStatus = { Synced: "SYNCED", NotSynced: "NOT_SYNCED" } as const;
export type MigrationLinkStatus = (typeof MigrationLinkStatus)[keyof typeof MigrationLinkStatus];
