import type { AddressInfo } from "node:net";

import type { FastifyInstance } from "fastify";

import { parseAnyAddress } from "../addresses";
import type { ServerContext } from "../context";
import type { Faults } from "../faults";
import { WRONG_SERVERS } from "../wrongServers";
import type { WrongServer } from "../wrongServers";
import type { LoggedRequest } from "./requestLog";
import { buildServer } from "./server";

/** What tests see of a server in this process and do to it, whatever it emulates. */
export class EmulatedServer {
    /** "http://127.0.0.1:PORT". */
    readonly baseUrl: string;
    /** Add faults here. */
    readonly faults: Faults;
    readonly #context: ServerContext;
    readonly #server: FastifyInstance;

    private constructor(context: ServerContext, server: FastifyInstance) {
        const { port } = server.server.address() as AddressInfo;
        this.baseUrl = `http://127.0.0.1:${port}`;
        this.faults = context.faults;
        this.#context = context;
        this.#server = server;
    }

    /** Starts on a free port of 127.0.0.1. */
    static async listen(context: ServerContext): Promise<EmulatedServer> {
        const server = buildServer(context);
        await server.listen({ host: "127.0.0.1", port: 0 });
        return new EmulatedServer(context, server);
    }

    get requests(): readonly LoggedRequest[] {
        return this.#context.log.entries;
    }

    calls(): LoggedRequest[] {
        return this.#context.log.calls();
    }

    tokenRequests(): LoggedRequest[] {
        return this.#context.log.tokenRequests();
    }

    clearRequests(): void {
        this.#context.log.clear();
    }

    setCallerAddress(address: string): void {
        this.#context.callerAddress = parseAnyAddress(address).canonical;
    }

    /** @param server undefined for the one that is emulated. */
    answerAs(server: WrongServer | undefined): void {
        this.#context.wrongServer = server && WRONG_SERVERS[server];
    }

    forgetNonces(): void {
        this.#context.digest.forgetNonces();
    }

    closeIdleConnections(): void {
        this.#server.server.closeIdleConnections();
    }

    async close(): Promise<void> {
        await this.#server.close();
    }
}
