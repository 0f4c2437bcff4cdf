export { LinkToken } from "./resources/classes/linkToken";
export type { LinkTokenArgs, LinkTokenState } from "./resources/link/linkToken";
export { MigrationLink } from "./resources/classes/migrationLink";
export type { MigrationLinkArgs, MigrationLinkState } from "./resources/link/migrationLink";
export { OrgApiKey } from "./resources/classes/orgApiKey";
export type { OrgApiKeyArgs, OrgApiKeyState } from "./resources/orgApiKey";
export { OrgApiKeyAccessList } from "./resources/classes/orgApiKeyAccessList";
export type {
    OrgApiKeyAccessListArgs,
    OrgApiKeyAccessListState,
} from "./resources/accessLists/orgApiKeyAccessList";
export { OrgApiKeyAccessListEntry } from "./resources/classes/orgApiKeyAccessListEntry";
export type {
    OrgApiKeyAccessListEntryArgs,
    OrgApiKeyAccessListEntryParts,
    OrgApiKeyAccessListEntryState,
} from "./resources/accessLists/orgApiKeyAccessListEntry";
export { OrgServiceAccount } from "./resources/classes/orgServiceAccount";
export type {
    OrgServiceAccountArgs,
    OrgServiceAccountState,
} from "./resources/serviceAccounts/orgServiceAccount";
export { OrgServiceAccountSecret } from "./resources/classes/orgServiceAccountSecret";
export type {
    OrgServiceAccountSecretArgs,
    OrgServiceAccountSecretState,
} from "./resources/serviceAccounts/orgServiceAccountSecret";
export { OrgServiceAccountAccessList } from "./resources/classes/orgServiceAccountAccessList";
export type {
    OrgServiceAccountAccessListArgs,
    OrgServiceAccountAccessListState,
} from "./resources/accessLists/orgServiceAccountAccessList";
export { OrgServiceAccountAccessListEntry } from "./resources/classes/orgServiceAccountAccessListEntry";
export type {
    OrgServiceAccountAccessListEntryArgs,
    OrgServiceAccountAccessListEntryParts,
    OrgServiceAccountAccessListEntryState,
} from "./resources/accessLists/orgServiceAccountAccessListEntry";
export { Organization } from "./resources/classes/organization";
export type { OrganizationArgs, OrganizationParts, OrganizationState } from "./resources/organization/args";
export type {
    OrganizationApiKey,
    OrganizationCredentials,
    OrganizationServiceAccount,
} from "./resources/organization/credentials";
export type { OrganizationSettings, SessionTimeouts } from "./resources/organization/settings";
export * from "./enums";
export { Provider } from "./dynamic/program/provider";
export type { ProviderArgs, ProviderParts } from "./dynamic/program/providerArgs";
export * from "./lookups/functions/apiKeys";
export * from "./lookups/functions/liveMigrations";
export * from "./lookups/functions/organizations";
export * from "./lookups/functions/serviceAccounts";
export type { FoundAccessListEntry } from "./lookups/accessLists";
export type {
    FoundOrgServiceAccount,
    FoundServiceAccountSecret,
    GetOrgServiceAccountAccessListArgs,
    GetOrgServiceAccountAccessListResult,
    GetOrgServiceAccountArgs,
    GetOrgServiceAccountResult,
    GetOrgServiceAccountsArgs,
    GetOrgServiceAccountsResult,
} from "./lookups/serviceAccounts";
export type {
    FoundOrgApiKey,
    GetOrgApiKeyAccessListArgs,
    GetOrgApiKeyAccessListResult,
    GetOrgApiKeyArgs,
    GetOrgApiKeyResult,
    GetOrgApiKeysArgs,
    GetOrgApiKeysResult,
} from "./lookups/apiKeys";
export type {
    GetLiveMigrationProjectsArgs,
    GetLiveMigrationProjectsResult,
    GetMigrationLinkStatusArgs,
    GetMigrationLinkStatusResult,
    LiveMigrationDeployment,
    LiveMigrationProject,
} from "./lookups/liveMigrations";
export type { UnconfirmedEntry } from "./resources/accessLists/unconfirmed";
export type {
    FoundOrganization,
    GetOrganizationArgs,
    GetOrganizationResult,
    GetOrganizationsArgs,
    GetOrganizationsResult,
} from "./lookups/organizations";
