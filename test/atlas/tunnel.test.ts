import https from "node:https";
import { expect } from "chai";
import { HttpConnections } from "#provider/atlas/transport/http";
import type { HttpConnectionsOptions } from "#provider/atlas/transport/http";
import { proxyFor } from "#provider/atlas/transport/proxies";
import type { ConnectProxy, ConnectProxyOptions } from "#testkit/atlas/connectProxy";
import { failureOf, useServers } from "./harness";
import { SELF_SIGNED } from "./selfSigned";
import { useProxies } from "./useProxies";

const URL = "https://atlas.invalid/";
const GET = { method: "GET", headers: {}, body: undefined, timeoutMs: 5_000, isOnFreshConnection: false };

describe("HttpConnections through a proxy", () => {
    const servers = useServers();
    const startProxy = useProxies();
    let proxy: ConnectProxy;
    let connections: HttpConnections;
    let requestsOfServer: number;
    afterEach(() => connections.close());

    async function connectThrough(
        proxyOptions: ConnectProxyOptions = {},
        { scheme = "http", ...options }: HttpConnectionsOptions & { scheme?: string } = {},
    ): Promise<void> {
        requestsOfServer = 0;
        const server = https.createServer(SELF_SIGNED, (request, response) => {
            requestsOfServer += 1;
            if (request.url === "/lost") {
                request.socket.destroy();
            } else {
                response.setHeader("x-remote-port", request.socket.remotePort ?? 0).end("secret answer");
            }
        });
        const port = await servers.track(server);
        proxy = await startProxy({ leadsTo: port, ...proxyOptions });
        const { credential } = proxyOptions;
        const user = credential === undefined ? "" : `${credential}@`;
        connections = new HttpConnections({
            ca: SELF_SIGNED.cert,
            proxy: proxyFor(URL, { HTTPS_PROXY: `${scheme}://${user}${proxy.address}` }),
            ...options,
        });
    }

    it("gets answers, and shows the proxy no more than the name of the server", async () => {
        await connectThrough();

        const reply = await connections.send({ ...GET, headers: { "x-secret": "key" }, url: URL });

        expect(reply).to.include({ status: 200, text: "secret answer" });
        expect(proxy.requests.map(({ authority }) => authority)).to.deep.equal(["atlas.invalid:443"]);
        expect(proxy.requests[0]!.headers).to.include({ host: "atlas.invalid:443" });
        expect(proxy.requests[0]!.headers).to.not.have.any.keys("x-secret", "proxy-authorization");
        expect(proxy.seen).to.not.match(/x-secret|answer/);
    });

    it("signs in to the proxy", async () => {
        await connectThrough({ credential: "someone:password" });

        expect(await connections.send({ ...GET, url: URL })).to.include({ status: 200 });
    });

    it("reaches the proxy itself over TLS", async () => {
        await connectThrough({ tls: SELF_SIGNED, credential: "someone:password" }, { scheme: "https" });

        expect(await connections.send({ ...GET, url: URL })).to.include({ text: "secret answer" });
        expect(await connections.send({ ...GET, url: URL })).to.include({ text: "secret answer" });
        expect(proxy.requests).to.have.length(1);
    });

    it("keeps a tunnel, but gives a request that wants it a fresh one", async () => {
        await connectThrough();

        const first = await connections.send({ ...GET, url: URL });
        const second = await connections.send({ ...GET, url: URL });
        const fresh = await connections.send({ ...GET, url: URL, isOnFreshConnection: true });

        expect(second.header("x-remote-port")).to.equal(first.header("x-remote-port"));
        expect(fresh.header("x-remote-port")).to.not.equal(first.header("x-remote-port"));
        expect(proxy.requests).to.have.length(2);
    });

    it("names the server to the proxy with its port, and an IPv6 address in brackets", async () => {
        await connectThrough({ behaviour: "hang-up" });

        await failureOf(connections.send({ ...GET, url: "https://atlas.invalid:8443/" }));
        await failureOf(connections.send({ ...GET, url: "https://[2001:db8::1]/" }));

        expect(proxy.requests.map(({ authority }) => authority)).to.deep.equal([
            "atlas.invalid:8443",
            "[2001:db8::1]:443",
        ]);
    });

    it("does not trust a server behind the proxy that has no good certificate", async () => {
        await connectThrough({}, { ca: "" });

        const failure = await failureOf(connections.send({ ...GET, url: URL }));

        expect(failure).to.include({ wasSent: false, tunnel: undefined });
        expect(failure["code"]).to.match(/CERT/);
    });

    it("knows that a request was sent whose connection is lost then", async () => {
        await connectThrough();

        const failure = await failureOf(connections.send({ ...GET, url: `${URL}lost` }));

        expect(failure).to.include({ wasSent: true, code: "ECONNRESET", tunnel: undefined });
    });

    it("takes no answer of the proxy for the server's", async () => {
        const body = '{"error":401,"errorCode":"UNEXPECTED_ERROR"}';
        const headers = {
            "WWW-Authenticate": 'Digest realm="r", nonce="n"',
            "Content-Type": "application/json",
        };
        await connectThrough({ behaviour: { status: 401, headers, body } });

        const failure = await failureOf(connections.send({ ...GET, url: URL }));

        expect(failure).to.include({ wasSent: false, isTimeout: false });
        expect(failure["tunnel"]).to.have.nested.property("answer.status", 401);
        expect(requestsOfServer).to.equal(0);
    });

    for (const scheme of ["http", "https"]) {
        const tlsOfProxy = scheme === "https" ? { tls: SELF_SIGNED } : {};

        it(`drops a tunnel that nobody uses (${scheme})`, async () => {
            await connectThrough(tlsOfProxy, { scheme, maxIdleMs: 20 });

            await connections.send({ ...GET, url: URL });

            await untilClosed(proxy);
        });

        it(`leaves no connection to a proxy that does not answer in time (${scheme})`, async () => {
            await connectThrough({ ...tlsOfProxy, behaviour: "no-answer" }, { scheme });

            const failure = await failureOf(connections.send({ ...GET, url: URL, timeoutMs: 100 }));

            expect(failure).to.include({ wasSent: false, isTimeout: true });
            await untilClosed(proxy);
        });

        it(`leaves no connection when it is closed (${scheme})`, async () => {
            await connectThrough(tlsOfProxy, { scheme });
            await connections.send({ ...GET, url: URL });

            connections.close();

            await untilClosed(proxy);
        });
    }

    it("breaks connections to the proxy when it is closed", async () => {
        await connectThrough({ behaviour: "no-answer" });
        const failure = failureOf(connections.send({ ...GET, url: URL }));
        await until(() => proxy.requests.length > 0);

        connections.close();

        expect(await failure).to.include({ wasSent: false, isTimeout: false });
        await untilClosed(proxy);
    });
});

/** The proxy, which runs in this process, has noticed that all of its clients are gone. */
function untilClosed(proxy: ConnectProxy): Promise<void> {
    return until(() => proxy.openConnections === 0);
}

async function until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}
