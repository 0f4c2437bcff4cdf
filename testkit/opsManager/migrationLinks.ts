import type { AtlasStore } from "../atlas/store/store";
import type { StoredLinkToken } from "../atlas/store/storedLinkToken";

/** A project of a source organization, as Atlas lists what can be migrated. */
export interface OfferedProject {
    readonly projectId: string;
    readonly name: string;
    readonly migrationHosts: readonly string[];
    readonly deployments: readonly Readonly<Record<string, unknown>>[];
}

export type MigrationLinkStatus = "SYNCED" | "NOT_SYNCED";

/** The link of a source organization with Atlas. */
export interface StoredMigrationLink {
    readonly linkToken: string;
    /** Switched off by a test: nothing is synchronised until the organization is connected again. */
    isBroken: boolean;
    /** A live migration runs over it. */
    isMigrating: boolean;
    /** How many times the status is still to be NOT_SYNCED. */
    readsUntilSynced: number;
}

/** What is not published of the source side, chosen by the test; the default is the likeliest. */
export interface MigrationLinkBehaviour {
    /** The address from which it calls Atlas, for the access lists of link tokens. Default 203.0.113.10. */
    readonly address?: string;
    /** POST while the link is SYNCED: 409, or the new token takes the place of the old one. Default "conflict". */
    readonly secondConnection?: "conflict" | "replaces";
    /** POST while there is a link that is NOT_SYNCED: connected again, or 409. Default "replaces". */
    readonly brokenConnection?: "conflict" | "replaces";
    /**
     * POST with a token that Atlas does not know, or that another organization has used: 400, or a link that is
     * NOT_SYNCED. Default "notSynced".
     */
    readonly badToken?: "refused" | "notSynced";
    /** GET of the status without a link: NOT_SYNCED, or 404. Default "notSynced". */
    readonly statusWithoutLink?: "notSynced" | "notFound";
    /** How many times the status is NOT_SYNCED after a connection, as it takes a while. Default 0. */
    readonly readsUntilSynced?: number;
}

const DEFAULT_ADDRESS = "203.0.113.10";

/** The links of all source organizations, by organization, and what they make of Atlas. */
export class MigrationLinks {
    readonly all = new Map<string, StoredMigrationLink>();
    readonly offers = new Map<string, OfferedProject[]>();
    isOutboundOpen = true;
    readonly behaviour: MigrationLinkBehaviour;
    readonly #atlas: AtlasStore;

    /** @param atlas is what the Atlas holds that is migrated to. */
    constructor(atlas: AtlasStore, behaviour: MigrationLinkBehaviour = {}) {
        this.#atlas = atlas;
        this.behaviour = behaviour;
    }

    /** Whether Atlas has made the token, and nobody else has used it. */
    isGood(orgId: string, linkToken: string): boolean {
        return this.#findAtAtlas(orgId, linkToken) !== undefined;
    }

    connect(orgId: string, linkToken: string): void {
        const { readsUntilSynced = 0 } = this.behaviour;
        this.all.set(orgId, { linkToken, isBroken: false, isMigrating: false, readsUntilSynced });
        const atAtlas = this.#atAtlas(orgId);
        if (atAtlas !== undefined) {
            atAtlas.usedBy = orgId;
            this.tellOffers(orgId);
        }
    }

    disconnect(orgId: string): void {
        const atAtlas = this.#atAtlas(orgId);
        this.all.delete(orgId);
        if (atAtlas !== undefined) {
            atAtlas.availableProjects = [];
        }
    }

    /** Counts as a look at the status. */
    readStatus(orgId: string): MigrationLinkStatus {
        const status = this.status(orgId);
        const link = this.all.get(orgId);
        if (status === "SYNCED" && link !== undefined && link.readsUntilSynced > 0) {
            link.readsUntilSynced -= 1;
            return "NOT_SYNCED";
        }
        return status;
    }

    /** It follows the token, the link at Atlas, the addresses that may use it, and what a test has switched off. */
    status(orgId: string): MigrationLinkStatus {
        const link = this.all.get(orgId);
        const atAtlas = this.#atAtlas(orgId);
        const isSynced =
            this.isOutboundOpen &&
            link?.isBroken === false &&
            atAtlas?.usedBy === orgId &&
            this.#isLetIn(atAtlas);
        return isSynced ? "SYNCED" : "NOT_SYNCED";
    }

    tellOffers(orgId: string): void {
        const atAtlas = this.#atAtlas(orgId);
        if (atAtlas?.usedBy === orgId) {
            atAtlas.availableProjects = [...(this.offers.get(orgId) ?? [])];
        }
    }

    /** The link at Atlas that the token belongs to, if nobody else uses it. */
    #atAtlas(orgId: string): StoredLinkToken | undefined {
        return this.#findAtAtlas(orgId, this.all.get(orgId)?.linkToken);
    }

    #findAtAtlas(orgId: string, linkToken: string | undefined): StoredLinkToken | undefined {
        const found = this.#atlas.linkTokens.find((link) => link.linkToken === linkToken);
        return found?.usedBy === undefined || found.usedBy === orgId ? found : undefined;
    }

    #isLetIn({ apiKeyId }: StoredLinkToken): boolean {
        const { address = DEFAULT_ADDRESS } = this.behaviour;
        const accessList = this.#atlas.apiKeys.get(apiKeyId)?.accessList;
        return (
            accessList !== undefined &&
            (accessList.size === 0 || this.#atlas.findCoveringEntry(accessList, address) !== undefined)
        );
    }
}
