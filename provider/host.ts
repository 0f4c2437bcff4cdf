import { createRequire } from "node:module";
import type * as atlasClient from "./atlas/client";
import { toResourceProvider } from "./dynamic/host/adapter";
import { createSession } from "./core/host/hostSession";
import { endOnSignals } from "./core/host/signals";
import * as kinds from "./kinds";

// What the loader line in users' state files reaches, in Pulumi's dynamic-provider host: one process for each provider
// instance and operation, hence one session. The names of the exports are a contract for ever.

const load = createRequire(__filename);

const session = createSession((options) => {
    // Only now: a preview, or an `up` without changes, calls nobody, and the HTTP stack takes a while to load.
    const { AtlasClient } = load("./atlas/client") as typeof atlasClient;
    return new AtlasClient(options);
});
endOnSignals(session);

export const organization = toResourceProvider(kinds.organization, session);
export const orgApiKey = toResourceProvider(kinds.orgApiKey, session);
export const orgApiKeyAccessList = toResourceProvider(kinds.orgApiKeyAccessList, session);
export const orgApiKeyAccessListEntry = toResourceProvider(kinds.orgApiKeyAccessListEntry, session);
export const linkToken = toResourceProvider(kinds.linkToken, session);
export const migrationLink = toResourceProvider(kinds.migrationLink, session);
export const orgServiceAccount = toResourceProvider(kinds.orgServiceAccount, session);
export const orgServiceAccountSecret = toResourceProvider(kinds.orgServiceAccountSecret, session);
export const orgServiceAccountAccessList = toResourceProvider(kinds.orgServiceAccountAccessList, session);
export const orgServiceAccountAccessListEntry = toResourceProvider(
    kinds.orgServiceAccountAccessListEntry,
    session,
);
