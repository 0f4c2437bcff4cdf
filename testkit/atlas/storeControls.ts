import { parseAnyAddress } from "./addresses";
import { addApiKey } from "./apiKeyViews";
import { defaultSettings } from "./store";
import type {
    AtlasStore,
    OrganizationRole,
    StoredAccessListEntry,
    StoredApiKey,
    StoredLinkToken,
    StoredOrganization,
    StoredProject,
    StoredSettings,
    StoredUser,
} from "./store";

/** What a test may give for an organization; the rest is as for one that nobody has touched. */
export interface NewOrganization {
    readonly name?: string;
    readonly isPaying?: boolean;
    readonly isUnpaid?: boolean;
    readonly ownerId?: string;
    readonly settings?: Partial<StoredSettings>;
}

export interface NewApiKey {
    readonly orgId: string;
    readonly desc?: string;
    /** Default: ORG_OWNER. */
    readonly roles?: readonly OrganizationRole[];
    /** Addresses and ranges in any spelling. Default: none, so that the key may be used from anywhere. */
    readonly accessList?: readonly string[];
}

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

    /** Removes it with its keys, links and projects, whatever Atlas would say to that. */
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
        const key = addApiKey(this.store, { orgId: this.organization(orgId).id, desc, roles });
        accessList.forEach((address) => this.addAccessListEntry(key.id, address));
        return key;
    }

    /** The key stops working at once. */
    revokeApiKey(apiKeyId: string): void {
        this.store.apiKeys.delete(this.apiKey(apiKeyId).id);
    }

    addAccessListEntry(apiKeyId: string, address: string): StoredAccessListEntry {
        const range = parseAnyAddress(address);
        const entry = { range, created: this.#now(), count: 0 };
        this.apiKey(apiKeyId).accessList.set(range.canonical, entry);
        return entry;
    }

    /** Takes the address in any spelling. */
    removeAccessListEntry(apiKeyId: string, address: string): void {
        const { canonical } = parseAnyAddress(address);
        if (!this.apiKey(apiKeyId).accessList.delete(canonical)) {
            throw new Error(`The access list of API key ${apiKeyId} has no entry ${canonical}.`);
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

    /** Removes the organization's links and their keys. */
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

    #link(orgId: string): StoredLinkToken {
        return found(this.store.linkTokensOf(orgId).at(-1), `link of organization ${orgId}`);
    }

    #now(): string {
        return new Date(this.#clock.nowMs()).toISOString();
    }
}

function found<T>(value: T | undefined, what: string): T {
    if (value === undefined) {
        throw new Error(`The emulated Atlas has no ${what}.`);
    }
    return value;
}
