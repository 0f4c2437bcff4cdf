import type { AtlasClient } from "../client";
import { VERSION_2023_01_01 } from "./versions";
import { path } from "./path";

/** https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorglivemigrationlinktoken */
export interface CreateLinkTokenRequest {
    /** Addresses that the migration may call Atlas from. */
    accessListIps?: string[];
}

/** A link token, which is in no other answer. */
export interface LinkTokenResponse {
    linkToken: string;
}

/** Creates a link token for live migrations into an organization. Never to be repeated blindly. */
export function createLinkToken(
    client: AtlasClient,
    orgId: string,
    body: CreateLinkTokenRequest,
): Promise<LinkTokenResponse> {
    return client.request({
        method: "POST",
        path: path`/orgs/${orgId}/liveMigrations/linkTokens`,
        body,
        version: VERSION_2023_01_01,
        expects: ["linkToken"],
    });
}

/** Removes an organization's link and its token; the call names no token, so it is whichever lives. */
export function deleteLinkTokens(client: AtlasClient, orgId: string): Promise<void> {
    return client.request({
        method: "DELETE",
        path: path`/orgs/${orgId}/liveMigrations/linkTokens`,
        version: VERSION_2023_01_01,
    });
}

/** A project of a linked source organization, with what can be migrated from it. */
export interface AvailableProjectResponse {
    projectId: string;
    name: string;
    migrationHosts: string[];
    deployments: {
        name: string;
        mongoDBVersion: string;
        featureCompatibilityVersion: string;
        managed: boolean;
        sharded: boolean;
        tlsEnabled: boolean;
    }[];
}

/**
 * What the linked source organizations offer for migration, in one piece.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorglivemigrationavailableprojects
 */
export function listAvailableProjects(
    client: AtlasClient,
    orgId: string,
): Promise<AvailableProjectResponse[]> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}/liveMigrations/availableProjects`,
        version: VERSION_2023_01_01,
        expects: [""],
    });
}
