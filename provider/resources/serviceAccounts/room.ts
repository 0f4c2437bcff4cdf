import type { ServiceAccountSecretResponse } from "../../atlas/endpoints/serviceAccounts";
import type { AtlasSession } from "../../core/session";
import type { AccountRef } from "./accounts";
import { isFirstSecret, isReplaced } from "./knownSecrets";

/** @see https://www.mongodb.com/docs/atlas/api/service-accounts-overview/ */
const MAX_SECRETS = 2;

type Secrets = readonly ServiceAccountSecretResponse[];

/** @throws Error that says what stands there, and what to do, if the account can have no other secret now. */
export function requireRoom(session: AtlasSession, { clientId }: AccountRef, secrets: Secrets): void {
    if (secrets.length >= MAX_SECRETS) {
        throw new Error(
            `service account ${clientId} has ${secrets.length} secrets, and Atlas allows ${MAX_SECRETS}. ${describe(session, secrets)} Nothing was made.`,
        );
    }
}

/** What stands in the way of the renewal of a secret that is made beside these; undefined if nothing does. */
export function othersInTheWay(
    session: AtlasSession,
    { clientId }: AccountRef,
    before: Secrets,
): string | undefined {
    const others = before.filter(({ id }) => !isReplaced(session, id));
    return others.length === 0
        ? undefined
        : `of ${clientId}: it cannot renew itself beside another secret, as Atlas allows ${MAX_SECRETS}. ${describe(session, others)}`;
}

function describe(session: AtlasSession, secrets: Secrets): string {
    return secrets.map((secret) => `${nameOf(secret)} ${whose(session, secret)}`).join(" ");
}

function nameOf({ id, createdAt, expiresAt }: ServiceAccountSecretResponse): string {
    const made = createdAt === undefined ? "" : `made at ${createdAt}, `;
    return `Secret ${id} (${made}ends at ${expiresAt})`;
}

function whose(session: AtlasSession, { id }: ServiceAccountSecretResponse): string {
    if (isFirstSecret(session, id)) {
        return "came with the account: set deleteFirstSecret: true on the OrgServiceAccount, once nothing uses it.";
    }
    return isReplaced(session, id)
        ? "is the one to be replaced."
        : "is not known to this run: if nothing uses it, delete it in Atlas (Access Manager > Applications), or remove the resource that made it.";
}
