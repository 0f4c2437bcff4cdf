// Every look-up: the plugin serves all that stand here.

export { orgApiKeyAccessListLookUp, orgApiKeyLookUp, orgApiKeysLookUp } from "./lookups/apiKeys";
export { liveMigrationProjectsLookUp, migrationLinkStatusLookUp } from "./lookups/liveMigrations";
export { organizationLookUp, organizationsLookUp } from "./lookups/organizations";
export {
    orgServiceAccountAccessListLookUp,
    orgServiceAccountLookUp,
    orgServiceAccountsLookUp,
} from "./lookups/serviceAccounts";
