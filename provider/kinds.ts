// Every kind of resource, by the name of its export in `pulumi-atlas-org/host`. The plugin serves all that stand here.

export { orgApiKeyAccessListLifecycle as orgApiKeyAccessList } from "./resources/accessList/listKinds";
export { orgApiKeyAccessListEntryLifecycle as orgApiKeyAccessListEntry } from "./resources/accessList/entryKinds";
export { orgServiceAccountAccessListLifecycle as orgServiceAccountAccessList } from "./resources/accessList/listKinds";
export { orgServiceAccountAccessListEntryLifecycle as orgServiceAccountAccessListEntry } from "./resources/accessList/entryKinds";
export { linkTokenLifecycle as linkToken } from "./resources/link/linkToken";
export { migrationLinkLifecycle as migrationLink } from "./resources/link/migrationLink";
export { orgApiKeyLifecycle as orgApiKey } from "./resources/orgApiKey";
export { organizationLifecycle as organization } from "./resources/organization/organization";
export { orgServiceAccountLifecycle as orgServiceAccount } from "./resources/serviceAccount/orgServiceAccount";
export { orgServiceAccountSecretLifecycle as orgServiceAccountSecret } from "./resources/serviceAccount/orgServiceAccountSecret";
