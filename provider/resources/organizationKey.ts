import { listAccessListEntries } from "../atlas/apiKeyAccessList";
import { listApiKeys } from "../atlas/apiKeys";
import type { AtlasClient, AtlasCredential } from "../atlas/client";
import { isCredentialRefused } from "../atlas/errorPredicates";
import type { AtlasSession } from "../dynamic/session";

/** What may hold an organization's own key. */
interface KeyHolder {
    credentials?: AtlasCredential | undefined;
}

/** Calls with the organization's own key, or with the provider's if it has none. */
export function clientOf(session: AtlasSession, { credentials }: KeyHolder): AtlasClient {
    return credentials === undefined ? session.client : session.clientFor(credentials);
}

/** An error as the user should read it: where a new key goes, if Atlas did not accept the organization's own. */
export function explainOwnKey(error: unknown, { credentials }: KeyHolder): unknown {
    if (credentials === undefined || !isCredentialRefused(error)) {
        return error;
    }
    return new Error(
        `${(error as Error).message} This call was made with the organization's own key: if that was rotated, put the new one into \`credentials\`.`,
        { cause: error },
    );
}

/** The key that calls would be cut off by the setting that requires access lists, if it has no entry itself. */
export async function refuseLockoutBySetting(client: AtlasClient, orgId: string): Promise<void> {
    const keys = await listApiKeys(client, orgId);
    const own = keys.find(({ publicKey }) => publicKey === client.publicKey);
    if (own === undefined || (await listAccessListEntries(client, { orgId, apiKeyId: own.id })).length > 0) {
        return;
    }
    throw new Error(
        `settings.apiAccessListRequired would lock this run out: the key it calls Atlas with (${client.publicKey}) has no access list. First add this machine's address to it (OrgApiKeyAccessListEntry with allowLockout: true on key ${own.id}), then turn the setting on.`,
    );
}
