import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { Properties } from "./host";
import type { HastyClock } from "./hastyClock";
import type { Kind } from "./kinds";

/** Where an example stands: an organization of its own in the emulated Atlas, beside another one. */
export interface Site {
    readonly atlas: EmulatedAtlas;
    readonly clock: HastyClock;
    readonly orgId: string;
    readonly otherOrgId: string;
}

/** What becomes one resource at Atlas, and what may be done to it. */
export interface Example {
    readonly inputs: Properties;
    /** Inputs whose update makes calls, where the kind has any. */
    readonly changed: Properties;
    /** By the names of properties: what those of somebody else's object are. */
    readonly others: OthersProperties;
    /** Default: a key of the organization. */
    readonly credential?: Readonly<Record<string, string>>;
    /** Once the resource has been made. @returns what state holds of it. */
    prepare?(state: Properties): Properties;
    beforeUpdate?(state: Properties): Properties;
}

type OthersProperties = Readonly<Record<string, string | readonly string[]>>;

export interface ExampleKind {
    readonly name: string;
    readonly kind: Kind;
    make(site: Site): Example;
}

const HOUR_MS = 3_600_000;
const OWN_ADDRESS = "192.0.2.1";
const OTHER_ADDRESS = "198.51.100.9";
const ENTRIES = [OWN_ADDRESS, "203.0.113.0/24"];

/** Every kind of resource, in each of its forms that has calls of its own. */
export const EXAMPLES: readonly ExampleKind[] = [
    { name: "an Organization with a key", kind: "Organization", make: organizationWithKey },
    {
        name: "an Organization with a service account",
        kind: "Organization",
        make: (site) => organizationWithAccount(site, {}),
    },
    {
        name: "an Organization whose secret is renewed",
        kind: "Organization",
        make: (site) => ({
            ...organizationWithAccount(site, { renewBeforeHours: 719 }),
            beforeUpdate: (state) => {
                void site.clock.sleep(2 * HOUR_MS);
                return state;
            },
        }),
    },
    { name: "an Organization that was taken over", kind: "Organization", make: takenOver },
    { name: "an OrgApiKey", kind: "OrgApiKey", make: apiKey },
    {
        name: "an OrgApiKeyAccessList",
        kind: "OrgApiKeyAccessList",
        make: (site) => listOf(keyIn(site), {}),
    },
    {
        name: "an additive OrgApiKeyAccessList",
        kind: "OrgApiKeyAccessList",
        make: (site) => additive(site, keyIn(site)),
    },
    {
        name: "an OrgApiKeyAccessList that is unconfirmed",
        kind: "OrgApiKeyAccessList",
        make: (site) => unconfirmed(site, additive(site, keyIn(site))),
    },
    {
        name: "an OrgApiKeyAccessListEntry",
        kind: "OrgApiKeyAccessListEntry",
        make: (site) => entryOf(keyIn(site)),
    },
    {
        name: "an OrgApiKeyAccessListEntry that is unconfirmed",
        kind: "OrgApiKeyAccessListEntry",
        make: (site) => unconfirmed(site, entryOf(keyIn(site))),
    },
    { name: "an OrgServiceAccount", kind: "OrgServiceAccount", make: serviceAccount },
    { name: "an OrgServiceAccountSecret", kind: "OrgServiceAccountSecret", make: secret },
    {
        name: "an OrgServiceAccountAccessList",
        kind: "OrgServiceAccountAccessList",
        make: (site) => listOf(accountIn(site), {}),
    },
    {
        name: "an additive OrgServiceAccountAccessList",
        kind: "OrgServiceAccountAccessList",
        make: (site) => additive(site, accountIn(site)),
    },
    {
        name: "an OrgServiceAccountAccessListEntry",
        kind: "OrgServiceAccountAccessListEntry",
        make: (site) => entryOf(accountIn(site)),
    },
    {
        name: "an OrgServiceAccountAccessListEntry that is unconfirmed",
        kind: "OrgServiceAccountAccessListEntry",
        make: (site) => unconfirmed(site, entryOf(accountIn(site))),
    },
    { name: "a LinkToken", kind: "LinkToken", make: linkToken },
    { name: "a MigrationLink", kind: "MigrationLink", make: migrationLink },
];

