import type { AtlasClient } from "../../atlas/client";
import { serviceAccountOwner } from "../../atlas/endpoints/accessListOwners";
import { getOrganizationSettings } from "../../atlas/endpoints/organizations";
import type { ServiceAccountResponse } from "../../atlas/endpoints/serviceAccounts";
import { deleteServiceAccountSecret, getServiceAccount } from "../../atlas/endpoints/serviceAccounts";
import { isBadRequest } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/errors";
import { accessListOwner, confirmGone, listedObject } from "../../atlas/gone";
import type { AtlasObject } from "../../atlas/gone";
import type { ProviderInstance } from "../../runtime/providerInstance";

/** A service account, and where it is. */
export interface AccountRef {
    readonly orgId: string;
    readonly clientId: string;
}

/** An account, as Atlas shows it now; undefined when it is gone. */
export async function accountOrNone(
    client: AtlasClient,
    ref: AccountRef,
): Promise<ServiceAccountResponse | undefined> {
    try {
        return await getServiceAccount(client, ref.orgId, ref.clientId);
    } catch (error) {
        await confirmGone(client, error, account(ref));
        return undefined;
    }
}

export function account({ orgId, clientId }: AccountRef): AtlasObject {
    return accessListOwner(serviceAccountOwner(orgId, clientId));
}

/** Deletes a secret, unless it is gone already. @throws Error if Atlas refuses. */
export async function deleteSecret(
    { client }: Pick<ProviderInstance, "client">,
    ref: AccountRef,
    secretId: string,
): Promise<void> {
    try {
        await deleteServiceAccountSecret(client, ref, secretId);
    } catch (error) {
        await confirmGone(client, error, secretOf(ref, secretId));
    }
}

/** A secret, which may be gone alone, or with its account. */
function secretOf(ref: AccountRef, secretId: string): AtlasObject {
    return listedObject({
        name: `secret ${secretId} of service account ${ref.clientId}`,
        orgId: ref.orgId,
        member: secretId,
        listing: {
            path: `/orgs/${ref.orgId}/serviceAccounts/${ref.clientId}`,
            ask: async (client) => ({
                members: ((await accountOrNone(client, ref))?.secrets ?? []).map(({ id }) => id),
            }),
        },
        ownCodes: [],
    });
}

/** An organization may allow secrets a shorter life than Atlas: then this says so, in place of Atlas's 400. */
export async function explainLife(
    client: AtlasClient,
    error: unknown,
    { orgId, secretExpiresAfterHours }: { orgId: string; secretExpiresAfterHours: number },
): Promise<unknown> {
    if (!isBadRequest(error)) {
        return error;
    }
    // Asked only now, as Atlas answers five questions for settings a minute. Without an answer, its 400 has to do.
    const settings = await getOrganizationSettings(client, orgId).catch(() => undefined);
    const longest = settings?.maxServiceAccountSecretValidityInHours;
    return longest !== undefined && secretExpiresAfterHours > longest
        ? explained(error, {
              before: `organization ${orgId} allows secrets of service accounts ${longest} hours at most (its setting maxServiceAccountSecretValidityInHours), and secretExpiresAfterHours is ${secretExpiresAfterHours}. Give fewer hours, or change the setting.`,
          })
        : error;
}
