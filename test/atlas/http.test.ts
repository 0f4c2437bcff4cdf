import http from "node:http";
import https from "node:https";
import net from "node:net";
import { expect } from "chai";
import { HttpConnections } from "#provider/atlas/http";
import { failureOf, useNoProxies, useServers } from "./harness";
import { SELF_SIGNED } from "./selfSigned";

const GET = { method: "GET", headers: {}, body: undefined, timeoutMs: 5_000, isOnFreshConnection: false };

describe("HttpConnections", () => {
    const servers = useServers();

    it("drops a connection that nobody uses before the server does", async () => {
        const connections = new HttpConnections({ maxIdleMs: 20 });
        const endedByClient = new Promise<void>((resolve) => {
            const listen = servers.start((request, response) => {
                request.socket.once("end", resolve);
                response.end("{}");
            });
            void listen.then((url) => connections.send({ ...GET, url }));
        });

        await endedByClient;
        connections.close();
    }).timeout(3_000);

    it("keeps a connection longer than that while it waits for an answer", async () => {
        const ports: (number | undefined)[] = [];
        const url = await servers.start((request, response) => {
            ports.push(request.socket.remotePort);
            setTimeout(() => response.end("{}"), request.url === "/slow" ? 500 : 0);
        });
        const connections = new HttpConnections({ maxIdleMs: 300 });

        await connections.send({ ...GET, url });
        const { status } = await connections.send({ ...GET, url: `${url}/slow` });

        expect(status).to.equal(200);
        expect(new Set(ports).size).to.equal(1);
        connections.close();
    });
});

describe("HttpConnections over TLS", () => {
    const servers = useServers();
    useNoProxies();
    let connections: HttpConnections;
    let port: number;
    let seenByProxy: string;
    beforeEach(async () => {
        connections = new HttpConnections({ ca: SELF_SIGNED.cert });
        const server = https.createServer(SELF_SIGNED, (request, response) => {
            if (request.url === "/lost") {
                request.socket.destroy();
            } else {
                response.setHeader("x-remote-port", request.socket.remotePort ?? 0).end("secret answer");
            }
        });
        port = await servers.track(server);
        seenByProxy = "";
    });
    afterEach(() => connections.close());

    it("gets answers from a server it trusts, over one connection", async () => {
        const url = `https://localhost:${port}/`;
        const first = await connections.send({ ...GET, url });
        const second = await connections.send({ ...GET, url });
        const fresh = await connections.send({ ...GET, url, isOnFreshConnection: true });

        expect(first).to.include({ status: 200, text: "secret answer", wasSent: true });
        expect(second.header("x-remote-port")).to.equal(first.header("x-remote-port"));
        expect(fresh.header("x-remote-port")).to.not.equal(first.header("x-remote-port"));
    });

    it("sends nothing to a server it does not trust", async () => {
        const failure = await failureOf(
            new HttpConnections().send({ ...GET, url: `https://localhost:${port}/` }),
        );

        expect(failure).to.include({ wasSent: false });
        expect(failure["code"]).to.match(/CERT/);
    });

    it("knows that a request was sent whose connection is lost then", async () => {
        const failure = await failureOf(connections.send({ ...GET, url: `https://localhost:${port}/lost` }));

        expect(failure).to.include({ wasSent: true, isTimeout: false, code: "ECONNRESET" });
    });

    it("tunnels through the proxy of the environment, which sees no more than the name of the server", async () => {
        await useProxy(() => "HTTP/1.1 200 Connection established\r\n\r\n");

        const reply = await connections.send({
            ...GET,
            headers: { "x-secret": "key" },
            url: "https://atlas.invalid/",
        });
        const failure = await failureOf(connections.send({ ...GET, url: "https://atlas.invalid/lost" }));

        expect(reply).to.include({ text: "secret answer", wasSent: true });
        expect(failure).to.include({ wasSent: true, code: "ECONNRESET" });
        expect(seenByProxy).to.match(/^CONNECT atlas\.invalid:443 HTTP\/1\.1\r\n/);
        expect(seenByProxy).to.not.match(/x-secret|answer/);
    });

    it("knows that nothing was sent when the proxy answers in the server's place", async () => {
        await useProxy(() => "HTTP/1.1 503 No route\r\nContent-Length: 0\r\n\r\n");

        const reply = await connections.send({ ...GET, url: "https://atlas.invalid/" });

        expect(reply).to.include({ status: 503, wasSent: false });
    });

    it("leaves the proxy out where NO_PROXY says so", async () => {
        await useProxy(() => "");
        process.env["NO_PROXY"] = "atlas.invalid";

        const failure = await failureOf(connections.send({ ...GET, url: "https://atlas.invalid/" }));

        expect(failure["wasSent"]).to.be.false;
        expect(seenByProxy).to.equal("");
    });

    /** A proxy that notes the head of each request, answers it, and connects to the server if its answer is 200. */
    async function useProxy(answer: () => string): Promise<void> {
        const proxy = http.createServer();
        proxy.on("connect", (request: http.IncomingMessage, socket: net.Socket) => {
            seenByProxy += `CONNECT ${request.url ?? ""} HTTP/1.1\r\n${request.rawHeaders.join(" ")}\r\n`;
            const head = answer();
            socket.write(head);
            if (!head.includes(" 200 ")) {
                socket.end();
                return;
            }
            socket.on("data", (data) => (seenByProxy += data.toString("latin1")));
            const server = net.connect(port, "127.0.0.1");
            server.pipe(socket).pipe(server);
            socket.on("error", () => server.destroy());
            server.on("error", () => socket.destroy());
        });
        process.env["HTTPS_PROXY"] = `http://127.0.0.1:${await servers.track(proxy)}`;
    }
});
