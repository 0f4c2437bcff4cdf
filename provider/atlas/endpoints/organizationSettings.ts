import type { AtlasClient } from "../client";
import type { Answer } from "../transport/answerReaders";
import { CHANGED, ORGANIZATION_SETTINGS } from "./answers";
import { VERSION_2023_01_01 } from "./versions";
import { path } from "./path";

/**
 * Settings of an organization; an update changes those it names.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updateorgsettings
 */
export interface OrganizationSettingsRequest {
    /** Whether API keys may call only with an access list. */
    apiAccessListRequired?: boolean;
    multiFactorAuthRequired?: boolean;
    /** Whether MongoDB's staff needs leave to look at clusters. */
    restrictEmployeeAccess?: boolean;
    genAIFeaturesEnabled?: boolean;
    streamsCrossGroupEnabled?: boolean;
    /** 8 to 8760. */
    maxServiceAccountSecretValidityInHours?: number;
    /** An e-mail address; `""` clears it. */
    securityContact?: string;
    /** An e-mail address; null clears it. */
    operationsContact?: string | null;
    customSessionTimeouts?: SessionTimeoutsRequest;
}

/** When Atlas's UI logs people out; null for the default. */
export interface SessionTimeoutsRequest {
    /** 3600 to 43200. */
    absoluteSessionTimeoutInSeconds?: number | null;
    /** From 300 up to the absolute one. */
    idleSessionTimeoutInSeconds?: number | null;
}

/** Settings of an organization; what has no value is left out. */
export type OrganizationSettingsResponse = Answer<typeof ORGANIZATION_SETTINGS>;

/** All settings. Atlas allows 10 calls, then 5 a minute, for reads and updates of one organization together. */
export function getOrganizationSettings(
    client: AtlasClient,
    orgId: string,
): Promise<OrganizationSettingsResponse> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}/settings`,
        version: VERSION_2023_01_01,
        read: ORGANIZATION_SETTINGS,
    });
}

/** Changes the settings that `body` names, and only those. */
export function updateOrganizationSettings(
    client: AtlasClient,
    orgId: string,
    body: OrganizationSettingsRequest,
): Promise<unknown> {
    return client.request({
        method: "PATCH",
        path: path`/orgs/${orgId}/settings`,
        body,
        version: VERSION_2023_01_01,
        read: CHANGED,
    });
}
