import http from "node:http";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

import { expect } from "chai";

import { ConnectProxy } from "#testkit/atlas/connectProxy";
import type { ConnectProxyOptions } from "#testkit/atlas/connectProxy";
import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";

describe("testkit/atlas: a CONNECT proxy", () => {
    let atlas: EmulatedAtlas;
    let proxy: ConnectProxy;
    beforeEach(async () => {
        atlas = await EmulatedAtlas.start();
    });
    afterEach(async () => {
        await proxy.close();
        await atlas.close();
    });

    async function connect(
        options: ConnectProxyOptions,
        authority: string,
        headers: Record<string, string> = {},
    ): Promise<[IncomingMessage, Socket]> {
        proxy = await ConnectProxy.start(options);
        const request = http.request({ port: proxy.port, method: "CONNECT", path: authority, headers }).end();
        return (await once(request, "connect")) as [IncomingMessage, Socket];
    }

    it("connects to where it is asked to", async () => {
        const [reply, socket] = await connect({}, new URL(atlas.baseUrl).host);
        socket.write("GET /api/atlas/v2/orgs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        const [answer] = (await once(socket, "data")) as [Buffer];

        expect(reply.statusCode).to.equal(200);
        expect(answer.toString()).to.match(/^HTTP\/1\.1 401 /);
        expect(proxy.seen).to.match(/^GET /);
    });

    it("connects to the one place that it leads to", async () => {
        const [reply] = await connect({ leadsTo: Number(new URL(atlas.baseUrl).port) }, "atlas.invalid:443");

        expect(reply.statusCode).to.equal(200);
        expect(proxy.requests.map(({ authority }) => authority)).to.deep.equal(["atlas.invalid:443"]);
    });

    it("says 502 when nobody is there", async () => {
        const { host } = new URL(atlas.baseUrl);
        await atlas.close();

        const [reply] = await connect({}, host);

        expect(reply.statusCode).to.equal(502);
        atlas = await EmulatedAtlas.start();
    });

    it("wants its user and password", async () => {
        const { host } = new URL(atlas.baseUrl);
        const [refusal] = await connect({ credential: "me:secret" }, host);
        await proxy.close();
        const signed = { "Proxy-Authorization": `Basic ${Buffer.from("me:secret").toString("base64")}` };
        const [reply] = await connect({ credential: "me:secret" }, host, signed);

        expect(refusal.statusCode).to.equal(407);
        expect(refusal.headers["proxy-authenticate"]).to.equal('Basic realm="proxy"');
        expect(reply.statusCode).to.equal(200);
    });

    it("answers what a test wants it to", async () => {
        const behaviour = { status: 403, headers: { "X-Why": "policy" }, body: "Blocked." };

        const [reply, socket] = await connect({ behaviour }, "atlas.invalid:443");

        expect(reply.statusCode).to.equal(403);
        expect(reply.headers).to.include({ "x-why": "policy", "content-length": "8" });
        socket.destroy();
    });
});
