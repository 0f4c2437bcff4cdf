import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Change, JsonPath, Others } from "./alteredAnswers";
import { altered } from "./alteredAnswers";

/** More than any operation needs: one that asks for ever must end. */
export const MAX_REQUESTS = 300;

/** A change to one value of every answer of an endpoint. */
export interface Mutation {
    /** "GET /orgs/{id}/apiKeys/{id}" */
    readonly endpoint: string;
    readonly path: JsonPath;
    readonly change: Change;
}

/** An answer in JSON, as the server behind gave it. */
export interface SeenAnswer {
    readonly endpoint: string;
    readonly body: unknown;
}

/** A server in front of another one: it passes everything on, and alters answers on their way back. */
export class AlteringServer {
    readonly baseUrl: string;
    readonly #server: http.Server;
    readonly #agent = new http.Agent({ keepAlive: true });
    readonly #target: string;
    #alteration: { mutation: Mutation; others: Others } | undefined;
    #seen: SeenAnswer[] = [];
    #requests: string[] = [];
    #deliveries = 0;

    private constructor(server: http.Server, target: string) {
        this.#server = server;
        this.#target = target;
        this.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        server.on("request", (request: http.IncomingMessage, response: http.ServerResponse) =>
            this.#passOn(request, response),
        );
    }

    /** @param target is the base URL of the server behind. */
    static async start(target: string): Promise<AlteringServer> {
        const server = http.createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new AlteringServer(server, target);
    }

    /** What the server behind has answered since the last `alter`, without challenges. */
    get seen(): readonly SeenAnswer[] {
        return this.#seen;
    }

    /** What was asked since the last `alter`, challenged requests included. */
    get requests(): readonly string[] {
        return this.#requests;
    }

    /** How many answers were altered since the last `alter`. */
    get deliveries(): number {
        return this.#deliveries;
    }

    /** From now on this mutation alters answers, or none. */
    alter(mutation?: Mutation, others: Others = new Map()): void {
        this.#alteration = mutation && { mutation, others };
        this.#seen = [];
        this.#requests = [];
        this.#deliveries = 0;
    }

    async close(): Promise<void> {
        this.#agent.destroy();
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    #passOn(request: http.IncomingMessage, response: http.ServerResponse): void {
        const { method = "GET", url = "/", headers } = request;
        const endpoint = `${method} ${endpointOf(url)}`;
        this.#requests.push(endpoint);
        if (this.#requests.length > MAX_REQUESTS) {
            request.destroy();
            return;
        }
        const onward = http.request(new URL(url, this.#target), { method, headers, agent: this.#agent });
        onward.on("response", (reply) => {
            const parts: Buffer[] = [];
            reply.on("data", (part: Buffer) => parts.push(part));
            reply.on("end", () => this.#passBack(endpoint, { reply, body: Buffer.concat(parts) }, response));
        });
        onward.on("error", () => response.destroy());
        request.pipe(onward);
    }

    #passBack(
        endpoint: string,
        { reply, body }: { reply: http.IncomingMessage; body: Buffer },
        response: http.ServerResponse,
    ): void {
        const { statusCode = 500, headers } = reply;
        const isAnswer = headers["www-authenticate"] === undefined && body.length > 0;
        const sent = isAnswer ? Buffer.from(JSON.stringify(this.#answer(endpoint, body))) : body;
        const { "transfer-encoding": _, "content-length": __, ...others } = headers;
        const length = statusCode === 204 ? {} : { "content-length": sent.length };
        response.writeHead(statusCode, { ...others, ...length });
        response.end(sent);
    }

    #answer(endpoint: string, text: Buffer): unknown {
        const body: unknown = JSON.parse(text.toString());
        this.#seen.push({ endpoint, body });
        if (this.#alteration?.mutation.endpoint !== endpoint) {
            return body;
        }
        const { mutation, others } = this.#alteration;
        const made = altered(body, mutation, others);
        this.#deliveries += made === undefined ? 0 : 1;
        return made === undefined ? body : made.value;
    }
}

/** "/orgs/{id}/serviceAccounts/{clientId}/accessList/{address}" */
function endpointOf(url: string): string {
    return url
        .replace(/\?.*/, "")
        .replace(/^\/api\/atlas\/v2/, "")
        .replace(/accessList\/.+/, "accessList/{address}")
        .replace(/mdb_sa_id_[a-f0-9]{24}/, "{clientId}")
        .replaceAll(/[a-f0-9]{24}/g, "{id}");
}
