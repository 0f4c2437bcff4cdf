import { OAUTH_PATHS } from "./auth/oauthServer";
import type { MigrationLinks } from "../opsManager/migrationLinks";
import { migrationLinkEndpoints } from "../opsManager/routes";
import type { ServedApi } from "./endpoint";
import { PATH_PREFIX } from "./endpoint";
import { ACCESS_LIST_ENDPOINTS } from "./routes/accessList";
import { API_KEY_ENDPOINTS } from "./routes/apiKeys";
import { LINK_TOKEN_ENDPOINTS } from "./routes/linkTokens";
import { ORGANIZATION_ENDPOINTS } from "./routes/organizations";
import { PROJECT_ENDPOINTS } from "./routes/projects";
import { SERVICE_ACCOUNT_ACCESS_LIST_ENDPOINTS } from "./routes/serviceAccountAccessList";
import { SERVICE_ACCOUNT_SECRET_ENDPOINTS } from "./routes/serviceAccountSecrets";
import { SERVICE_ACCOUNT_ENDPOINTS } from "./routes/serviceAccounts";
import { SETTINGS_ENDPOINTS } from "./routes/settings";

/** Every operation that the emulated Atlas knows; Cloud Manager has the same address. */
export function atlasApi(links: MigrationLinks): ServedApi {
    return {
        usualPrefix: PATH_PREFIX,
        endpoints: [
            ...ORGANIZATION_ENDPOINTS,
            ...PROJECT_ENDPOINTS,
            ...SETTINGS_ENDPOINTS,
            ...API_KEY_ENDPOINTS,
            ...ACCESS_LIST_ENDPOINTS,
            ...SERVICE_ACCOUNT_ENDPOINTS,
            ...SERVICE_ACCOUNT_ACCESS_LIST_ENDPOINTS,
            ...SERVICE_ACCOUNT_SECRET_ENDPOINTS,
            ...LINK_TOKEN_ENDPOINTS,
            ...migrationLinkEndpoints(links),
        ],
        oauthPaths: OAUTH_PATHS,
    };
}
