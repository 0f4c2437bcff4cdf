import type { AtlasClient } from "../client";
import { getApiKey, listApiKeys } from "./apiKeys";
import { path, VERSION_2023_01_01, VERSION_2024_08_05 } from "./path";
import type { AtlasList } from "./pages";
import { mapList } from "./pages";
import { listServiceAccounts } from "./serviceAccounts";

/** Who has an access list: an API key or a service account of an organization. */
export interface AccessListOwner {
    readonly orgId: string;
    readonly kind: "apiKey" | "serviceAccount";
    /** The id of the API key, or the client id of the service account. */
    readonly id: string;
}

/** What differs between the kinds of owners. */
interface OwnerKind {
    readonly name: string;
    /** The name in a sentence about access lists. */
    readonly shortName: string;
    /** Where Atlas lists the owners of an organization, below its path. */
    readonly collection: string;
    /** The version of the API that has their access lists. */
    readonly version: string;
    /** Whether Atlas shows a single entry. If not, only the whole list tells. */
    readonly canReadOneEntry: boolean;
    /** The field of an entry that says when it was made. */
    readonly createdField: "created" | "createdAt";
    /** The most entries that a list may have. Undefined if Atlas names no limit. */
    readonly maxEntries?: number;
    /** The codes by which Atlas says that the owner does not exist. None are known of service accounts. */
    readonly ownerGoneCodes: readonly string[];
    /** The codes by which Atlas says that an entry does not exist. */
    readonly entryGoneCodes: readonly string[];
    /** Asks Atlas for the ids of all owners in an organization. */
    readonly listIds: (client: AtlasClient, orgId: string) => Promise<AtlasList<string>>;
    /** Whether the client calls as this owner. */
    readonly isCaller: (client: AtlasClient, owner: AccessListOwner) => Promise<boolean>;
}

const OWNER_KINDS: Readonly<Record<AccessListOwner["kind"], OwnerKind>> = {
    apiKey: {
        name: "API key",
        shortName: "key",
        collection: "apiKeys",
        version: VERSION_2023_01_01,
        canReadOneEntry: true,
        createdField: "created",
        ownerGoneCodes: ["API_KEY_NOT_FOUND"],
        entryGoneCodes: ["API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND"],
        listIds: async (client, orgId) => mapList(await listApiKeys(client, orgId), ({ id }) => id),
        isCaller: async (client, { orgId, id }) =>
            client.publicKey !== undefined &&
            (await getApiKey(client, orgId, id)).publicKey === client.publicKey,
    },
    serviceAccount: {
        name: "service account",
        shortName: "service account",
        collection: "serviceAccounts",
        version: VERSION_2024_08_05,
        canReadOneEntry: false,
        createdField: "createdAt",
        maxEntries: 200,
        ownerGoneCodes: [],
        entryGoneCodes: [],
        listIds: async (client, orgId) =>
            mapList(await listServiceAccounts(client, orgId), ({ clientId }) => clientId),
        isCaller: ({ clientId }, { id }) => Promise.resolve(clientId === id),
    },
};

export function apiKeyOwner(orgId: string, apiKeyId: string): AccessListOwner {
    return { orgId, kind: "apiKey", id: apiKeyId };
}

export function serviceAccountOwner(orgId: string, clientId: string): AccessListOwner {
    return { orgId, kind: "serviceAccount", id: clientId };
}

export function ownerKind({ kind }: Pick<AccessListOwner, "kind">): OwnerKind {
    return OWNER_KINDS[kind];
}

/** An owner in a sentence about its access list: "key 65f0c0ffee0c0ffee0c0ffee". */
export function ownerName(owner: AccessListOwner): string {
    return `${ownerKind(owner).shortName} ${owner.id}`;
}

/** The list that the owner itself is on. */
export function ownersPath(owner: AccessListOwner): string {
    return path`/orgs/${owner.orgId}/${ownerKind(owner).collection}`;
}

export function accessListPath(owner: AccessListOwner): string {
    return path`/orgs/${owner.orgId}/${ownerKind(owner).collection}/${owner.id}/accessList`;
}
