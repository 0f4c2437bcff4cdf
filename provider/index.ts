export { LinkToken } from "./sdk/linkToken";
export type { LinkTokenArgs, LinkTokenState } from "./resources/link/linkToken";
export { MigrationLink } from "./sdk/migrationLink";
export type { MigrationLinkArgs, MigrationLinkState } from "./resources/link/migrationLink";
export { OrgApiKey } from "./sdk/orgApiKey";
export type { OrgApiKeyArgs, OrgApiKeyState } from "./resources/orgApiKey";
export { OrgApiKeyAccessList } from "./sdk/accessList";
export type { OrgApiKeyAccessListArgs, OrgApiKeyAccessListState } from "./resources/accessList/listKinds";
export { OrgApiKeyAccessListEntry } from "./sdk/accessListEntry";
export type {
    OrgApiKeyAccessListEntryArgs,
    OrgApiKeyAccessListEntryParts,
    OrgApiKeyAccessListEntryState,
} from "./resources/accessList/entryKinds";
export { OrgServiceAccount } from "./sdk/serviceAccount";
export type {
    OrgServiceAccountArgs,
    OrgServiceAccountState,
} from "./resources/serviceAccount/orgServiceAccount";
export { OrgServiceAccountSecret } from "./sdk/serviceAccount";
export type {
    OrgServiceAccountSecretArgs,
    OrgServiceAccountSecretState,
} from "./resources/serviceAccount/orgServiceAccountSecret";
export { OrgServiceAccountAccessList } from "./sdk/accessList";
export type {
    OrgServiceAccountAccessListArgs,
    OrgServiceAccountAccessListState,
} from "./resources/accessList/listKinds";
export { OrgServiceAccountAccessListEntry } from "./sdk/accessListEntry";
export type {
    OrgServiceAccountAccessListEntryArgs,
    OrgServiceAccountAccessListEntryParts,
    OrgServiceAccountAccessListEntryState,
} from "./resources/accessList/entryKinds";
export { Organization } from "./sdk/organization";
export type {
    OrganizationArgs,
    OrganizationParts,
    OrganizationState,
} from "./resources/organization/arguments";
export type {
    OrganizationApiKey,
    OrganizationCredentials,
    OrganizationServiceAccount,
} from "./resources/organization/arguments";
export type { OrganizationSettings, SessionTimeouts } from "./resources/organization/settings";
export * from "./enums";
export { Provider } from "./sdk/provider";
export type { ProviderArgs, ProviderParts } from "./sdk/provider";
export * from "./sdk/lookUps";
export * from "./sdk/lookUps";
export * from "./sdk/lookUps";
export * from "./sdk/lookUps";
export type { FoundAccessListEntry } from "./functions/accessLists";
export type {
    FoundOrgServiceAccount,
    FoundServiceAccountSecret,
    GetOrgServiceAccountAccessListArgs,
    GetOrgServiceAccountAccessListResult,
    GetOrgServiceAccountArgs,
    GetOrgServiceAccountResult,
    GetOrgServiceAccountsArgs,
    GetOrgServiceAccountsResult,
} from "./functions/serviceAccounts";
export type {
    FoundOrgApiKey,
    GetOrgApiKeyAccessListArgs,
    GetOrgApiKeyAccessListResult,
    GetOrgApiKeyArgs,
    GetOrgApiKeyResult,
    GetOrgApiKeysArgs,
    GetOrgApiKeysResult,
} from "./functions/apiKeys";
export type {
    GetLiveMigrationProjectsArgs,
    GetLiveMigrationProjectsResult,
    GetMigrationLinkStatusArgs,
    GetMigrationLinkStatusResult,
    LiveMigrationDeployment,
    LiveMigrationProject,
} from "./functions/liveMigrations";
export type { UnconfirmedEntry } from "./resources/accessList/unconfirmed";
export type {
    FoundOrganization,
    GetOrganizationArgs,
    GetOrganizationResult,
    GetOrganizationsArgs,
    GetOrganizationsResult,
} from "./functions/organizations";
