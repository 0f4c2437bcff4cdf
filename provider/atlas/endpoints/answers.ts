import type { CanonicalAddress } from "../address";
import { addressOrNone } from "../address";
import type { Answer, Reader } from "../transport/answerReaders";
import {
    anyText,
    decides,
    decidesOrIsNone,
    flag,
    informs,
    listOf,
    number,
    object,
    text,
    UnusableField,
} from "../transport/answerReaders";
import type { OrganizationRole } from "./organizationRole";

// What each answer must hold. The official schema requires almost nothing, so this table is ours. "Recorded": the field stood
// in every answer to that call that was recorded at Atlas. "Assumed": no such answer was recorded; schema and documentation
// name the field. The token endpoint's answer stands beside it, in `auth/tokenEndpoint.ts`; the source side's, in `opsManager/`.

/** An organization. */
export const ORGANIZATION = object({
    id: decides(text), // recorded
    name: informs(text), // recorded
    /** True while Atlas deletes the organization. */
    isDeleted: informs(flag), // assumed
    skipDefaultAlertsSettings: informs(flag), // assumed
});

/** What is made with an organization. The private key, or the secret, is in no later answer. */
export const CREATED_ORGANIZATION = object({
    // Nothing else decides: an organization whose id is known is not lost, even if its key is.
    organization: decides(object({ id: decides(text) })), // assumed
    apiKey: informs(object({ id: decides(text), publicKey: decides(text), privateKey: decides(text) })), // assumed
    serviceAccount: informs(
        object({
            clientId: decides(text),
            secrets: decides(listOf(object({ secret: informs(text), expiresAt: informs(text) }))),
        }),
    ), // assumed
});

/** A project, as the list of an organization's projects shows it. */
export const PROJECT = object({
    id: decides(text), // recorded
    name: informs(text), // recorded
});

/** The settings of an organization, each of which may have no value. */
export const ORGANIZATION_SETTINGS: Reader<Answer<typeof SETTINGS>> = (value, name) => {
    const settings = SETTINGS(value, name);
    if (Object.keys(settings).length === 0) {
        // Settings without any setting are most likely something else.
        throw new UnusableField("apiAccessListRequired");
    }
    return settings;
};

const SETTINGS = object({
    apiAccessListRequired: informs(flag), // assumed, as are all of these
    multiFactorAuthRequired: informs(flag),
    restrictEmployeeAccess: informs(flag),
    genAIFeaturesEnabled: informs(flag),
    streamsCrossGroupEnabled: informs(flag),
    maxServiceAccountSecretValidityInHours: informs(number),
    securityContact: decidesOrIsNone(anyText),
    operationsContact: decidesOrIsNone(anyText),
    customSessionTimeouts: decidesOrIsNone(
        object({
            absoluteSessionTimeoutInSeconds: decidesOrIsNone(number),
            idleSessionTimeoutInSeconds: decidesOrIsNone(number),
        }),
    ),
});

/** A role in an organization or in a project. */
const API_KEY_ROLE: Reader<Answer<typeof ROLE>> = (value, name) => {
    const role = ROLE(value, name);
    if (role.orgId === undefined && role.groupId === undefined) {
        throw new UnusableField(`${name}.orgId`);
    }
    return role;
};

const ROLE = object({
    orgId: decidesOrIsNone(text), // recorded
    groupId: decidesOrIsNone(text), // recorded
    roleName: decides(text), // recorded
});

/** An API key, its private key masked: so no one reads that. */
export const API_KEY = object({
    /** 24 hexadecimal digits. */
    id: decides(text), // recorded
    publicKey: decides(text), // recorded
    /** In no particular order, roles in projects among them. */
    roles: decides(listOf(API_KEY_ROLE)), // recorded
    desc: informs(anyText), // recorded
});

/** A new API key, its private key in clear. */
export const CREATED_API_KEY = object({
    // A key whose id is known is not lost: it can be replaced.
    id: decides(text), // recorded
    publicKey: informs(text), // recorded
    privateKey: informs(text), // recorded
});

/** A secret of a service account, without its value. */
const SECRET = object({
    id: decides(text), // assumed
    /** ISO 8601, UTC. */
    expiresAt: decides(text), // assumed
    /** ISO 8601, UTC. */
    createdAt: informs(text), // assumed
});

const ACCOUNT = {
    /** "mdb_sa_id_" and 24 hexadecimal digits. */
    clientId: decides(text), // assumed
    name: informs(text), // assumed
    description: informs(anyText), // assumed
    roles: informs(listOf(text as Reader<OrganizationRole>)), // assumed
    /** ISO 8601, UTC. */
    createdAt: informs(text), // assumed
};

