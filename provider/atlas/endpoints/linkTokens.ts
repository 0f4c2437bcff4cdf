import type { AtlasClient } from "../client";
import type { Answer } from "../transport/answerReaders";
import { AVAILABLE_PROJECTS, LINK_TOKEN } from "./answers";
import { path, VERSION_2023_01_01 } from "./path";

/** https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorglivemigrationlinktoken */
export interface CreateLinkTokenRequest {
    /** Addresses that the migration may call Atlas from. */
    accessListIps?: string[];
}

/** A link token, which is in no other answer. */
export type LinkTokenResponse = Answer<typeof LINK_TOKEN>;

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
        read: LINK_TOKEN,
    });
}

/** Removes an organization's link and its token; the call names no token, so it is whichever lives. */
export function deleteLinkToken(client: AtlasClient, orgId: string): Promise<void> {
    return client.request({
        method: "DELETE",
        path: path`/orgs/${orgId}/liveMigrations/linkTokens`,
        version: VERSION_2023_01_01,
    });
}

/** A project of a linked source organization, with what can be migrated from it. */
export type AvailableProjectResponse = Answer<typeof AVAILABLE_PROJECTS>[number];

/**
 * What the linked source organizations offer for migration, in one piece.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorglivemigrationavailableprojects
 */
export function listAvailableProjects(
    client: AtlasClient,
    orgId: string,
): Promise<readonly AvailableProjectResponse[]> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}/liveMigrations/availableProjects`,
        version: VERSION_2023_01_01,
        read: AVAILABLE_PROJECTS,
    });
}
