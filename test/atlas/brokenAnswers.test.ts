import { createServer } from "node:net";
import type { Socket } from "node:net";
import tls from "node:tls";
import { brotliCompressSync } from "node:zlib";
import { expect } from "chai";
import { AtlasClient } from "#provider/atlas/client";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import { getOrganization } from "#provider/atlas/endpoints/organizations";
import { isOutcomeUnknown } from "#provider/atlas/errors/errorPredicates";
import { HttpConnections } from "#provider/atlas/transport/http";
import { HastyClock } from "../support/hastyClock";
import { failureOf, useServers } from "./harness";
import { SELF_SIGNED } from "./selfSigned";

const ORG_ID = "a".repeat(24);
const KEY = { desc: "made by the test", roles: ["ORG_MEMBER" as const] };

const OK = "HTTP/1.1 200 OK\r\n";

/** What comes back for a request, by what sends it. */
const ANSWERS: Readonly<Record<string, string | Buffer>> = {
    "a banner of SSH": "SSH-2.0-OpenSSH_9.6\r\n",
    "a greeting of a mail server": "220 mail.example.com ESMTP\r\n",
    "a preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a frame of HTTP/2": Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
    "an alert of TLS": Buffer.from([21, 3, 3, 0, 2, 2, 40]),
    "another version of HTTP": "HTTP/9.9 200 OK\r\n\r\n",
    "a status that is no number": "HTTP/1.1 abc OK\r\n\r\n",
    "two lengths": `${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    "a length beside chunks": `${OK}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    "a chunk without a size": `${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    "a header of 20 kB": `${OK}X-Long: ${"x".repeat(20_000)}\r\nContent-Length: 2\r\n\r\n{}`,
    "a header with a blank in its name": `${OK}X Y: z\r\nContent-Length: 2\r\n\r\n{}`,
    "a plain body that says it is gzip": `${OK}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`,
    "a plain body that says it is Brotli": `${OK}Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}`,
    "Brotli that says it is gzip": Buffer.concat([
        Buffer.from(`${OK}Content-Encoding: gzip\r\nConnection: close\r\n\r\n`),
        brotliCompressSync("{}"),
    ]),
    "an upgrade that nothing has asked for":
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
};

describe("AtlasClient and answers that are not HTTP", () => {
    const servers = useServers();
    let requests: number;
    let client: AtlasClient;
    afterEach(() => client.close());

    async function callServerWith(answer: string | Buffer): Promise<void> {
        requests = 0;
        const server = createServer((socket: Socket) => {
            socket.on("error", () => undefined);
            socket.once("data", () => {
                requests += 1;
                socket.end(answer);
            });
        });
        client = new AtlasClient({
            // It is sent with the first request, so that Atlas could carry that out.
            credential: { accessToken: "given" },
            baseUrl: `http://127.0.0.1:${await servers.track(server)}`,
            clock: new HastyClock(),
            requestTimeoutMs: 1_000,
            maxRetryMs: 2_000,
        });
    }

    for (const [what, answer] of Object.entries(ANSWERS)) {
        it(`says of ${what} at once what to look at`, async () => {
            await callServerWith(answer);

            const error = await failureOf(getOrganization(client, ORG_ID));

            expect(requests).to.equal(1);
            expect(error.message)
                .to.match(/sent an answer that this machine cannot read \(.+\)\. Nothing has changed\. /)
                .and.match(/check baseUrl .*proxy/);
            expect(error.message).to.not.include("was lost");
        });
    }

    for (const what of ["a banner of SSH", "two lengths", "a plain body that says it is gzip"]) {
        it(`does not know what became of a creation that ${what} answers`, async () => {
            await callServerWith(ANSWERS[what]!);

            const error = await failureOf(createApiKey(client, ORG_ID, KEY));

            expect(isOutcomeUnknown(error)).to.be.true;
            expect(error.message)
                .to.include("may have carried out the request all the same")
                .and.match(/check baseUrl .*proxy/);
            expect(requests).to.equal(1);
        });
    }

    it("tries again what was cut off, which is no other protocol", async () => {
        await callServerWith("HTTP/1.1 20");

        const error = await failureOf(getOrganization(client, ORG_ID));

        expect(error.message)
            .to.include("was lost")
            .and.match(/It was tried \d+ times/);
    });
});

describe("HttpConnections and a connection that stops being TLS", () => {
    const servers = useServers();

    it("has a code of OpenSSL for it", async () => {
        const sockets: Socket[] = [];
        const server = tls.createServer(SELF_SIGNED, (secure) => {
            secure.on("error", () => undefined);
            secure.once("data", () => sockets[0]?.end("HTTP/1.1 200 OK\r\n\r\n"));
        });
        server.on("connection", (socket: Socket) => sockets.push(socket));
        const url = `https://localhost:${await servers.track(server)}/`;
        const connections = new HttpConnections({ ca: SELF_SIGNED.cert });

        const failure = await failureOf(
            connections.send({
                ...{ method: "GET", url, headers: {}, body: undefined, timeoutMs: 5_000 },
                isOnFreshConnection: true,
            }),
        );

        expect(failure["code"]).to.match(/^ERR_SSL_/);
        connections.close();
    });
});
