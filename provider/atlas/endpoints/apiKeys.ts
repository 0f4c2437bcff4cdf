import type { AtlasClient } from "../client";
import { VERSION_2023_01_01 } from "./versions";
import type { OrganizationRole } from "./organizationRole";
import { listAll } from "./pages";
import { path } from "./path";

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
export interface ApiKeyResponse {
    /** 24 hexadecimal digits. */
    id: string;
    publicKey: string;
    /** In clear in the answer that created the key; masked in every other. */
    privateKey: string;
    /** Absent if the key has none. */
    desc?: string | null;
    /** In no particular order, roles in projects among them. */
    roles: ApiKeyRoleResponse[];
}

/** A role in an organization or in a project. */
export interface ApiKeyRoleResponse {
    orgId?: string;
    groupId?: string;
    roleName: string;
}

/** Creates an API key; its private key is in this answer only. Never to be repeated blindly. */
export function createApiKey(
    client: AtlasClient,
    orgId: string,
    body: CreateApiKeyRequest,
): Promise<ApiKeyResponse> {
    return client.request({
        method: "POST",
        path: path`/orgs/${orgId}/apiKeys`,
        body,
        version: VERSION_2023_01_01,
        expects: ["id", "publicKey", "privateKey"],
    });
}

/** One API key, its private key masked. */
export function getApiKey(client: AtlasClient, orgId: string, apiKeyId: string): Promise<ApiKeyResponse> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}/apiKeys/${apiKeyId}`,
        version: VERSION_2023_01_01,
        expects: ["id", "publicKey", "roles[].roleName"],
        identifies: { id: apiKeyId },
    });
}

/** Changes description or roles of an API key. */
export function updateApiKey(
    client: AtlasClient,
    orgId: string,
    apiKeyId: string,
    body: UpdateApiKeyRequest,
): Promise<ApiKeyResponse> {
    return client.request({
        method: "PATCH",
        path: path`/orgs/${orgId}/apiKeys/${apiKeyId}`,
        body,
        version: VERSION_2023_01_01,
        expects: [""],
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
export function listApiKeys(client: AtlasClient, orgId: string): Promise<ApiKeyResponse[]> {
    return listAll(client, {
        path: path`/orgs/${orgId}/apiKeys`,
        version: VERSION_2023_01_01,
        expects: ["results[].id"],
    });
}
