import https from "node:https";
import { expect } from "chai";
import { HttpConnections } from "#provider/atlas/transport/http";
import { failureOf, useServers } from "./harness";
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
    let connections: HttpConnections;
    let port: number;
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
    });
    afterEach(() => connections.close());

    it("gets answers from a server it trusts, over one connection", async () => {
        const url = `https://localhost:${port}/`;
        const first = await connections.send({ ...GET, url });
        const second = await connections.send({ ...GET, url });
        const fresh = await connections.send({ ...GET, url, isOnFreshConnection: true });

        expect(first).to.include({ status: 200, text: "secret answer" });
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
});
