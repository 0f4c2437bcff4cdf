import { randomBytes } from "node:crypto";

import type {
    MigrationLinks,
    MigrationLinkStatus,
    OfferedProject,
    StoredMigrationLink,
} from "./migrationLinks";

/** What happens on the source side of migrations without the client. */
export class SourceControls {
    readonly #links: MigrationLinks;

    constructor(links: MigrationLinks) {
        this.#links = links;
    }

    /** The token that an organization is connected with; undefined if it is not connected. */
    linkTokenOf(orgId: string): string | undefined {
        return this.#links.all.get(orgId)?.linkToken;
    }

    /** How the link is just now. */
    statusOf(orgId: string): MigrationLinkStatus {
        return this.#links.status(orgId);
    }

    /** How many organizations are connected, whatever their status. */
    get connectionCount(): number {
        return this.#links.all.size;
    }

    /** The link stands, but nothing is synchronised until somebody connects again. */
    breakLink(orgId: string): void {
        this.#link(orgId).isBroken = true;
    }

    /** It is synchronised again, by itself. */
    mendLink(orgId: string): void {
        this.#link(orgId).isBroken = false;
    }

    /** Somebody disconnects the organization in the web page. */
    disconnect(orgId: string): void {
        this.#links.disconnect(orgId);
    }

    /** Whether calls to Atlas get out. Without them, no link is synchronised. Default true. */
    setOutbound(isOpen: boolean): void {
        this.#links.isOutboundOpen = isOpen;
    }

    activateMigration(orgId: string): void {
        this.#link(orgId).isMigrating = true;
    }

    endMigrations(orgId: string): void {
        this.#link(orgId).isMigrating = false;
    }

    /** Offers a project for migration: Atlas lists it as long as the organization is connected. */
    offerProject(orgId: string, project: Omit<OfferedProject, "projectId">): OfferedProject {
        const offered = { projectId: randomBytes(12).toString("hex"), ...project };
        this.#links.offers.set(orgId, [...(this.#links.offers.get(orgId) ?? []), offered]);
        this.#links.tellOffers(orgId);
        return offered;
    }

    #link(orgId: string): StoredMigrationLink {
        const link = this.#links.all.get(orgId);
        if (link === undefined) {
            throw new Error(`There is no link of the source organization ${orgId}.`);
        }
        return link;
    }
}
