import { CHANGED, CREATED_ORGANIZATION, ORGANIZATION, PROJECT } from "./answers";
import type { CreateApiKeyRequest } from "./apiKeys";
import type { AtlasClient } from "../client";
import { VERSION_2023_01_01 } from "./versions";
import type { AtlasList } from "./pages";
import { listAll } from "./pages";
import { path } from "./path";
import type { LookUp } from "../retrying/retries";
import type { CreateServiceAccountRequest } from "./serviceAccounts";
import type { Answer } from "../transport/answerReaders";
import { about } from "../transport/answerReaders";

/** https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorg */
export interface CreateOrganizationRequest {
    /** 1 to 64 characters. */
    name: string;
    /** Id of a user in the caller's organization; must be given when an API key calls, may be when a service account does. */
    orgOwnerId?: string;
    /** The first API key of the new organization. */
    apiKey?: CreateApiKeyRequest;
    /** The first service account of the new organization, instead of an API key. */
    serviceAccount?: CreateServiceAccountRequest;
    federationSettingsId?: string;
    skipDefaultAlertsSettings?: boolean;
}

/** What Atlas made. */
export type CreateOrganizationResponse = Answer<typeof CREATED_ORGANIZATION>;

/** An organization. */
export type OrganizationResponse = Answer<typeof ORGANIZATION>;

/** https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updateorg */
export interface UpdateOrganizationRequest {
    /** Atlas wants the name in every update, changed or not. */
    name: string;
    skipDefaultAlertsSettings?: boolean;
}

/** A project, as the list of an organization's projects shows it. */
export type ProjectResponse = Answer<typeof PROJECT>;

/** Creates an organization, billed to the one that the caller belongs to. Never to be repeated blindly. */
export function createOrganization(
    client: AtlasClient,
    body: CreateOrganizationRequest,
): Promise<CreateOrganizationResponse> {
    return client.request({
        method: "POST",
        path: "/orgs",
        body,
        version: VERSION_2023_01_01,
        read: CREATED_ORGANIZATION,
    });
}

/** One organization; a caller sees its own only, and a 401 may mean that it is gone together with the credential. */
export function getOrganization(client: AtlasClient, orgId: string): Promise<OrganizationResponse> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}`,
        version: VERSION_2023_01_01,
        read: about({ id: orgId }, ORGANIZATION),
    });
}

/** The organizations that the caller can see; an API key or a service account sees its own. */
export function listOrganizations(client: AtlasClient): Promise<AtlasList<OrganizationResponse>> {
    return listAll(client, {
        path: "/orgs",
        version: VERSION_2023_01_01,
        member: ORGANIZATION,
        idOf: ({ id }) => id,
    });
}

/** The same, without those that Atlas is deleting: it lists them for a while. */
export async function listLivingOrganizations(client: AtlasClient): Promise<AtlasList<OrganizationResponse>> {
    const { members, ...others } = await listOrganizations(client);
    return { members: members.filter(({ isDeleted }) => isDeleted !== true), ...others };
}

/** Changes name and default alerts of an organization. */
export function updateOrganization(
    client: AtlasClient,
    orgId: string,
    body: UpdateOrganizationRequest,
): Promise<unknown> {
    return client.request({
        method: "PATCH",
        path: path`/orgs/${orgId}`,
        body,
        version: VERSION_2023_01_01,
        read: about({ id: orgId }, CHANGED),
    });
}

/**
 * Deletes an organization without projects, with all its credentials; Atlas answers when it is done, often after a minute.
 *
 * @param lookUp finds out whether it is gone when the outcome is unknown; the credential that asks may be gone with it.
 */
export function deleteOrganization(
    client: AtlasClient,
    orgId: string,
    lookUp?: LookUp<undefined>,
): Promise<void> {
    return client.request<undefined>({
        method: "DELETE",
        path: path`/orgs/${orgId}`,
        version: VERSION_2023_01_01,
        leastTimeoutMs: 5 * 60_000,
        lookUp,
    });
}

/** All projects of an organization that the caller can see. */
export function listOrganizationProjects(
    client: AtlasClient,
    orgId: string,
): Promise<AtlasList<ProjectResponse>> {
    return listAll(client, {
        path: path`/orgs/${orgId}/groups`,
        version: VERSION_2023_01_01,
        member: PROJECT,
        idOf: ({ id }) => id,
    });
}
