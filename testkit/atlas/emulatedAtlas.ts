import type { AddressInfo } from "node:net";

import type { FastifyInstance } from "fastify";

import { parseAnyAddress } from "./addresses";
import type { ServerContext } from "./context";
import { DigestAuthentication } from "./digestAuthentication";
import { Faults } from "./faults";
import { RequestLog } from "./requestLog";
import type { LoggedRequest } from "./requestLog";
import { buildServer } from "./server";
import { AtlasStore } from "./store";
import { StoreControls } from "./storeControls";

/** How the emulated Atlas behaves; the defaults are what Atlas does, or most likely does. */
export interface EmulatedAtlasOptions {
    /** Time for nonces, `created` and `lastUsed`. Default: the system's. */
    readonly clock?: { nowMs(): number };
    /** A second POST of a link token: 201 or 409; not confirmed of Atlas. Default "created". */
    readonly secondLinkToken?: "created" | "conflict";
    /**
     * POST, GET one and DELETE of access-list entries want the caller's key to have an access list, else 403
     * RESOURCE_REQUIRES_ACCESS_LIST; not confirmed of Atlas. Default false.
     */
    readonly accessListNeedsListedCaller?: boolean;
    /** Status for an API key that does not exist, API_KEY_NOT_FOUND in both cases. Default 404. */
    readonly unknownApiKeyStatus?: 400 | 404;
    /** Organizations made through the API start with `apiAccessListRequired`; not confirmed of Atlas. Default false. */
    readonly newOrganizationsRequireAccessList?: boolean;
    /** IPv6 in replies: eight groups without leading zeros, or RFC 5952; not confirmed of Atlas. Default "groups". */
    readonly ipv6InReplies?: "groups" | "compressed";
    /** Keys show ORG_MEMBER among their roles whether they were given it or not; Atlas may. Default true. */
    readonly impliedOrgMember?: boolean;
    /** Challenges without `qop`, answered as RFC 2069 says. Default false. */
    readonly challengeWithoutQop?: boolean;
    /** From this nonce count on a nonce is stale. Default 1,024. */
    readonly nonceUses?: number;
    /** Age in milliseconds beyond which a nonce is stale. Default 60,000. */
    readonly nonceLifeMs?: number;
}

/** What a test needs to know of the organization that may create others. */
export interface PayingOrganization {
    readonly orgId: string;
    readonly ownerId: string;
    readonly apiKeyId: string;
    readonly publicKey: string;
    readonly privateKey: string;
}

const DEFAULT_CALLER_ADDRESS = "203.0.113.7";

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
        const context = contextFor(options);
        const server = buildServer(context);
        await server.listen({ host: "127.0.0.1", port: 0 });
        return new EmulatedAtlas(context, server);
    }

    /** Every request so far, in the order of arrival, digest challenges included. */
    get requests(): readonly LoggedRequest[] {
        return this.#context.log.entries;
    }

    /** The requests that were signed with a good key. */
    calls(): LoggedRequest[] {
        return this.#context.log.calls();
    }

    clearRequests(): void {
        this.#context.log.clear();
    }

    /** The address from which all callers seem to come. Default 203.0.113.7. */
    setCallerAddress(address: string): void {
        this.#context.callerAddress = parseAnyAddress(address).canonical;
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

function contextFor(options: EmulatedAtlasOptions): ServerContext {
    const clock = options.clock ?? { nowMs: () => Date.now() };
    return {
        clock,
        store: new AtlasStore(),
        faults: new Faults(),
        log: new RequestLog(),
        callerAddress: DEFAULT_CALLER_ADDRESS,
        digest: new DigestAuthentication({
            clock,
            nonceUses: options.nonceUses ?? 1024,
            nonceLifeMs: options.nonceLifeMs ?? 60_000,
            challengeWithoutQop: options.challengeWithoutQop ?? false,
        }),
        behaviour: {
            secondLinkToken: options.secondLinkToken ?? "created",
            accessListNeedsListedCaller: options.accessListNeedsListedCaller ?? false,
            unknownApiKeyStatus: options.unknownApiKeyStatus ?? 404,
            newOrganizationsRequireAccessList: options.newOrganizationsRequireAccessList ?? false,
            ipv6InReplies: options.ipv6InReplies ?? "groups",
            impliedOrgMember: options.impliedOrgMember ?? true,
        },
    };
}
