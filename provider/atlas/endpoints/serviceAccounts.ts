import type { AtlasClient } from "../client";
import type { Answer } from "../transport/answerReaders";
import { about } from "../transport/answerReaders";
import {
    CHANGED,
    CREATED_SECRET,
    CREATED_SERVICE_ACCOUNT,
    LISTED_SERVICE_ACCOUNT,
    SERVICE_ACCOUNT,
} from "./answers";
import { path, VERSION_2024_08_05 } from "./path";
import type { OrganizationRole } from "./organizationRole";
import type { AtlasList } from "./pages";
import { listAll } from "./pages";
import type { ResolveUnknownOutcome } from "../retrying/retries";

/** https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgserviceaccount */
export interface CreateServiceAccountRequest {
    /** 1 to 64 characters. */
    name: string;
    /** 1 to 250 characters. */
    description: string;
    /** At least one. */
    roles: OrganizationRole[];
    /** Life of the first secret in hours, within what the organization's settings allow. */
    secretExpiresAfterHours: number;
}

/** What can be changed of a service account. */
export type UpdateServiceAccountRequest = Partial<
    Pick<CreateServiceAccountRequest, "name" | "description" | "roles">
>;

/** A service account of an organization. */
export type ServiceAccountResponse = Answer<typeof SERVICE_ACCOUNT>;

/** A service account in a list. */
export type ListedServiceAccountResponse = Answer<typeof LISTED_SERVICE_ACCOUNT>;

/** A new service account. */
export type CreatedServiceAccountResponse = Answer<typeof CREATED_SERVICE_ACCOUNT>;

/** A secret of a service account, without its value. */
export type ServiceAccountSecretResponse = ServiceAccountResponse["secrets"][number];

/** A new secret of a service account. */
export type CreatedSecretResponse = Answer<typeof CREATED_SECRET>;

/** Creates a service account; its first secret is in this answer only. Never to be repeated blindly. */
export function createServiceAccount(
    client: AtlasClient,
    orgId: string,
    body: CreateServiceAccountRequest,
): Promise<CreatedServiceAccountResponse> {
    return client.request({
        method: "POST",
        path: path`/orgs/${orgId}/serviceAccounts`,
        body,
        version: VERSION_2024_08_05,
        read: CREATED_SERVICE_ACCOUNT,
    });
}

/** One service account, its secrets masked. */
export function getServiceAccount(
    client: AtlasClient,
    orgId: string,
    clientId: string,
): Promise<ServiceAccountResponse> {
    return client.request({
        method: "GET",
        path: path`/orgs/${orgId}/serviceAccounts/${clientId}`,
        version: VERSION_2024_08_05,
        read: about({ clientId }, SERVICE_ACCOUNT),
    });
}

/** Changes name, description or roles of a service account. */
export function updateServiceAccount(
    client: AtlasClient,
    orgId: string,
    clientId: string,
    body: UpdateServiceAccountRequest,
): Promise<unknown> {
    return client.request({
        method: "PATCH",
        path: path`/orgs/${orgId}/serviceAccounts/${clientId}`,
        body,
        version: VERSION_2024_08_05,
        read: about({ clientId }, CHANGED),
    });
}

/** Deletes a service account with its secrets and its access list, also out of all projects. */
export function deleteServiceAccount(client: AtlasClient, orgId: string, clientId: string): Promise<void> {
    return client.request({
        method: "DELETE",
        path: path`/orgs/${orgId}/serviceAccounts/${clientId}`,
        version: VERSION_2024_08_05,
    });
}

/**
 * Creates a secret, which is in this answer only. Never to be repeated blindly. An account has two at most.
 *
 * @param lookUp hears of a try whose outcome is unknown; as the secret is lost then, it can only throw.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgserviceaccountsecret
 */
export function createServiceAccountSecret(
    client: AtlasClient,
    { orgId, clientId }: { orgId: string; clientId: string },
    secretExpiresAfterHours: number,
    lookUp: ResolveUnknownOutcome<never>,
): Promise<CreatedSecretResponse> {
    return client.request<CreatedSecretResponse>({
        method: "POST",
        path: path`/orgs/${orgId}/serviceAccounts/${clientId}/secrets`,
        body: { secretExpiresAfterHours },
        version: VERSION_2024_08_05,
        lookUp,
        read: CREATED_SECRET,
    });
}

/** Deletes a secret of a service account. */
export function deleteServiceAccountSecret(
    client: AtlasClient,
    { orgId, clientId }: { orgId: string; clientId: string },
    secretId: string,
): Promise<void> {
    return client.request({
        method: "DELETE",
        path: path`/orgs/${orgId}/serviceAccounts/${clientId}/secrets/${secretId}`,
        version: VERSION_2024_08_05,
    });
}

/** All service accounts of an organization. */
export function listServiceAccounts(
    client: AtlasClient,
    orgId: string,
): Promise<AtlasList<ListedServiceAccountResponse>> {
    return listAll(client, {
        path: path`/orgs/${orgId}/serviceAccounts`,
        version: VERSION_2024_08_05,
        member: LISTED_SERVICE_ACCOUNT,
        idOf: (account) => account.clientId,
    });
}