/** A service account. */
export const SERVICE_ACCOUNT = object({
    ...ACCOUNT,
    // A secret that is not there is gone, and with it the only copy of its value, which state has.
    secrets: decides(listOf(SECRET)), // assumed
});

/** A service account in a list, from which nothing is concluded of its secrets. */
export const LISTED_SERVICE_ACCOUNT = object({
    ...ACCOUNT,
    secrets: informs(listOf(SECRET)), // assumed
});

/** A new service account, its first secret in clear. */
export const CREATED_SERVICE_ACCOUNT = object({
    ...ACCOUNT,
    // An account whose id is known is not lost: it can get another secret.
    secrets: informs(listOf(object({ id: informs(text), secret: informs(text), expiresAt: informs(text) }))), // assumed
});

/** A new secret of a service account, in clear. */
export const CREATED_SECRET = object({
    id: decides(text), // assumed
    secret: decides(text), // assumed
    /** ISO 8601, UTC. */
    expiresAt: decides(text), // assumed
});

/**
 * An entry of an access list. It has no id: organization, owner and address identify it. One without an address may be of a kind
 * that is unknown here, or ours: what its list does not show is not known then (`pages.ts`).
 */
export const ACCESS_LIST_ENTRY: Reader<Answer<typeof ENTRY>> = (value, name) => {
    const entry = ENTRY(value, name);
    const { ipAddress, cidrBlock } = entry;
    // Where one of the two is missing, or in a form that is unknown here, the other one tells.
    const [one = addressOrNone(cidrBlock), other = one] = [
        addressOrNone(ipAddress),
        addressOrNone(cidrBlock),
    ];
    if (one !== other) {
        throw new UnusableField(name === "" ? "cidrBlock" : `${name}.cidrBlock`);
    }
    return entry;
};

const ENTRY = object({
    /** Also there for a single address, as a block of one. */
    cidrBlock: decidesOrIsNone(text), // recorded
    /** Only there for a single address. */
    ipAddress: decidesOrIsNone(text), // recorded
    /** When it was made, on the list of an API key. ISO 8601, UTC. */
    created: informs(text), // recorded
    /** When it was made, on the list of a service account. ISO 8601, UTC. */
    createdAt: informs(text), // assumed
});

/** The entry of this address. */
export function entryOf(address: string): Reader<Answer<typeof ENTRY>> {
    return (value, name) => {
        const entry = ACCESS_LIST_ENTRY(value, name);
        if (addressOfEntry(entry) !== addressOrNone(address)) {
            throw new UnusableField("cidrBlock", "about something else");
        }
        return entry;
    };
}

/** The address of an entry in its canonical spelling; undefined of what this package would never write. */
export function addressOfEntry({ ipAddress, cidrBlock }: Answer<typeof ENTRY>): CanonicalAddress | undefined {
    return addressOrNone(cidrBlock) ?? addressOrNone(ipAddress);
}

/** The address of an entry as Atlas spells it, be it one that this package would never write; undefined if it has none. */
export function spelledAddress({ ipAddress, cidrBlock }: Answer<typeof ENTRY>): string | undefined {
    return cidrBlock ?? ipAddress;
}

/** A link token, which is in no other answer. */
export const LINK_TOKEN = object({
    linkToken: decides(text), // recorded
});

/** What the linked source organizations offer for migration: projects, and what can be migrated from them. */
export const AVAILABLE_PROJECTS = listOf(
    object({
        projectId: decides(text), // assumed, as are all of these
        name: decides(text),
        migrationHosts: decides(listOf(text)),
        deployments: decides(
            listOf(
                object({
                    name: decides(text),
                    mongoDBVersion: decides(text),
                    featureCompatibilityVersion: decides(text),
                    managed: decides(flag),
                    sharded: decides(flag),
                    tlsEnabled: decides(flag),
                }),
            ),
        ),
    }),
);

/** A page of a list. */
export function pageOf<T>(member: Reader<T>) {
    return object({
        results: decides(listOf(member)), // recorded
        /** Only whether there is a next link counts: it may name another host. */
        links: decidesOrIsNone(listOf(object({ rel: decidesOrIsNone(text) }))), // recorded
        /** An estimate. Lists of service accounts may have none. */
        totalCount: informs(number), // recorded
    });
}

/** The answer to a change. Its 2xx says that the change was made: that is all that is asked. */
export const CHANGED = object({
    id: informs(text), // recorded
    clientId: informs(text), // assumed
});
