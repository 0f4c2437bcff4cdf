import { createContext } from "../atlas/createContext";
import { PUBLIC_PREFIX } from "../atlas/endpoint";
import type { Faults } from "../atlas/faults";
import { EmulatedServer } from "../atlas/http/emulatedServer";
import type { LoggedRequest } from "../atlas/http/requestLog";
import type { OrganizationRole } from "../atlas/store/organizationRole";
import { AtlasStore } from "../atlas/store/store";
import { StoreControls } from "../atlas/store/storeControls";
import type { WrongServer } from "../atlas/wrongServers";
import type { EmulatedOpsManagerOptions } from "./emulatedOpsManagerOptions";
import { MigrationLinks } from "./migrationLinks";
import { migrationLinkEndpoints } from "./routes";
import { SourceControls } from "./sourceControls";

/** A source organization, and a key that may connect it. */
export interface SourceOrganization {
    readonly orgId: string;
    readonly apiKeyId: string;
    readonly publicKey: string;
    readonly privateKey: string;
}

/**
 * The part of an Ops Manager (or Cloud Manager) that connects its organizations with an emulated Atlas: real HTTP on
 * 127.0.0.1, real digest authentication, a log of all requests, and faults scripted as data.
 *
 * @example
 * const atlas = await EmulatedAtlas.start();
 * const opsManager = await EmulatedOpsManager.start({ atlas });
 * // … a LinkToken at atlas.baseUrl, a MigrationLink at opsManager.baseUrl, with the key of opsManager.source …
 * opsManager.breakLink(opsManager.source.orgId);
 */
export class EmulatedOpsManager extends SourceControls {
    /** "http://127.0.0.1:PORT". */
    readonly baseUrl: string;
    /** Add faults here. Paths are those below "/api/public/v1.0". */
    readonly faults: Faults;
    /** There from the start: an organization, and a key with ORG_OWNER. */
    readonly source: SourceOrganization;
    readonly #server: EmulatedServer;
    readonly #controls: StoreControls;

    private constructor(server: EmulatedServer, controls: StoreControls, links: MigrationLinks) {
        super(links);
        this.baseUrl = server.baseUrl;
        this.faults = server.faults;
        this.#server = server;
        this.#controls = controls;
        this.source = this.addSource("Source organization");
    }

    /** Starts on a free port of 127.0.0.1. */
    static async start(options: EmulatedOpsManagerOptions): Promise<EmulatedOpsManager> {
        const { atlas, clock, ...behaviour } = options;
        const links = new MigrationLinks(atlas.store, behaviour);
        const api = { endpoints: migrationLinkEndpoints(links), oauthPaths: [], usualPrefix: PUBLIC_PREFIX };
        const context = createContext(clock ? { clock } : {}, new AtlasStore(), api);
        const server = await EmulatedServer.listen(context);
        return new EmulatedOpsManager(server, new StoreControls(context.store, context.clock), links);
    }

    /** Adds another source organization with a key of its own. */
    addSource(name: string, roles: OrganizationRole[] = ["ORG_OWNER"]): SourceOrganization {
        const { id: orgId } = this.#controls.addOrganization({ name });
        const { id: apiKeyId, publicKey, privateKey } = this.#controls.addApiKey({ orgId, roles });
        return { orgId, apiKeyId, publicKey, privateKey };
    }

    /** Removes the organization with its keys. */
    removeOrganization(orgId: string): void {
        this.disconnect(orgId);
        this.#controls.removeOrganization(orgId);
    }

    /** Every request so far, in the order of arrival, challenges included. */
    get requests(): readonly LoggedRequest[] {
        return this.#server.requests;
    }

    /** The requests that came with a good credential. */
    calls(): LoggedRequest[] {
        return this.#server.calls();
    }

    clearRequests(): void {
        this.#server.clearRequests();
    }

    /** From now on a wrong server answers at this address; "ops-manager": this one again. */
    answerAs(server: Exclude<WrongServer, "ops-manager"> | "ops-manager"): void {
        this.#server.answerAs(server === "ops-manager" ? undefined : server);
    }

    /** All nonces become unknown, as when a server restarts. */
    forgetNonces(): void {
        this.#server.forgetNonces();
    }

    /** Ends at once, whatever connections there are. */
    async close(): Promise<void> {
        await this.#server.close();
    }
}
