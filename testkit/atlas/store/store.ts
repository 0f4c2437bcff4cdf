import { atlasDate } from "../dates";
import { randomBytes, randomInt, randomUUID } from "node:crypto";

import { contains, parseAnyAddress } from "../addresses";
import type { OrganizationRole } from "./organizationRole";
import type { AccessList, StoredAccessListEntry } from "./storedAccessList";
import type { StoredApiKey } from "./storedApiKey";
import type { StoredLinkToken } from "./storedLinkToken";
import type { StoredOrganization, StoredProject, StoredUser } from "./storedOrganization";
import type { StoredAccessToken, StoredSecret, StoredServiceAccount } from "./storedServiceAccount";

const MS_PER_HOUR = 3_600_000;

/** What a service account is made from. */
interface AddedServiceAccount {
    readonly orgId: string;
    readonly name: string;
    readonly description: string;
    readonly roles: readonly OrganizationRole[];
    readonly secretExpiresAfterHours: number;
    readonly now: string;
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

    /** Makes a key in an organization. */
    addApiKey(key: { orgId: string; desc: string; roles: readonly OrganizationRole[] }): StoredApiKey {
        const stored: StoredApiKey = {
            id: this.newId(),
            orgId: key.orgId,
            publicKey: this.newPublicKey(),
            privateKey: this.newPrivateKey(),
            desc: key.desc,
            roles: [...new Set(key.roles)],
            projectRoles: [],
            accessList: new Map(),
        };
        this.apiKeys.set(stored.id, stored);
        return stored;
    }

    /** Makes a service account with its first secret in an organization; `now` is ISO 8601. */
    addServiceAccount(account: AddedServiceAccount): StoredServiceAccount {
        const { orgId, name, description, roles, now, secretExpiresAfterHours } = account;
        const stored: StoredServiceAccount = {
            clientId: `mdb_sa_id_${this.newId()}`,
            orgId,
            name,
            description,
            roles: [...new Set(roles)],
            createdAt: now,
            secrets: [this.newSecret(now, secretExpiresAfterHours)],
            accessList: new Map(),
        };
        this.serviceAccounts.set(stored.clientId, stored);
        return stored;
    }

    /** Makes a secret, which belongs to no service account yet; `now` is ISO 8601. */
    newSecret(now: string, expiresAfterHours: number): StoredSecret {
        return {
            id: this.newId(),
            secret: `mdb_sa_sk_${randomBytes(30).toString("base64url").replaceAll("-", "_")}`,
            createdAt: now,
            expiresAt: atlasDate(Date.parse(now) + expiresAfterHours * MS_PER_HOUR),
        };
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

    /** Removes a link and the key made for it. */
    removeLink(link: StoredLinkToken): void {
        this.apiKeys.delete(link.apiKeyId);
        this.linkTokens = this.linkTokens.filter((other) => other !== link);
    }

    /** Removes all links of the organization. */
    removeLinks(orgId: string): void {
        this.linkTokensOf(orgId).forEach((link) => this.removeLink(link));
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
