import type { EmulatedAtlas, StoredOrganization } from "pulumi-atlas-org/testkit";
import type { Kind, Properties } from "../../support/host";
import type { CallerKind } from "./hostPool";
import { HOST_KEY } from "./hostPool";
import type { Site } from "./lab";

/** What is tried of one kind of resource. */
export interface Model {
    readonly kind: Kind;
    /** What the program asks for. */
    inputs(site: Site, caller: CallerKind): Properties;
    /** What it asks for after a change. */
    readonly changes?: Properties;
    /** All that Atlas holds of the kind, each as state should know it. */
    held(site: Site): Properties[];
}

const SCHEMA = { schemaVersion: 1 };

const ADDRESS = "203.0.113.0/24";

const FIRST_CREDENTIALS: Readonly<Record<CallerKind, Properties>> = {
    key: { apiKey: { description: "pulumi", roles: ["ORG_OWNER"] } },
    account: {
        serviceAccount: {
            name: "pulumi",
            description: "runs pulumi",
            roles: ["ORG_OWNER"],
            secretExpiresAfterHours: 8760,
        },
    },
};

export const ORGANIZATION: Model = {
    kind: "Organization",
    inputs: ({ ownerId }, caller) => ({
        name: "payments",
        orgOwnerId: ownerId,
        settings: { multiFactorAuthRequired: true },
        ...FIRST_CREDENTIALS[caller],
    }),
    changes: { name: "payments and refunds" },
    held: (site) =>
        [...site.atlas.store.organizations.values()]
            .filter(({ payingOrgId }) => payingOrgId === site.orgId)
            .map((organization) => ({
                name: organization.name,
                orgOwnerId: organization.ownerId,
                settings: { multiFactorAuthRequired: organization.settings.multiFactorAuthRequired },
                orgId: organization.id,
                ...firstCredential(site, organization),
                ...SCHEMA,
            })),
};

function firstCredential({ atlas }: Site, { id }: StoredOrganization): Properties {
    const [key] = atlas.store.apiKeysOf(id);
    if (key !== undefined) {
        const { publicKey, privateKey, desc: description, roles } = key;
        return {
            apiKey: { description, roles },
            apiKeyId: key.id,
            credentials: { publicKey, privateKey },
        };
    }
    const [account] = atlas.store.serviceAccountsOf(id);
    const { clientId, name, description, roles, secrets } = account!;
    return {
        serviceAccount: { name, description, roles, secretExpiresAfterHours: 8760 },
        clientId,
        clientSecretExpiresAt: secrets[0]?.expiresAt,
        credentials: { clientId, clientSecret: secrets[0]?.secret },
    };
}

export const API_KEY: Model = {
    kind: "OrgApiKey",
    inputs: ({ orgId }) => ({ orgId, description: "CI runner", roles: ["ORG_READ_ONLY"] }),
    changes: { description: "CI runner of payments", roles: ["ORG_GROUP_CREATOR"] },
    held: ({ atlas, orgId, apiKeyId }) =>
        atlas.store
            .apiKeysOf(orgId)
            .filter(({ id, desc }) => id !== apiKeyId && desc !== HOST_KEY)
            .map(({ id, desc: description, roles, publicKey, privateKey }) => ({
                ...{ orgId, description, roles, publicKey, privateKey },
                apiKeyId: id,
                ...SCHEMA,
            })),
};

export const ENTRY: Model = {
    kind: "OrgApiKeyAccessListEntry",
    inputs: ({ orgId, apiKeyId }) => ({ orgId, apiKeyId, cidrBlock: ADDRESS }),
    held: ({ atlas, orgId, apiKeyId }) =>
        [...atlas.apiKey(apiKeyId).accessList].map(([address, { created }]) => ({
            ...{ orgId, apiKeyId, cidrBlock: address, address, created },
            ...SCHEMA,
        })),
};

/** Of a list. */
export const OTHER_ADDRESS = "192.0.2.1";

export const LIST: Model = {
    kind: "OrgApiKeyAccessList",
    inputs: ({ orgId, apiKeyId }) => ({ orgId, apiKeyId, entries: [ADDRESS, OTHER_ADDRESS] }),
    changes: { entries: [ADDRESS, "2001:db8::1"] },
    held: ({ atlas, orgId, apiKeyId }) => {
        const entries = [...atlas.apiKey(apiKeyId).accessList.keys()];
        return entries.length === 0 ? [] : [{ orgId, apiKeyId, entries, added: entries, ...SCHEMA }];
    },
};

