import type { Host, HostedResource, Properties } from "./host";

/** Secrets that states and inputs of resources hold. */
export interface HeldSecrets {
    readonly privateKey: string;
    readonly clientSecret: string;
    readonly linkToken: string;
}

interface Example {
    readonly resource: HostedResource;
    readonly id: string;
    readonly inputs: Properties;
    readonly state: Properties;
    readonly changed: Properties;
}

const ORG_ID = "a".repeat(24);
const KEY_ID = "b".repeat(24);
const CLIENT_ID = `mdb_sa_id_${"c".repeat(24)}`;

/** Every operation of every resource, by its name, on resources that exist in no Atlas. */
export function everyOperation(host: Host, secrets: HeldSecrets): Record<string, () => Promise<unknown>> {
    const operations = Object.entries(examples(host, secrets)).map(([name, example]) => {
        const { resource, id, inputs, state, changed } = example;
        return [
            [`check of ${name}`, () => resource.check(inputs)],
            [`diff of ${name}`, () => resource.diff(id, state, changed)],
            [`create of ${name}`, () => resource.create(inputs)],
            [`get of ${name}`, () => resource.read(id)],
            [`read of ${name}`, () => resource.read(id, state)],
            [`update of ${name}`, () => resource.update(id, state, changed)],
            [`delete of ${name}`, () => resource.delete(id, state)],
        ] as const;
    });
    return Object.fromEntries(operations.flat()) as Record<string, () => Promise<unknown>>;
}

function examples(host: Host, { privateKey, clientSecret, linkToken }: HeldSecrets): Record<string, Example> {
    const organization = { name: "payments", orgOwnerId: ORG_ID };
    const key = { orgId: ORG_ID, description: "CI", roles: ["ORG_MEMBER"] };
    const entry = { orgId: ORG_ID, apiKeyId: KEY_ID, ipAddress: "192.0.2.1" };
    const list = { orgId: ORG_ID, apiKeyId: KEY_ID, entries: ["192.0.2.1", "203.0.113.0/24"] };
    const account = {
        orgId: ORG_ID,
        name: "CI",
        description: "CI",
        roles: ["ORG_MEMBER"],
        secretExpiresAfterHours: 8,
    };
    const accountSecret = { orgId: ORG_ID, clientId: CLIENT_ID, secretExpiresAfterHours: 8 };
    const accountEntry = { orgId: ORG_ID, clientId: CLIENT_ID, ipAddress: "192.0.2.1" };
    const accountList = { orgId: ORG_ID, clientId: CLIENT_ID, entries: ["192.0.2.1"] };
    const withKey = { ...organization, apiKey: { description: "pulumi", roles: ["ORG_OWNER"] } };
    const ownAccount = {
        name: "pulumi",
        description: "pulumi",
        roles: ["ORG_OWNER"],
        secretExpiresAfterHours: 8,
        renewBeforeHours: 1,
    };
    const withAccount = { ...organization, serviceAccount: ownAccount };
    const ofKey = { publicKey: "abcdefgh", privateKey };
    const ofAccount = { clientId: CLIENT_ID, clientSecret };
    const taken = { name: "payments", existingOrgId: ORG_ID, credentials: ofAccount };
    const stamp = { orgId: ORG_ID, schemaVersion: 1 };
    return {
        "an Organization with a key": {
            resource: host.resource("Organization"),
            id: ORG_ID,
            inputs: withKey,
            state: { ...withKey, ...stamp, apiKeyId: KEY_ID, credentials: ofKey },
            changed: { ...withKey, name: "renamed", credentials: ofAccount },
        },
        "an Organization with a service account, whose secret is due": {
            resource: host.resource("Organization"),
            id: ORG_ID,
            inputs: withAccount,
            state: {
                ...withAccount,
                ...stamp,
                clientId: CLIENT_ID,
                clientSecretExpiresAt: "2026-01-01T00:00:00Z",
                credentials: ofAccount,
            },
            changed: withAccount,
        },
        "an Organization that is taken over": {
            resource: host.resource("Organization"),
            id: ORG_ID,
            inputs: taken,
            state: { ...taken, ...stamp, isAdopted: true, deleteAdopted: true },
            changed: { ...taken, name: "renamed" },
        },
        "an OrgApiKey": {
            resource: host.resource("OrgApiKey"),
            id: `${ORG_ID}-${KEY_ID}`,
            inputs: key,
            state: { ...key, ...stamp, apiKeyId: KEY_ID, publicKey: "abcdefgh", privateKey },
            changed: { ...key, description: "renamed" },
        },
        "an OrgApiKeyAccessListEntry": {
            resource: host.resource("OrgApiKeyAccessListEntry"),
            id: `${ORG_ID}-${KEY_ID}-192.0.2.1`,
            inputs: entry,
            state: { ...entry, ...stamp, address: "192.0.2.1", created: "2026-01-01T00:00:00Z" },
            changed: { ...entry, onConflict: "adopt" },
        },
        "an OrgApiKeyAccessList": {
            resource: host.resource("OrgApiKeyAccessList"),
            id: `${ORG_ID}-${KEY_ID}`,
            inputs: list,
            state: { ...list, ...stamp, added: ["192.0.2.1"] },
            changed: { ...list, entries: ["192.0.2.2"] },
        },
        "an OrgServiceAccount": {
            resource: host.resource("OrgServiceAccount"),
            id: `${ORG_ID}-${CLIENT_ID}`,
            inputs: account,
            state: { ...account, ...stamp, clientId: CLIENT_ID, clientSecret, clientSecretId: "d" },
            changed: { ...account, name: "renamed", deleteFirstSecret: true },
        },
        "an OrgServiceAccountSecret": {
            resource: host.resource("OrgServiceAccountSecret"),
            id: `${ORG_ID}-${CLIENT_ID}-d`,
            inputs: accountSecret,
            state: {
                ...accountSecret,
                ...stamp,
                secretId: "d",
                clientSecret,
                expiresAt: "2026-01-01T00:00:00Z",
            },
            changed: { ...accountSecret, renewBeforeHours: 1 },
        },
        "an OrgServiceAccountAccessListEntry": {
            resource: host.resource("OrgServiceAccountAccessListEntry"),
            id: `${ORG_ID}-${CLIENT_ID}-192.0.2.1`,
            inputs: accountEntry,
            state: { ...accountEntry, ...stamp, address: "192.0.2.1", created: "2026-01-01T00:00:00Z" },
            changed: { ...accountEntry, onConflict: "adopt" },
        },
        "an OrgServiceAccountAccessList": {
            resource: host.resource("OrgServiceAccountAccessList"),
            id: `${ORG_ID}-${CLIENT_ID}`,
            inputs: accountList,
            state: { ...accountList, ...stamp, added: ["192.0.2.1"] },
            changed: { ...accountList, entries: ["192.0.2.2"] },
        },
        "a LinkToken": {
            resource: host.resource("LinkToken"),
            id: ORG_ID,
            inputs: { orgId: ORG_ID, onConflict: "replace" },
            state: { orgId: ORG_ID, onConflict: "replace", schemaVersion: 1, linkToken },
            changed: { orgId: ORG_ID, onConflict: "fail" },
        },
        "a MigrationLink": {
            resource: host.resource("MigrationLink"),
            id: ORG_ID,
            inputs: { orgId: ORG_ID, linkToken },
            state: { orgId: ORG_ID, linkToken, status: "NOT_SYNCED", schemaVersion: 1 },
            changed: { orgId: ORG_ID, linkToken, onConflict: "replace" },
        },
    };
}