const SETTINGS = {
    multiFactorAuthRequired: true,
    maxServiceAccountSecretValidityInHours: 8000,
    securityContact: "security@example.com",
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 43_200 },
};

function newOrganization({ atlas, otherOrgId }: Site): Pick<Example, "inputs" | "others" | "credential"> {
    const { ownerId, publicKey, privateKey } = atlas.payingOrganization;
    return {
        inputs: {
            name: "the payments",
            orgOwnerId: ownerId,
            skipDefaultAlertsSettings: true,
            settings: SETTINGS,
        },
        others: { name: "the others", orgId: otherOrgId },
        credential: { publicKey, privateKey },
    };
}

function organizationWithKey(site: Site): Example {
    const { inputs, ...example } = newOrganization(site);
    const key = { description: "the key of pulumi", roles: ["ORG_OWNER"] };
    const other = site.atlas.addApiKey({ orgId: site.orgId });
    return {
        ...example,
        inputs: { ...inputs, apiKey: key },
        changed: {
            ...inputs,
            name: "the new payments",
            skipDefaultAlertsSettings: false,
            settings: { ...SETTINGS, apiAccessListRequired: true },
            apiKey: { ...key, description: "renamed" },
        },
        others: { ...example.others, apiKeyId: other.id, publicKey: other.publicKey },
        prepare: (state) => {
            site.atlas.addAccessListEntry(String(state["apiKeyId"]), "203.0.113.7");
            return state;
        },
    };
}

function organizationWithAccount(site: Site, more: object): Example {
    const { inputs, ...example } = newOrganization(site);
    const account = {
        name: "the account",
        description: "runs pulumi",
        roles: ["ORG_OWNER"],
        secretExpiresAfterHours: 720,
        ...more,
    };
    const other = site.atlas.addServiceAccount({ orgId: site.orgId });
    return {
        ...example,
        inputs: { ...inputs, serviceAccount: account },
        changed: {
            ...inputs,
            name: "the new payments",
            settings: { ...SETTINGS, multiFactorAuthRequired: false },
            serviceAccount: { ...account, name: "renamed" },
        },
        others: { ...example.others, clientId: other.clientId },
    };
}

function takenOver({ atlas, orgId, otherOrgId }: Site): Example {
    atlas.organization(orgId).settings.multiFactorAuthRequired = true;
    const { publicKey, privateKey } = atlas.addApiKey({ orgId });
    const inputs = {
        name: "the payments",
        existingOrgId: orgId,
        credentials: { publicKey, privateKey },
        settings: { multiFactorAuthRequired: true },
    };
    const another = atlas.addApiKey({ orgId });
    const credentials = { publicKey: another.publicKey, privateKey: another.privateKey };
    return {
        inputs,
        changed: { ...inputs, name: "the new payments", credentials },
        others: { name: "the others", orgId: otherOrgId },
    };
}

function apiKey({ atlas, orgId, otherOrgId }: Site): Example {
    const other = atlas.addApiKey({ orgId, desc: "of somebody else" });
    const inputs = { orgId, description: "runs the builds", roles: ["ORG_MEMBER", "ORG_GROUP_CREATOR"] };
    return {
        inputs,
        changed: { ...inputs, description: "renamed", roles: ["ORG_MEMBER"] },
        others: {
            orgId: otherOrgId,
            apiKeyId: other.id,
            publicKey: other.publicKey,
            description: other.desc,
        },
    };
}

function serviceAccount({ atlas, orgId, otherOrgId }: Site): Example {
    const other = atlas.addServiceAccount({ orgId });
    const inputs = {
        orgId,
        name: "the builder",
        description: "runs the builds",
        roles: ["ORG_MEMBER", "ORG_GROUP_CREATOR"],
        secretExpiresAfterHours: 100,
    };
    return {
        inputs,
        changed: { ...inputs, name: "renamed" },
        others: {
            orgId: otherOrgId,
            clientId: other.clientId,
            name: other.name,
            clientSecretId: other.secrets[0]!.id,
        },
    };
}

