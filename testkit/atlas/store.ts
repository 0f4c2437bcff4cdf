import { randomBytes, randomInt, randomUUID } from "node:crypto";

import { contains, parseAnyAddress } from "./addresses";
import type { AddressRange } from "./addresses";
import type { StoredAccessToken, StoredServiceAccount } from "./storedServiceAccount";
import type { StoredSettings } from "./storedSettings";

export const ORGANIZATION_ROLES = [
    "ORG_OWNER",
    "ORG_MEMBER",
    "ORG_GROUP_CREATOR",
    "ORG_BILLING_ADMIN",
    "ORG_BILLING_READ_ONLY",
    "ORG_STREAM_PROCESSING_ADMIN",
    "ORG_READ_ONLY",
] as const;

export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

export interface StoredOrganization {
    readonly id: string;
    name: string;
    /** Only a paying organization may create others. */
    isPaying: boolean;
    /** With unpaid invoices an organization cannot be deleted: 402. */
    isUnpaid: boolean;
    skipDefaultAlertsSettings: boolean;
    /** The user who owns it. */
    ownerId?: string;
    /** The organization whose key created it. */
    payingOrgId?: string;
    federationSettingsId?: string;
    settings: StoredSettings;
}

export interface StoredUser {
    readonly id: string;
    /** Organizations the user belongs to. */
    readonly orgIds: Set<string>;
}

export interface StoredApiKey {
    readonly id: string;
    readonly orgId: string;
    readonly publicKey: string;
    /** In clear; replies mask it except when the key is created. */
    privateKey: string;
    desc: string;
    roles: OrganizationRole[];
    /** Project roles show up among the roles of every reply. */
    projectRoles: { groupId: string; roleName: string }[];
    readonly accessList: AccessList;
}

/** By canonical address: no prefix length for single addresses, RFC 5952 for IPv6. */
export type AccessList = Map<string, StoredAccessListEntry>;

export interface StoredAccessListEntry {
    readonly range: AddressRange;
    readonly created: string;
    count: number;
    lastUsed?: string;
    lastUsedAddress?: string;
}

export interface StoredProject {
    readonly id: string;
    readonly orgId: string;
    readonly name: string;
    readonly created: string;
    clusterCount: number;
}

export interface StoredLinkToken {
    readonly orgId: string;
    readonly linkToken: string;
    readonly accessListIps: string[];
    /** The key that Atlas makes for the migration. */
    readonly apiKeyId: string;
    /** Ids of projects with a migration that is running. */
    activeProjectIds: string[];
    /** What GET availableProjects returns for this link. */
    availableProjects: unknown[];
}

/** Everything that the emulated Atlas knows. Plain data: a test may read and change any of it. */
export class AtlasStore {
    readonly organizations = new Map<string, StoredOrganization>();
    readonly users = new Map<string, StoredUser>();
    readonly apiKeys = new Map<string, StoredApiKey>();
    /** By client id. */
    readonly serviceAccounts = new Map<string, StoredServiceAccount>();
    /** By the token itself; a token that is revoked leaves. */
    readonly accessTokens = new Map<string, StoredAccessToken>();
    readonly projects = new Map<string, StoredProject>();
    /** Federation settings ids, each with the organizations in it. */
    readonly federations = new Map<string, Set<string>>();
    linkTokens: StoredLinkToken[] = [];

    readonly #idPrefix = randomBytes(9).toString("hex");
    #idCount = 0;
    #replyCount = 0;

    /** 24 hex digits; unique in this store and unlike those of any other. */
    newId(): string {
        this.#idCount += 1;
        return this.#idPrefix + this.#idCount.toString(16).padStart(6, "0");
    }

    /** Counts the replies that show roles, whose order changes from one to the next. */
    countReply(): number {
        this.#replyCount += 1;
        return this.#replyCount;
    }

    newPublicKey(): string {
        const letters = Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join("");
        return this.findKeyByPublicKey(letters) === undefined ? letters : this.newPublicKey();
    }

    newPrivateKey(): string {
        return randomUUID();
    }

    findKeyByPublicKey(publicKey: string): StoredApiKey | undefined {
        return [...this.apiKeys.values()].find((key) => key.publicKey === publicKey);
    }

    apiKeysOf(orgId: string): StoredApiKey[] {
        return [...this.apiKeys.values()].filter((key) => key.orgId === orgId);
    }

    serviceAccountsOf(orgId: string): StoredServiceAccount[] {
        return [...this.serviceAccounts.values()].filter((account) => account.orgId === orgId);
    }

    projectsOf(orgId: string): StoredProject[] {
        return [...this.projects.values()].filter((project) => project.orgId === orgId);
    }

    linkTokensOf(orgId: string): StoredLinkToken[] {
        return this.linkTokens.filter((link) => link.orgId === orgId);
    }

    /** The entry that lets an address in, if any. */
    findCoveringEntry(accessList: AccessList, address: string): StoredAccessListEntry | undefined {
        const caller = parseAnyAddress(address);
        return [...accessList.values()].find((entry) => contains(entry.range, caller));
    }

    /** Removes a service account with the tokens it was given. */
    removeServiceAccount(clientId: string): void {
        this.serviceAccounts.delete(clientId);
        for (const [token, holder] of this.accessTokens) {
            if (holder.clientId === clientId) {
                this.accessTokens.delete(token);
            }
        }
    }

    /** Removes the organization's links and the keys made for them. */
    removeLinks(orgId: string): void {
        for (const link of this.linkTokensOf(orgId)) {
            this.apiKeys.delete(link.apiKeyId);
        }
        this.linkTokens = this.linkTokens.filter((link) => link.orgId !== orgId);
    }

    /** Removes an organization with all that belongs to it: its credentials stop working at once. */
    removeOrganization(orgId: string): void {
        this.organizations.delete(orgId);
        this.removeLinks(orgId);
        for (const key of this.apiKeysOf(orgId)) {
            this.apiKeys.delete(key.id);
        }
        for (const account of this.serviceAccountsOf(orgId)) {
            this.removeServiceAccount(account.clientId);
        }
        for (const project of this.projectsOf(orgId)) {
            this.projects.delete(project.id);
        }
        for (const user of this.users.values()) {
            user.orgIds.delete(orgId);
        }
    }
}
