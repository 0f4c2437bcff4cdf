import { CHANGED, CREATED_ORGANIZATION, ORGANIZATION, ORGANIZATION_SETTINGS, PROJECT } from "./answers";
import type { CreateApiKeyRequest } from "./apiKeys";
import type { AtlasClient } from "../client";
import { path, VERSION_2023_01_01 } from "./path";
import type { AtlasList } from "./pages";
import { listAll } from "./pages";
import type { ResolveUnknownOutcome } from "../retrying/retries";
import type { CreateServiceAccountRequest } from "./serviceAccounts";
import type { Answer } from "../transport/answerReaders";
import { about } from "../transport/answerReaders";
import { messageOf } from "../errors/errors";

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
    lookUp?: ResolveUnknownOutcome<undefined>,
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

/**
 * A sentence that names the projects behind a conflict: those whose id the error mentions, else all of the
 * organization. Empty when they cannot be listed, as the conflict itself is what the user must see.
 */
export async function nameProjects(client: AtlasClient, orgId: string, error: unknown): Promise<string> {
    try {
        const { members: projects } = await listOrganizationProjects(client, orgId);
        const text = messageOf(error);
        const mentioned = projects.filter(({ id }) => text.includes(id));
        const named = mentioned.length > 0 ? mentioned : projects;
        return named.length === 0
            ? ""
            : `Projects: ${named.map(({ id, name = "a project" }) => `${name} (${id})`).join(", ")}.`;
    } catch {
        return "";
    }
}
