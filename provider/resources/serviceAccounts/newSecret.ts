import type { AtlasClient } from "../../atlas/client";
import type { ServiceAccountSecretResponse } from "../../atlas/endpoints/serviceAccounts";
import { createServiceAccountSecret, getServiceAccount } from "../../atlas/endpoints/serviceAccounts";
import { isOutcomeUnknown } from "../../atlas/errors/errorPredicates";
import type { AccountRef } from "./accounts";
import { explainLife } from "./accounts";

/** A secret that is to be made. */
export interface NewSecret extends AccountRef {
    readonly secretExpiresAfterHours: number;
    /** The secrets that the account has. */
    readonly before: readonly ServiceAccountSecretResponse[];
}

/** What to throw if Atlas may have made a secret whose value is lost. @param lost that secret, if it can be told which it is. */
export type WhenLost = (
    error: unknown,
    lost: ServiceAccountSecretResponse | undefined,
) => Error | Promise<Error>;

/** Makes a secret. @throws Error if Atlas refuses, or if nobody can know the secret's value. */
export async function makeSecret(
    client: AtlasClient,
    wanted: NewSecret,
    whenLost: WhenLost,
): Promise<ServiceAccountSecretResponse> {
    try {
        return await createServiceAccountSecret(client, wanted, wanted.secretExpiresAfterHours);
    } catch (error) {
        throw isOutcomeUnknown(error)
            ? await whenLost(error, await secretAdded(client, wanted))
            : await explainLife(client, error, wanted);
    }
}

/** The one secret that was not there before; undefined if there is none, if there are several, or if nobody can tell. */
async function secretAdded(
    client: AtlasClient,
    { orgId, clientId, before }: NewSecret,
): Promise<ServiceAccountSecretResponse | undefined> {
    const account = await getServiceAccount(client, orgId, clientId).catch(() => undefined);
    const added = (account?.secrets ?? []).filter(({ id }) => !before.some((known) => known.id === id));
    return added.length === 1 ? added[0] : undefined;
}
