import type { AtlasCredential } from "../../atlas/auth/credential";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { apiKeyOwner, serviceAccountOwner } from "../../atlas/endpoints/accessListOwners";
import { listAccessListEntries } from "../../atlas/endpoints/accessLists";
import type { ApiKeyResponse } from "../../atlas/endpoints/apiKeys";
import { listApiKeys } from "../../atlas/endpoints/apiKeys";
import { wholeList } from "../../atlas/endpoints/pages";
import { isCredentialRefused } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/errors";
import type { ProviderInstance } from "../../runtime/providerInstance";

/** What may hold an organization's own credential. */
interface CredentialHolder {
    credentials?: AtlasCredential | undefined;
}

/** Calls with the organization's own credential, or with the provider's if it has none. */
export function clientOf(instance: ProviderInstance, { credentials }: CredentialHolder): AtlasClient {
    return credentials === undefined ? instance.client : instance.clientFor(credentials);
}

/** An error as the user should read it: where a new credential goes, if Atlas did not accept the organization's own. */
export function explainOwnCredential(error: unknown, { credentials }: CredentialHolder): unknown {
    const isRefused = [error, (error as Error).cause].some(isCredentialRefused);
    if (credentials === undefined || !isRefused) {
        return error;
    }
    return explained(error, {
        after: "This call was made with the organization's own credential: if that was rotated, revoked or has ended, make a new one in the organization, with ORG_OWNER, put it into `credentials`, and run `pulumi up`.",
    });
}

/** Whoever calls would be cut off by the setting that requires access lists, if it has no entry itself. */
export async function refuseLockoutBySetting(client: AtlasClient, orgId: string): Promise<void> {
    const own = await ownAccessList(client, orgId);
    if (own === undefined || own.length > 0) {
        return;
    }
    throw new Error(
        `settings.apiAccessListRequired would lock this run out: the credential it calls Atlas with (${own.caller}) has no access list. First add this machine's address to it (${own.how}), then turn the setting on. Or set allowLockout: true, and add the address in the Atlas UI: until then no call with this credential succeeds.`,
    );
}

interface OwnAccessList {
    readonly length: number;
    readonly caller: string;
    readonly how: string;
}

/** Undefined if nobody can tell who calls, as with an access token, or if it belongs to another organization. */
async function ownAccessList(client: AtlasClient, orgId: string): Promise<OwnAccessList | undefined> {
    const { clientId, publicKey } = client;
    if (clientId !== undefined) {
        const length = await entriesOf(client, serviceAccountOwner(orgId, clientId));
        return { length, caller: clientId, how: "in the Atlas UI, under Applications" };
    }
    if (publicKey === undefined) {
        return undefined;
    }
    const keys = await listApiKeys(client, orgId);
    const isOwn = (key: ApiKeyResponse) => key.publicKey === publicKey;
    const key = keys.members.find(isOwn) ?? wholeList(keys).find(isOwn);
    if (key === undefined) {
        return undefined;
    }
    const length = await entriesOf(client, apiKeyOwner(orgId, key.id));
    const how = `OrgApiKeyAccessListEntry with allowLockout: true on key ${key.id}`;
    return { length, caller: publicKey, how };
}

/** How many entries a list has; that it has none is said only of a whole list. */
async function entriesOf(client: AtlasClient, owner: AccessListOwner): Promise<number> {
    const list = await listAccessListEntries(client, owner);
    return list.members.length === 0 ? wholeList(list).length : list.members.length;
}
