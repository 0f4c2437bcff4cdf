import http from "node:http";
import https from "node:https";
import net from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** What a proxy says instead of connecting. */
export interface ProxyRefusal {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

export interface ConnectProxyOptions {
    /** A port of this machine to which all connections lead, whatever they are for. Default: where they are for. */
    readonly leadsTo?: number;
    /** "user:password" that every connection must bring, else 407. Default: none. */
    readonly credential?: string;
    /** What becomes of a connection. Default "connect". */
    readonly behaviour?: "connect" | "hang-up" | "no-answer" | ProxyRefusal;
    /** Key and certificate of the proxy itself, in PEM. Default: it is reached without TLS. */
    readonly tls?: { readonly key: string; readonly cert: string };
}

/** One CONNECT that a proxy got. */
export interface ProxyRequest {
    /** Host and port. */
    readonly authority: string;
    readonly headers: http.IncomingHttpHeaders;
}

/** An HTTP proxy on 127.0.0.1 that does CONNECT and nothing else. */
export class ConnectProxy {
    readonly requests: ProxyRequest[] = [];
    /** What went through it from its clients, as it saw it. */
    seen = "";
    readonly #options: ConnectProxyOptions;
    readonly #server: http.Server;
    readonly #sockets = new Set<Socket>();

    private constructor(options: ConnectProxyOptions) {
        this.#options = options;
        this.#server = options.tls === undefined ? http.createServer() : https.createServer(options.tls);
        this.#server.on("connection", (socket: Socket) => this.#keep(socket));
        this.#server.on("connect", (request: http.IncomingMessage, socket: Socket) =>
            this.#answer(request, socket),
        );
    }

    static async start(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
        const proxy = new ConnectProxy(options);
        await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
        return proxy;
    }

    get port(): number {
        return (this.#server.address() as AddressInfo).port;
    }

    /** Host and port. */
    get address(): string {
        return `127.0.0.1:${this.port}`;
    }

    /** How many connections are open, of its clients and of its own. */
    get openConnections(): number {
        return this.#sockets.size;
    }

    async close(): Promise<void> {
        const closed = new Promise((resolve) => this.#server.close(resolve));
        this.#sockets.forEach((socket) => socket.destroy());
        await closed;
    }

    #answer(request: http.IncomingMessage, socket: Socket): void {
        const { behaviour = "connect", credential } = this.#options;
        const authority = request.url ?? "";
        this.requests.push({ authority, headers: request.headers });
        socket.on("error", () => socket.destroy());
        if (behaviour === "hang-up") {
            socket.destroy();
        } else if (behaviour === "no-answer") {
            socket.once("end", () => socket.destroy()).resume();
        } else if (behaviour !== "connect") {
            refuse(socket, behaviour);
        } else if (credential !== undefined && !isSignedBy(credential, request)) {
            refuse(socket, { status: 407, headers: { "Proxy-Authenticate": 'Basic realm="proxy"' } });
        } else {
            this.#connect(authority, socket);
        }
    }

    #connect(authority: string, client: Socket): void {
        const { hostname, port } = new URL(`https://${authority}`);
        const { leadsTo } = this.#options;
        const server =
            leadsTo === undefined
                ? net.connect(Number(port || 443), hostname.replace(/^\[|\]$/g, ""))
                : net.connect(leadsTo, "127.0.0.1");
        this.#keep(server);
        server.once("connect", () => {
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            client.on("data", (data: Buffer) => (this.seen += data.toString("latin1")));
            client.pipe(server).pipe(client);
        });
        server.on("error", () => refuse(client, { status: 502 }));
        server.on("close", () => client.destroy());
        client.on("close", () => server.destroy());
    }

    #keep(socket: Socket): void {
        this.#sockets.add(socket);
        socket.once("close", () => this.#sockets.delete(socket));
    }
}

function isSignedBy(credential: string, request: http.IncomingMessage): boolean {
    return request.headers["proxy-authorization"] === `Basic ${Buffer.from(credential).toString("base64")}`;
}

function refuse(socket: Socket, { status, headers = {}, body = "" }: ProxyRefusal): void {
    const fields = { ...headers, "Content-Length": Buffer.byteLength(body), Connection: "close" };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(
        `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? "Unknown"}\r\n${lines.join("")}\r\n${body}`,
    );
}
