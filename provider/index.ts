export { LinkToken } from "./resources/linkToken";
export type { LinkTokenArgs, LinkTokenState } from "./resources/linkToken";
export { OrgApiKey } from "./resources/orgApiKey";
export type { OrgApiKeyArgs, OrgApiKeyState } from "./resources/orgApiKey";
export { OrgApiKeyAccessList } from "./resources/orgApiKeyAccessList";
export type { OrgApiKeyAccessListArgs, OrgApiKeyAccessListState } from "./resources/orgApiKeyAccessList";
export { OrgApiKeyAccessListEntry } from "./resources/orgApiKeyAccessListEntry";
export type {
    OrgApiKeyAccessListEntryArgs,
    OrgApiKeyAccessListEntryParts,
    OrgApiKeyAccessListEntryState,
} from "./resources/orgApiKeyAccessListEntry";
export { Organization } from "./resources/organization";
export type { OrganizationArgs, OrganizationParts, OrganizationState } from "./resources/organization";
export type {
    OrganizationApiKey,
    OrganizationCredentials,
    OrganizationServiceAccount,
} from "./resources/organizationCredentials";
export type { OrganizationSettings, SessionTimeouts } from "./resources/organizationSettings";
export type { OrganizationRole } from "./atlas/organizationRole";
export { Provider } from "./dynamic/provider";
export type { ProviderArgs, ProviderParts } from "./dynamic/providerArgs";