function secret({ atlas, orgId, otherOrgId }: Site): Example {
    const own = atlas.addServiceAccount({ orgId });
    own.secrets = [];
    const other = atlas.addServiceAccount({ orgId });
    const inputs = { orgId, clientId: own.clientId, secretExpiresAfterHours: 100 };
    return {
        inputs,
        changed: { ...inputs, renewBeforeHours: 10 },
        others: { orgId: otherOrgId, clientId: other.clientId, secretId: other.secrets[0]!.id },
    };
}

/** The owner of an access list as inputs name it, and another owner whose list has an entry. */
interface ListOwner {
    readonly owner: Properties;
    readonly id: string;
    readonly others: OthersProperties;
}

function keyIn({ atlas, orgId, otherOrgId }: Site): ListOwner {
    const { id } = atlas.addApiKey({ orgId });
    const other = atlas.addApiKey({ orgId, accessList: [OTHER_ADDRESS] });
    return { owner: { orgId, apiKeyId: id }, id, others: { orgId: otherOrgId, apiKeyId: other.id } };
}

function accountIn({ atlas, orgId, otherOrgId }: Site): ListOwner {
    const { clientId } = atlas.addServiceAccount({ orgId });
    const other = atlas.addServiceAccount({ orgId, accessList: [OTHER_ADDRESS] });
    const others = { orgId: otherOrgId, clientId: other.clientId };
    return { owner: { orgId, clientId }, id: clientId, others };
}

function listOf({ owner, others }: ListOwner, more: object): Example {
    const inputs = { ...owner, entries: ENTRIES, ...more };
    return {
        inputs,
        changed: { ...inputs, entries: [OWN_ADDRESS, "192.0.2.7"] },
        others: { ...others, entries: [OTHER_ADDRESS, "198.51.100.128/25"] },
    };
}

/** Beside an entry of somebody else. */
function additive({ atlas }: Site, owner: ListOwner): Example {
    atlas.addAccessListEntry(owner.id, OTHER_ADDRESS, "2026-01-01T00:00:00Z");
    return listOf(owner, { mode: "additive" });
}

function entryOf({ owner, others }: ListOwner): Example {
    const inputs = { ...owner, ipAddress: OWN_ADDRESS };
    return {
        inputs,
        changed: { ...inputs, onConflict: "adopt" },
        others: { ...others, ipAddress: OTHER_ADDRESS },
    };
}

/** As after a POST whose outcome nobody knows. */
function unconfirmed({ clock }: Site, example: Example): Example {
    const attemptedAt = `${new Date(clock.nowMs()).toISOString().slice(0, 19)}Z`;
    const doubt = [{ address: OWN_ADDRESS, attemptedAt }];
    return {
        ...example,
        prepare: ({ created: _, added, entries, ...state }) => ({
            ...state,
            ...(entries !== undefined && { entries: ENTRIES.slice(1), added: ENTRIES.slice(1) }),
            unconfirmed: doubt,
        }),
    };
}

function linkToken({ atlas, orgId, otherOrgId }: Site): Example {
    addLink(atlas, otherOrgId);
    const inputs = { orgId };
    return { inputs, changed: { ...inputs, onConflict: "replace" }, others: { orgId: otherOrgId } };
}

function migrationLink({ atlas, orgId, otherOrgId }: Site): Example {
    const inputs = { orgId, linkToken: addLink(atlas, otherOrgId) };
    return {
        inputs,
        changed: inputs,
        others: { orgId: otherOrgId },
        beforeUpdate: (state) => {
            atlas.cloudManager.breakLink(orgId);
            return { ...state, status: "NOT_SYNCED" };
        },
    };
}

function addLink(atlas: EmulatedAtlas, orgId: string): string {
    const linkToken = `the link token of ${orgId}`;
    const { id: apiKeyId } = atlas.addApiKey({ orgId, desc: "Live migration link" });
    const link = {
        orgId,
        linkToken,
        apiKeyId,
        accessListIps: [],
        activeProjectIds: [],
        availableProjects: [],
    };
    atlas.store.linkTokens.push(link);
    return linkToken;
}
