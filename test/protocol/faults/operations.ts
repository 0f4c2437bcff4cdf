import type { Properties } from "../../support/host";
import type { CallerKind } from "./hostPool";
import type { OperationName } from "./expected";
import type { Site } from "./lab";
import type { Model } from "./models";
import {
    ACCOUNT,
    ACCOUNT_ENTRY,
    ACCOUNT_LIST,
    ACCOUNT_SECRET,
    API_KEY,
    ENTRY,
    LINK,
    LIST,
    MIGRATION,
    ORGANIZATION,
    OTHER_ADDRESS,
} from "./models";

/** One operation of one resource. */
export interface Operation {
    readonly model: Model;
    readonly step: "create" | "read" | "update" | "delete";
    /** The request that is the operation, as opposed to others that go with it. */
    readonly method: "POST" | "GET" | "PATCH" | "DELETE";
    readonly path: (site: Site, state: Properties) => string;
    /** The path of a GET that always comes right before that request, if there is one for such a caller. */
    readonly pathBefore?: (site: Site, caller: CallerKind) => string | undefined;
    /** It would make another one: then it is sent once. */
    readonly isPostedOnce?: true;
    /** What an error says when nobody can know what was made: what to look for, and how to go on. */
    readonly named?: RegExp;
}

const apiKeys = ({ orgId }: Site) => `/orgs/${orgId}/apiKeys`;
const apiKey = (site: Site, { apiKeyId }: Properties) => `${apiKeys(site)}/${String(apiKeyId)}`;
const entries = (site: Site) => `${apiKey(site, { apiKeyId: site.apiKeyId })}/accessList`;
// Is it the caller's own key, which the first entry would lock? A service account need not ask.
const keyOfList = (site: Site, caller: CallerKind) =>
    caller === "key" ? apiKey(site, { apiKeyId: site.apiKeyId }) : undefined;
const accounts = ({ orgId }: Site) => `/orgs/${orgId}/serviceAccounts`;
const account = (site: Site, { clientId }: Properties) => `${accounts(site)}/${String(clientId)}`;
const siteAccount = (site: Site) => account(site, { clientId: site.clientId });
const accountEntries = (site: Site) => `${siteAccount(site)}/accessList`;
const accountSecrets = (site: Site) => `${siteAccount(site)}/secrets`;
const links = ({ orgId }: Site) => `/orgs/${orgId}/liveMigrations/linkTokens`;
const migrationLink = ({ orgId }: Site) => `/api/public/v1.0/orgs/${orgId}/liveExport/migrationLink`;
const migrationLinkStatus = (site: Site) => `${migrationLink(site)}/status`;
const organization = (_site: Site, { orgId }: Properties) => `/orgs/${String(orgId)}`;

