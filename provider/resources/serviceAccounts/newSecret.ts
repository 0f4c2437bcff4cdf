import type { AtlasClient } from "../../atlas/client";
import type {
    CreatedSecretResponse,
    ServiceAccountSecretResponse,
} from "../../atlas/endpoints/serviceAccounts";
import { createServiceAccountSecret, getServiceAccount } from "../../atlas/endpoints/serviceAccounts";
import { evidenceOfPresence, inWholeSeconds } from "../evidence";
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
): Promise<CreatedSecretResponse> {
    const { secretExpiresAfterHours } = wanted;
    try {
        return await createServiceAccountSecret(
            client,
            wanted,
            secretExpiresAfterHours,
            async (error, firstSentMs) => {
                throw await whenLost(error, await secretMade(client, wanted, firstSentMs));
            },
        );
    } catch (error) {
        throw await explainLife(client, error, wanted);
    }
}

/**
 * The one secret that was not there before, and that Atlas has dated since the try went out; undefined if there is none, if
 * there are several, or if nobody can tell.
 */
async function secretMade(
    client: AtlasClient,
    { orgId, clientId, before }: NewSecret,
    firstSentMs: number,
): Promise<ServiceAccountSecretResponse | undefined> {
    const account = await getServiceAccount(client, orgId, clientId).catch(() => undefined);
    const attemptedAt = inWholeSeconds(client.atlasTimeAt(firstSentMs));
    const made = (account?.secrets ?? []).filter(
        (secret) =>
            !before.some(({ id }) => id === secret.id) && evidenceOfPresence(attemptedAt, secret) === "made",
    );
    return made.length === 1 ? made[0] : undefined;
}
