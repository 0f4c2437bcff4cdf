import { createRequire } from "node:module";
import type * as atlasClient from "./atlas/client";
import { toResourceProvider } from "./dynamic/host/adapter";
import { createSession } from "./dynamic/session";
import { endOnSignals } from "./dynamic/host/signals";
import { linkTokenLifecycle } from "./resources/link/linkToken";
import { migrationLinkLifecycle } from "./resources/link/migrationLink";
import { orgApiKeyLifecycle } from "./resources/orgApiKey";
import { orgApiKeyAccessListLifecycle } from "./resources/accessLists/orgApiKeyAccessList";
import { orgApiKeyAccessListEntryLifecycle } from "./resources/accessLists/orgApiKeyAccessListEntry";
import { orgServiceAccountAccessListLifecycle } from "./resources/accessLists/orgServiceAccountAccessList";
import { orgServiceAccountAccessListEntryLifecycle } from "./resources/accessLists/orgServiceAccountAccessListEntry";
import { orgServiceAccountLifecycle } from "./resources/serviceAccounts/orgServiceAccount";
import { orgServiceAccountSecretLifecycle } from "./resources/serviceAccounts/orgServiceAccountSecret";
import { organizationLifecycle } from "./resources/organization/organization";

// What the loader line in users' state files reaches, in Pulumi's dynamic-provider host: one process for each provider
// instance and operation, hence one session. The names of the exports are a contract for ever.

const load = createRequire(__filename);

const session = createSession((options) => {
    // Only now: a preview, or an `up` without changes, calls nobody, and the HTTP stack takes a while to load.
    const { AtlasClient } = load("./atlas/client") as typeof atlasClient;
    return new AtlasClient(options);
});
endOnSignals(session);

export const organization = toResourceProvider(organizationLifecycle, session);
export const orgApiKey = toResourceProvider(orgApiKeyLifecycle, session);
export const orgApiKeyAccessList = toResourceProvider(orgApiKeyAccessListLifecycle, session);
export const orgApiKeyAccessListEntry = toResourceProvider(orgApiKeyAccessListEntryLifecycle, session);
export const linkToken = toResourceProvider(linkTokenLifecycle, session);
export const migrationLink = toResourceProvider(migrationLinkLifecycle, session);
export const orgServiceAccount = toResourceProvider(orgServiceAccountLifecycle, session);
export const orgServiceAccountSecret = toResourceProvider(orgServiceAccountSecretLifecycle, session);
export const orgServiceAccountAccessList = toResourceProvider(orgServiceAccountAccessListLifecycle, session);
export const orgServiceAccountAccessListEntry = toResourceProvider(
    orgServiceAccountAccessListEntryLifecycle,
    session,
);
