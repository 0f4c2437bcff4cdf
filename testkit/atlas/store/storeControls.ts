import { atlasDate } from "../dates";
import { parseAnyAddress } from "../addresses";
import type { NewApiKey, NewOrganization, NewServiceAccount } from "./newRecords";
import type { AtlasStore } from "./store";
import type { AccessList, StoredAccessListEntry } from "./storedAccessList";
import type { StoredApiKey } from "./storedApiKey";
import type { StoredLinkToken } from "./storedLinkToken";
import type { StoredOrganization, StoredProject, StoredUser } from "./storedOrganization";
import type { StoredServiceAccount } from "./storedServiceAccount";
import { defaultSettings } from "./storedSettings";

/** What happens at Atlas without the client: things that tests set up, and changes behind its back. */
export class StoreControls {
    readonly store: AtlasStore;
    readonly #clock: { nowMs(): number };

    constructor(store: AtlasStore, clock: { nowMs(): number }) {
        this.store = store;
        this.#clock = clock;
    }

    addOrganization({ settings, ...values }: NewOrganization = {}): StoredOrganization {
        const organization: StoredOrganization = {
            id: this.store.newId(),
            name: "An organization",
            isPaying: false,
            isUnpaid: false,
            skipDefaultAlertsSettings: false,
            settings: { ...defaultSettings(false), ...settings },
            ...values,
        };
        this.store.organizations.set(organization.id, organization);
        return organization;
    }

    renameOrganization(orgId: string, name: string): void {
        this.organization(orgId).name = name;
    }

    /** Removes it with its credentials, links and projects, whatever Atlas would say to that. */
    removeOrganization(orgId: string): void {
        this.store.removeOrganization(this.organization(orgId).id);
    }

    /** Adds a user who belongs to the given organizations. */
    addUser(...orgIds: string[]): StoredUser {
        const user = { id: this.store.newId(), orgIds: new Set(orgIds) };
        this.store.users.set(user.id, user);
        return user;
    }

    /** Adds a federation of the given organizations and returns its settings id. */
    addFederation(...orgIds: string[]): string {
        const id = this.store.newId();
        this.store.federations.set(id, new Set(orgIds));
        return id;
    }

    addApiKey({ orgId, desc = "a key", roles = ["ORG_OWNER"], accessList = [] }: NewApiKey): StoredApiKey {
        const key = this.store.addApiKey({ orgId: this.organization(orgId).id, desc, roles });
        accessList.forEach((address) => this.addAccessListEntry(key.id, address));
        return key;
    }

    /** The key stops working at once. */
    revokeApiKey(apiKeyId: string): void {
        this.store.apiKeys.delete(this.apiKey(apiKeyId).id);
    }

    /** Adds a service account whose one secret, `secrets[0].secret`, is good for a year. */
    addServiceAccount({ orgId, accessList = [], ...values }: NewServiceAccount): StoredServiceAccount {
        const account = this.store.addServiceAccount({
            name: "a service account",
            description: "made by a test",
            roles: ["ORG_OWNER"],
            ...values,
            orgId: this.organization(orgId).id,
            secretExpiresAfterHours: 8760,
            now: this.#now(),
        });
        accessList.forEach((address) => this.addAccessListEntry(account.clientId, address));
        return account;
    }

    /** The service account and its tokens stop working at once. */
    revokeServiceAccount(clientId: string): void {
        this.store.removeServiceAccount(this.serviceAccount(clientId).clientId);
    }

    /** Every access token stops working at once; the service accounts may get new ones. */
    expireTokens(): void {
        this.store.accessTokens.clear();
    }

    /**
     * @param holder is the id of an API key or the client id of a service account.
     * @param created is when it was made, ISO 8601. Default: now.
     */
    addAccessListEntry(holder: string, address: string, created = this.#now()): StoredAccessListEntry {
        const range = parseAnyAddress(address);
        const entry = { range, created, count: 0 };
        this.#accessListOf(holder).set(range.canonical, entry);
        return entry;
    }

    /** Takes the address in any spelling; `holder` as for addAccessListEntry. */
    removeAccessListEntry(holder: string, address: string): void {
        const { canonical } = parseAnyAddress(address);
        if (!this.#accessListOf(holder).delete(canonical)) {
            throw new Error(`The access list of ${holder} has no entry ${canonical}.`);
        }
    }

    addProject(values: { orgId: string; name?: string; clusterCount?: number }): StoredProject {
        const id = this.store.newId();
        const project = { id, created: this.#now(), name: "a-project", clusterCount: 0, ...values };
        this.store.projects.set(id, project);
        return project;
    }

    removeProject(projectId: string): void {
        this.store.projects.delete(projectId);
    }

    /** Starts a migration over the organization's link; without an id into a new project. Returns the project's id. */
    activateMigration(orgId: string, projectId?: string): string {
        const id = projectId ?? this.addProject({ orgId, name: "migrated" }).id;
        this.#link(orgId).activeProjectIds.push(id);
        return id;
    }

    /** Ends the organization's migrations; their projects stay. */
    endMigrations(orgId: string): void {
        for (const link of this.store.linkTokensOf(orgId)) {
            link.activeProjectIds = [];
        }
    }

    /** Removes all of the organization's links and their keys. */
    removeLink(orgId: string): void {
        this.store.removeLinks(this.#link(orgId).orgId);
    }

    /** The organization with this id; throws when there is none. */
    organization(orgId: string): StoredOrganization {
        return found(this.store.organizations.get(orgId), `organization ${orgId}`);
    }

    /** The key with this id; throws when there is none. */
    apiKey(apiKeyId: string): StoredApiKey {
        return found(this.store.apiKeys.get(apiKeyId), `API key ${apiKeyId}`);
    }

    /** The service account with this client id; throws when there is none. */
    serviceAccount(clientId: string): StoredServiceAccount {
        return found(this.store.serviceAccounts.get(clientId), `service account ${clientId}`);
    }

    #accessListOf(holder: string): AccessList {
        return (this.store.serviceAccounts.get(holder) ?? this.apiKey(holder)).accessList;
    }

    #link(orgId: string): StoredLinkToken {
        return found(this.store.linkTokensOf(orgId).at(-1), `link of organization ${orgId}`);
    }

    #now(): string {
        return atlasDate(this.#clock.nowMs());
    }
}

function found<T>(value: T | undefined, what: string): T {
    if (value === undefined) {
        throw new Error(`The emulated Atlas has no ${what}.`);
    }
    return value;
}
