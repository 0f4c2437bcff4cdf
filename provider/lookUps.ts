// Every look-up: the plugin serves all that stand here.

export { orgApiKeyAccessListLookUp, orgApiKeyLookUp, orgApiKeysLookUp } from "./functions/apiKeys";
export { liveMigrationProjectsLookUp, migrationLinkStatusLookUp } from "./functions/liveMigrations";
export { organizationLookUp, organizationsLookUp } from "./functions/organizations";
export {
    orgServiceAccountAccessListLookUp,
    orgServiceAccountLookUp,
    orgServiceAccountsLookUp,
} from "./functions/serviceAccounts";