export const ACCOUNT: Model = {
    kind: "OrgServiceAccount",
    inputs: ({ orgId }) => ({
        orgId,
        name: "deployer",
        description: "Deploys services",
        roles: ["ORG_READ_ONLY"],
        secretExpiresAfterHours: 720,
    }),
    changes: { name: "deployer of payments", roles: ["ORG_GROUP_CREATOR"] },
    held: ({ atlas, orgId }) =>
        atlas.store
            .serviceAccountsOf(orgId)
            .filter(({ name }) => name.startsWith("deployer"))
            .map(({ clientId, name, description, roles, createdAt, secrets: [first] }) => ({
                ...{ orgId, name, description, roles, secretExpiresAfterHours: 720 },
                ...{ clientId, createdAt },
                clientSecret: first?.secret,
                clientSecretId: first?.id,
                clientSecretExpiresAt: first?.expiresAt,
                ...SCHEMA,
            })),
};

export const ACCOUNT_SECRET: Model = {
    kind: "OrgServiceAccountSecret",
    inputs: ({ orgId, clientId }) => ({ orgId, clientId, secretExpiresAfterHours: 720 }),
    held: ({ atlas, orgId, clientId }) =>
        // The first one came with the account.
        accountIn(atlas, orgId, clientId)
            .secrets.slice(1)
            .map(({ id: secretId, secret: clientSecret, expiresAt }) => ({
                ...{ orgId, clientId, secretExpiresAfterHours: 720, secretId, clientSecret, expiresAt },
                ...SCHEMA,
            })),
};

export const ACCOUNT_ENTRY: Model = {
    kind: "OrgServiceAccountAccessListEntry",
    inputs: ({ orgId, clientId }) => ({ orgId, clientId, cidrBlock: ADDRESS }),
    held: ({ atlas, orgId, clientId }) =>
        [...accountIn(atlas, orgId, clientId).accessList].map(([address, { created }]) => ({
            ...{ orgId, clientId, cidrBlock: address, address, created },
            ...SCHEMA,
        })),
};

export const ACCOUNT_LIST: Model = {
    kind: "OrgServiceAccountAccessList",
    inputs: ({ orgId, clientId }) => ({ orgId, clientId, entries: [ADDRESS, OTHER_ADDRESS] }),
    changes: { entries: [ADDRESS, "2001:db8::1"] },
    held: ({ atlas, orgId, clientId }) => {
        const entries = [...accountIn(atlas, orgId, clientId).accessList.keys()];
        return entries.length === 0 ? [] : [{ orgId, clientId, entries, added: entries, ...SCHEMA }];
    },
};

function accountIn(atlas: EmulatedAtlas, orgId: string, clientId: string) {
    return atlas.store.serviceAccountsOf(orgId).find((account) => account.clientId === clientId)!;
}

export const LINK: Model = {
    kind: "LinkToken",
    inputs: ({ orgId }) => ({ orgId, accessListIps: ["203.0.113.10"] }),
    held: ({ atlas, orgId }) =>
        atlas.store
            .linkTokensOf(orgId)
            .map(({ accessListIps, linkToken }) => ({ orgId, accessListIps, linkToken, ...SCHEMA })),
};

/** Its source is an organization of Cloud Manager, which has Atlas's address. */
export const MIGRATION: Model = {
    kind: "MigrationLink",
    inputs: ({ atlas, orgId }) => ({ orgId, linkToken: linkTokenFor(atlas, orgId) }),
    held: ({ atlas, orgId }) => {
        const linkToken = atlas.cloudManager.linkTokenOf(orgId);
        const status = atlas.cloudManager.statusOf(orgId);
        return linkToken === undefined ? [] : [{ orgId, linkToken, status, ...SCHEMA }];
    },
};

function linkTokenFor(atlas: EmulatedAtlas, orgId: string): string {
    const linkToken = `token of ${orgId}`;
    const { id: apiKeyId } = atlas.addApiKey({ orgId, desc: "Live migration link" });
    const empty = { accessListIps: [], activeProjectIds: [], availableProjects: [] };
    atlas.store.linkTokens.push({ orgId, linkToken, apiKeyId, ...empty });
    return linkToken;
}
