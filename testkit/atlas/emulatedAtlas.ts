import type { ServerContext } from "./context";
import { createContext } from "./createContext";
import type { EmulatedAtlasOptions } from "./emulatedAtlasOptions";
import { MigrationLinks } from "../opsManager/migrationLinks";
import { SourceControls } from "../opsManager/sourceControls";
import { atlasApi } from "./endpoints";
import type { Faults } from "./faults";
import { EmulatedServer } from "./http/emulatedServer";
import type { LoggedRequest } from "./http/requestLog";
import { AtlasStore } from "./store/store";
import { StoreControls } from "./store/storeControls";
import type { WrongServer } from "./wrongServers";

/** What a test needs to know of the organization that may create others. */
export interface PayingOrganization {
    readonly orgId: string;
    readonly ownerId: string;
    readonly apiKeyId: string;
    readonly publicKey: string;
    readonly privateKey: string;
}

/**
 * An Atlas organization API in this process: real HTTP on 127.0.0.1, real digest authentication, a store that tests
 * read and change behind the client's back, a log of all requests, and faults scripted as data.
 *
 * @example
 * const atlas = await EmulatedAtlas.start();
 * atlas.faults.add({ method: "POST", path: "/orgs/{orgId}/apiKeys", connection: "lost-after" });
 * // … requests to atlas.baseUrl, signed with the keys of atlas.payingOrganization …
 * await atlas.close();
 */
export class EmulatedAtlas extends StoreControls {
    /** "http://127.0.0.1:PORT". */
    readonly baseUrl: string;
    /** There from the start: a paying organization, its owner, and a key with ORG_OWNER. */
    readonly payingOrganization: PayingOrganization;
    /** Add faults here. */
    readonly faults: Faults;
    /** Cloud Manager, which has the same address and the same organizations: as sources of migrations. */
    readonly cloudManager: SourceControls;
    readonly #server: EmulatedServer;

    private constructor(context: ServerContext, server: EmulatedServer, links: MigrationLinks) {
        super(context.store, context.clock);
        this.cloudManager = new SourceControls(links);
        this.baseUrl = server.baseUrl;
        this.faults = server.faults;
        this.#server = server;
        this.payingOrganization = this.#seed();
    }

    /** Starts on a free port of 127.0.0.1. */
    static async start(options: EmulatedAtlasOptions = {}): Promise<EmulatedAtlas> {
        const store = new AtlasStore();
        const links = new MigrationLinks(store);
        const context = createContext(options, store, atlasApi(links));
        return new EmulatedAtlas(context, await EmulatedServer.listen(context), links);
    }

    /** Every request so far, in the order of arrival, challenges and OAuth included. */
    get requests(): readonly LoggedRequest[] {
        return this.#server.requests;
    }

    /** The requests to the API that came with a good credential; none of OAuth. */
    calls(): LoggedRequest[] {
        return this.#server.calls();
    }

    /** The requests for access tokens. */
    tokenRequests(): LoggedRequest[] {
        return this.#server.tokenRequests();
    }

    clearRequests(): void {
        this.#server.clearRequests();
    }

    /** The address from which all callers seem to come. Default 203.0.113.7. */
    setCallerAddress(address: string): void {
        this.#server.setCallerAddress(address);
    }

    /** From now on a wrong server answers at this address, with what Atlas knows of keys and accounts; "atlas": Atlas again. */
    answerAs(server: WrongServer | "atlas"): void {
        this.#server.answerAs(server === "atlas" ? undefined : server);
    }

    /** All nonces become unknown, as when a server restarts: the next request of every client is challenged. */
    forgetNonces(): void {
        this.#server.forgetNonces();
    }

    /** Closes kept-alive connections that have nothing to do, as a server does after its idle time. */
    closeIdleConnections(): void {
        this.#server.closeIdleConnections();
    }

    /** Ends at once, whatever connections there are. */
    async close(): Promise<void> {
        await this.#server.close();
    }

    #seed(): PayingOrganization {
        const organization = this.addOrganization({ name: "Paying organization", isPaying: true });
        const owner = this.addUser(organization.id);
        organization.ownerId = owner.id;
        const key = this.addApiKey({ orgId: organization.id, desc: "key of the paying organization" });
        return {
            orgId: organization.id,
            ownerId: owner.id,
            apiKeyId: key.id,
            publicKey: key.publicKey,
            privateKey: key.privateKey,
        };
    }
}
