import type { AddressInfo } from "node:net";

import type { FastifyInstance } from "fastify";

import { parseAnyAddress } from "./addresses";
import type { ServerContext } from "./context";
import { createContext } from "./createContext";
import type { EmulatedAtlasOptions } from "./emulatedAtlasOptions";
import type { Faults } from "./faults";
import type { LoggedRequest } from "./http/requestLog";
import { buildServer } from "./http/server";
import { StoreControls } from "./store/storeControls";
import { WRONG_SERVERS } from "./wrongServers";
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
    readonly #context: ServerContext;
    readonly #server: FastifyInstance;

    private constructor(context: ServerContext, server: FastifyInstance) {
        super(context.store, context.clock);
        const { port } = server.server.address() as AddressInfo;
        this.baseUrl = `http://127.0.0.1:${port}`;
        this.faults = context.faults;
        this.#context = context;
        this.#server = server;
        this.payingOrganization = this.#seed();
    }

    /** Starts on a free port of 127.0.0.1. */
    static async start(options: EmulatedAtlasOptions = {}): Promise<EmulatedAtlas> {
        const context = createContext(options);
        const server = buildServer(context);
        await server.listen({ host: "127.0.0.1", port: 0 });
        return new EmulatedAtlas(context, server);
    }

    /** Every request so far, in the order of arrival, challenges and OAuth included. */
    get requests(): readonly LoggedRequest[] {
        return this.#context.log.entries;
    }

    /** The requests to the API that came with a good credential; none of OAuth. */
    calls(): LoggedRequest[] {
        return this.#context.log.calls();
    }

    /** The requests for access tokens. */
    tokenRequests(): LoggedRequest[] {
        return this.#context.log.tokenRequests();
    }

    clearRequests(): void {
        this.#context.log.clear();
    }

    /** The address from which all callers seem to come. Default 203.0.113.7. */
    setCallerAddress(address: string): void {
        this.#context.callerAddress = parseAnyAddress(address).canonical;
    }

    /** From now on a wrong server answers at this address, with what Atlas knows of keys and accounts; "atlas": Atlas again. */
    answerAs(server: WrongServer | "atlas"): void {
        this.#context.wrongServer = server === "atlas" ? undefined : WRONG_SERVERS[server];
    }

    /** All nonces become unknown, as when a server restarts: the next request of every client is challenged. */
    forgetNonces(): void {
        this.#context.digest.forgetNonces();
    }

    /** Closes kept-alive connections that have nothing to do, as a server does after its idle time. */
    closeIdleConnections(): void {
        this.#server.server.closeIdleConnections();
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
