import type { Endpoint } from "./endpoint";
import { matchesTemplate } from "./http/pathTemplates";
import { ACCESS_LIST_ENDPOINTS } from "./routes/accessList";
import { API_KEY_ENDPOINTS } from "./routes/apiKeys";
import { LINK_TOKEN_ENDPOINTS } from "./routes/linkTokens";
import { ORGANIZATION_ENDPOINTS } from "./routes/organizations";
import { PROJECT_ENDPOINTS } from "./routes/projects";
import { SERVICE_ACCOUNT_ACCESS_LIST_ENDPOINTS } from "./routes/serviceAccountAccessList";
import { SERVICE_ACCOUNT_SECRET_ENDPOINTS } from "./routes/serviceAccountSecrets";
import { SERVICE_ACCOUNT_ENDPOINTS } from "./routes/serviceAccounts";
import { SETTINGS_ENDPOINTS } from "./routes/settings";

/** Every operation that the emulated Atlas knows. */
export const ENDPOINTS: readonly Endpoint[] = [
    ...ORGANIZATION_ENDPOINTS,
    ...PROJECT_ENDPOINTS,
    ...SETTINGS_ENDPOINTS,
    ...API_KEY_ENDPOINTS,
    ...ACCESS_LIST_ENDPOINTS,
    ...SERVICE_ACCOUNT_ENDPOINTS,
    ...SERVICE_ACCOUNT_ACCESS_LIST_ENDPOINTS,
    ...SERVICE_ACCOUNT_SECRET_ENDPOINTS,
    ...LINK_TOKEN_ENDPOINTS,
];

/** Methods that a path below the API's prefix has; none for a path that is unknown. */
export function findMethods(path: string): string[] {
    return ENDPOINTS.filter((endpoint) => matchesTemplate(endpoint.path, path)).map(({ method }) => method);
}
