import type { AtlasClient } from "../client";
import type { Answer } from "../transport/answerReaders";
import { about } from "../transport/answerReaders";
import { API_KEY, CHANGED, CREATED_API_KEY } from "./answers";
import { path, VERSION_2023_01_01 } from "./path";
import type { OrganizationRole } from "./organizationRole";
import type { AtlasList } from "./pages";
import { listAll } from "./pages";

/** https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikey */
export interface CreateApiKeyRequest {
    /** 1 to 250 characters. */
    desc: string;
    /** At least one. */
    roles: OrganizationRole[];
}

/** At least one of the two. */
export interface UpdateApiKeyRequest {
    desc?: string;
    /** Replaces all roles in the organization. */
    roles?: OrganizationRole[];
}

/** An API key of an organization. */
export type ApiKeyResponse = Answer<typeof API_KEY>;

/** A new API key. */
export type CreatedApiKeyResponse = Answer<typeof CREATED_API_KEY>;

/** Creates an API key; its private key is in this answer only. Never to be repeated blindly. */
export function createApiKey(
    client: AtlasClient,
    orgId: string,
    body: CreateApiKeyRequest,
): Promise<CreatedApiKeyResponse> {
    return client.request({
        method: "POST",
        path: path`/orgs/${orgId}/apiKeys`,
        body,
        version: VERSION_2023_01_01,
        read: CREATED_API_KEY,
    });
}

/** One API key, its private key masked. */
export function getApiKey(client: AtlasClient, orgId: string, apiKeyId: string): Promise<ApiKeyResponse> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}/apiKeys/${apiKeyId}`,
        version: VERSION_2023_01_01,
        read: about({ id: apiKeyId }, API_KEY),
    });
}

/** Changes description or roles of an API key. */
export function updateApiKey(
    client: AtlasClient,
    orgId: string,
    apiKeyId: string,
    body: UpdateApiKeyRequest,
): Promise<unknown> {
    return client.request({
        method: "PATCH",
        path: path`/orgs/${orgId}/apiKeys/${apiKeyId}`,
        body,
        version: VERSION_2023_01_01,
        read: about({ id: apiKeyId }, CHANGED),
    });
}

/** Deletes an API key, also out of all projects. */
export function deleteApiKey(client: AtlasClient, orgId: string, apiKeyId: string): Promise<void> {
    return client.request({
        method: "DELETE",
        path: path`/orgs/${orgId}/apiKeys/${apiKeyId}`,
        version: VERSION_2023_01_01,
    });
}

/** All API keys of an organization, private keys masked. */
export function listApiKeys(client: AtlasClient, orgId: string): Promise<AtlasList<ApiKeyResponse>> {
    return listAll(client, {
        path: path`/orgs/${orgId}/apiKeys`,
        version: VERSION_2023_01_01,
        member: API_KEY,
        idOf: ({ id }) => id,
    });
}