export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
    "Organization create": {
        model: ORGANIZATION,
        step: "create",
        method: "POST",
        path: () => "/orgs",
        isPostedOnce: true,
        named: /may have made the organization "payments" all the same.* look for it\..* existingOrgId .*; if it is not, just run `pulumi up` again\.$/,
    },
    "Organization read": { model: ORGANIZATION, step: "read", method: "GET", path: organization },
    "Organization update": { model: ORGANIZATION, step: "update", method: "PATCH", path: organization },
    "Organization delete": { model: ORGANIZATION, step: "delete", method: "DELETE", path: organization },
    "OrgApiKey create": {
        model: API_KEY,
        step: "create",
        method: "POST",
        path: apiKeys,
        isPostedOnce: true,
        named: /may have made the key "CI runner" .* Look for it .*, delete it there, then run `pulumi up` again\.$/,
    },
    "OrgApiKey read": { model: API_KEY, step: "read", method: "GET", path: apiKey },
    "OrgApiKey update": { model: API_KEY, step: "update", method: "PATCH", path: apiKey },
    "OrgApiKey delete": { model: API_KEY, step: "delete", method: "DELETE", path: apiKey },
    "OrgApiKeyAccessListEntry create": {
        model: ENTRY,
        step: "create",
        method: "POST",
        path: entries,
        pathBefore: keyOfList,
    },
    "OrgApiKeyAccessListEntry read": { model: ENTRY, step: "read", method: "GET", path: entries },
    "OrgApiKeyAccessListEntry delete": {
        model: ENTRY,
        step: "delete",
        method: "DELETE",
        path: (site) => `${entries(site)}/{ipAddress}`,
        pathBefore: entries,
    },
    "OrgApiKeyAccessList create": {
        model: LIST,
        step: "create",
        method: "POST",
        path: entries,
        pathBefore: keyOfList,
    },
    "OrgApiKeyAccessList read": { model: LIST, step: "read", method: "GET", path: entries },
    "OrgApiKeyAccessList update": {
        model: LIST,
        step: "update",
        method: "POST",
        path: entries,
        pathBefore: keyOfList,
    },
    "OrgApiKeyAccessList delete": {
        model: LIST,
        step: "delete",
        method: "DELETE",
        // The deletes of a list go out side by side: the fault is for one of them.
        path: (site) => `${entries(site)}/${OTHER_ADDRESS}`,
        pathBefore: entries,
    },
    "OrgServiceAccount create": {
        model: ACCOUNT,
        step: "create",
        method: "POST",
        path: accounts,
        isPostedOnce: true,
        named: /may have made the service account "deployer" .* Look for it .*, delete it there, then run `pulumi up` again\.$/,
    },
    "OrgServiceAccount read": { model: ACCOUNT, step: "read", method: "GET", path: account },
    "OrgServiceAccount update": { model: ACCOUNT, step: "update", method: "PATCH", path: account },
    "OrgServiceAccount delete": { model: ACCOUNT, step: "delete", method: "DELETE", path: account },
    "OrgServiceAccountSecret create": {
        model: ACCOUNT_SECRET,
        step: "create",
        method: "POST",
        path: accountSecrets,
        pathBefore: siteAccount,
        isPostedOnce: true,
    },
    "OrgServiceAccountSecret read": { model: ACCOUNT_SECRET, step: "read", method: "GET", path: siteAccount },
    "OrgServiceAccountSecret delete": {
        model: ACCOUNT_SECRET,
        step: "delete",
        method: "DELETE",
        path: (site, { secretId }) => `${accountSecrets(site)}/${String(secretId)}`,
    },
    "OrgServiceAccountAccessListEntry create": {
        model: ACCOUNT_ENTRY,
        step: "create",
        method: "POST",
        path: accountEntries,
    },
    "OrgServiceAccountAccessListEntry read": {
        model: ACCOUNT_ENTRY,
        step: "read",
        method: "GET",
        path: accountEntries,
    },
    "OrgServiceAccountAccessListEntry delete": {
        model: ACCOUNT_ENTRY,
        step: "delete",
        method: "DELETE",
        path: (site) => `${accountEntries(site)}/{ipAddress}`,
        pathBefore: accountEntries,
    },
    "OrgServiceAccountAccessList create": {
        model: ACCOUNT_LIST,
        step: "create",
        method: "POST",
        path: accountEntries,
    },
    "OrgServiceAccountAccessList read": {
        model: ACCOUNT_LIST,
        step: "read",
        method: "GET",
        path: accountEntries,
    },
    "OrgServiceAccountAccessList update": {
        model: ACCOUNT_LIST,
        step: "update",
        method: "POST",
        path: accountEntries,
    },
    "OrgServiceAccountAccessList delete": {
        model: ACCOUNT_LIST,
        step: "delete",
        method: "DELETE",
        // As above.
        path: (site) => `${accountEntries(site)}/${OTHER_ADDRESS}`,
        pathBefore: accountEntries,
    },
    "LinkToken create": {
        model: LINK,
        step: "create",
        method: "POST",
        path: links,
        isPostedOnce: true,
        named: /may have made a link of organization .* Run `pulumi up` again: it makes another one\. .* Delete it on Atlas's web page/,
    },
    "LinkToken read": { model: LINK, step: "read", method: "GET", path: organization },
    "LinkToken delete": { model: LINK, step: "delete", method: "DELETE", path: links },
    "MigrationLink create": {
        model: MIGRATION,
        step: "create",
        method: "POST",
        path: migrationLink,
        pathBefore: migrationLinkStatus,
    },
    "MigrationLink read": { model: MIGRATION, step: "read", method: "GET", path: migrationLinkStatus },
    "MigrationLink delete": { model: MIGRATION, step: "delete", method: "DELETE", path: migrationLink },
};
