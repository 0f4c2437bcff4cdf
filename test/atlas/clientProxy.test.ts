import net from "node:net";
import tls from "node:tls";
import { expect } from "chai";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import type { AtlasClientOptions } from "#provider/atlas/clientOptions";
import { AtlasConfigError, AtlasTimeoutError } from "#provider/atlas/errors/errors";
import { isCredentialRefused, isNotFound } from "#provider/atlas/errors/errorPredicates";
import { ConnectProxy } from "#testkit/atlas/connectProxy";
import type { ConnectProxyOptions, ProxyRefusal } from "#testkit/atlas/connectProxy";
import { clientOf, failureOf, useAtlas, useServers } from "./harness";
import type { AtlasFixture } from "./harness";
import { SELF_SIGNED } from "./selfSigned";
import { SimulatedClock } from "./simulatedClock";
import { useProxies } from "./useProxies";

const KEY = { desc: "d", roles: ["ORG_MEMBER" as const] };
const ATLAS_ERROR = JSON.stringify({
    error: 404,
    errorCode: "API_KEY_NOT_FOUND",
    detail: "Gone.",
    reason: "r",
});

describe("AtlasClient and a proxy that does not connect", () => {
    const fixture = useAtlas();
    const servers = useServers();
    const startProxy = useProxies();

    /** The error of a creating call through a proxy, and where that proxy is. */
    async function refusedBy(options: ConnectProxyOptions, user = ""): Promise<[Failure, string]> {
        const proxy = await startProxy(options);
        process.env["HTTPS_PROXY"] = `http://${user}${proxy.address}`;
        const error = await failedCall(fixture);
        expect(proxy.requests.length).to.be.at.most(1);
        return [error, proxy.address];
    }

    const answers: [ProxyRefusal, string][] = [
        [{ status: 403 }, "Ask who runs the proxy to allow connections to atlas.invalid."],
        [{ status: 502 }, "The trouble is on the side of the proxy"],
        [{ status: 503 }, "The trouble is on the side of the proxy"],
        [{ status: 504 }, "The trouble is on the side of the proxy"],
        [{ status: 401 }, "Check that HTTPS_PROXY names a proxy that takes CONNECT."],
        [{ status: 404 }, "Check that HTTPS_PROXY names a proxy that takes CONNECT."],
        [{ status: 302 }, "Check that HTTPS_PROXY names a proxy that takes CONNECT."],
    ];
    const headers = {
        "WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"',
        "X-Error-Code": "API_KEY_NOT_FOUND",
        "X-Request-Id": "of-the-proxy",
        "Retry-After": "600",
    };
    const bodies: Readonly<Record<string, Partial<ProxyRefusal>>> = {
        "no body": {},
        "a page": { headers, body: "<html><title>Blocked by policy</title></html>" },
        "an error like Atlas's": { headers, body: ATLAS_ERROR },
    };
    for (const [answer, advice] of answers) {
        for (const [what, more] of Object.entries(bodies)) {
            it(`says what to do about ${answer.status} with ${what}, and takes it for nothing of Atlas`, async () => {
                const [error, address] = await refusedBy({ behaviour: { ...answer, ...more } });

                expect(error).to.include({ name: "AtlasNetworkError", outcome: "notExecuted" });
                expect(error.message).to.match(
                    new RegExp(
                        `^POST /orgs/\\w+/apiKeys: the proxy ${address} \\(HTTPS_PROXY\\) did not connect to ` +
                            `atlas\\.invalid, and answered ${answer.status} [\\w ]+\\. Atlas never saw the call: nothing was sent\\. `,
                    ),
                );
                expect(error.message).to.include(advice).and.include("add it to NO_PROXY");
                expect(error.message).to.not.match(/Blocked|Gone|of-the-proxy|API_KEY_NOT_FOUND/);
                expect(isNotFound(error) || isCredentialRefused(error)).to.be.false;
            });
        }
    }

    it("asks for user and password when the proxy does", async () => {
        const [error] = await refusedBy({ credential: "someone:password" });

        expect(error.message).to.include("put them into HTTPS_PROXY (http://user:password@host:port)");
    });

    it("says that user and password are wrong, without a word of them", async () => {
        const [error] = await refusedBy({ credential: "someone:pa$$-word" }, "someone:pa%24%24-w0rd@");

        expect(error.message).to.include("does not accept the user and the password in HTTPS_PROXY");
        expect(error.message).to.not.match(/someone|pa\$|pa%24/);
    });

    it("names the ways of signing in to a proxy that it cannot do", async () => {
        const challenge = {
            "Proxy-Authenticate": 'Negotiate, NTLM, Digest realm="r", nonce="n", qop="auth"',
        };
        const [error] = await refusedBy(
            { behaviour: { status: 407, headers: challenge } },
            "someone:password@",
        );

        expect(error.message).to.include(
            "asks for Negotiate or NTLM or Digest, and this package can do Basic only",
        );
    });

    it("names a proxy that hangs up", async () => {
        const [error, address] = await refusedBy({ behaviour: "hang-up" });

        expect(error).to.include({ code: "ECONNRESET", outcome: "notExecuted" });
        expect(error.message).to.include(
            `: the proxy ${address} (HTTPS_PROXY) closed the connection without an answer (socket hang up). ` +
                "Atlas never saw the call: nothing was sent. Check that the proxy runs",
        );
    });

    it("names a proxy that is not there", async () => {
        const proxy = await ConnectProxy.start();
        const { address } = proxy;
        process.env["all_proxy"] = `someone:password@${address}`;
        await proxy.close();

        const error = await failedCall(fixture);

        expect(error).to.include({ code: "ECONNREFUSED", outcome: "notExecuted" });
        expect(error.message).to.include(
            `: could not connect to the proxy ${address} (all_proxy) (connect ECONN`,
        );
    });

    it("names a proxy whose name is unknown, and does not ask for it again", async () => {
        process.env["HTTPS_PROXY"] = "http://proxy.invalid:3128";

        const error = await failedCall(fixture, { maxRetryMs: 60_000 });

        expect(error).to.include({ code: "ENOTFOUND" });
        expect(error.message).to.include("could not connect to the proxy proxy.invalid:3128 (HTTPS_PROXY)");
    });

    it("names a proxy that never answers", async () => {
        const proxy = await startProxy({ behaviour: "no-answer" });
        process.env["HTTPS_PROXY"] = proxy.address;

        const error = await failedCall(fixture, { requestTimeoutMs: 50 });

        expect(error).to.be.instanceOf(AtlasTimeoutError).with.property("outcome", "notExecuted");
        expect(error.message).to.match(
            /: no connection to https:\/\/atlas\.invalid through the proxy \S+ \(HTTPS_PROXY\) within 0\.05 s\. Nothing was sent/,
        );
    });

    it("names a proxy that speaks another protocol, and does not ask it again", async () => {
        const talker = net.createServer((socket) =>
            socket.once("data", () => socket.end("220 mail ready\r\n")),
        );
        process.env["HTTPS_PROXY"] = `127.0.0.1:${await servers.track(talker)}`;

        const error = await failedCall(fixture, { maxRetryMs: 60_000 });

        expect(error.message).to.include("(HTTPS_PROXY) does not speak HTTP. Atlas never saw the call");
        expect(error.message).to.include('write "https://" there');
    });

    it("names a web server in place of a proxy, which says 200 to everything, and does not ask it again", async () => {
        const server = net.createServer((socket) => {
            socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\n<html>It works!</html>"));
        });
        process.env["HTTPS_PROXY"] = `127.0.0.1:${await servers.track(server)}`;

        const error = await failedCall(fixture, { maxRetryMs: 60_000 });

        expect(error).to.include({ name: "AtlasNetworkError", outcome: "notExecuted" });
        expect(error.message).to.match(
            /https:\/\/atlas\.invalid through the proxy \S+ \(HTTPS_PROXY\) does not speak TLS .*Nothing was sent/,
        );
    });

    it("names a proxy without TLS where TLS is meant, and does not ask it again", async () => {
        const proxy = await startProxy();
        process.env["HTTPS_PROXY"] = `https://${proxy.address}`;

        const error = await failedCall(fixture, { maxRetryMs: 60_000 });

        expect(error.message).to.include("(HTTPS_PROXY) does not speak TLS. Atlas never saw the call");
        expect(error.message).to.include('write "http://" there');
    });

    it("names a proxy with TLS where none is meant", async () => {
        const server = tls.createServer(SELF_SIGNED).on("tlsClientError", () => undefined);
        process.env["HTTPS_PROXY"] = `http://127.0.0.1:${await servers.track(server)}`;

        const error = await failedCall(fixture);

        expect(error.message).to.match(
            /the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) .* nothing was sent\. .*"https:\/\/"/,
        );
    });

    it("names a proxy whose own certificate is not trusted, and does not ask it again", async () => {
        const proxy = await startProxy({ tls: SELF_SIGNED });
        process.env["HTTPS_PROXY"] = `https://${proxy.address}`;

        const error = await failedCall(fixture, { maxRetryMs: 60_000 });

        expect(error.message).to.match(
            /: the certificate of the proxy \S+ \(HTTPS_PROXY\) is not trusted \(/,
        );
        expect(error.message).to.match(/Name the authority of that certificate in NODE_EXTRA_CA_CERTS\.$/);
    });

    it("blames no proxy for what comes through it", async () => {
        const server = tls.createServer(SELF_SIGNED).on("tlsClientError", () => undefined);
        const proxy = await startProxy({ leadsTo: await servers.track(server) });
        process.env["HTTPS_PROXY"] = proxy.address;

        const error = await failedCall(fixture);

        expect(error.message).to.include(
            `could not connect to https://atlas.invalid through the proxy ${proxy.address}`,
        );
        expect(error.message).to.match(/Its certificate is not trusted: if a proxy puts in its own, .*\.$/);
    });

    it("refuses a proxy that it cannot use before a byte is sent", () => {
        process.env["HTTPS_PROXY"] = "socks5://127.0.0.1:1080";

        expect(() => clientOf(fixture.atlas, { baseUrl: "https://atlas.invalid" })).to.throw(
            AtlasConfigError,
            'HTTPS_PROXY names a proxy of the kind "socks5://"',
        );
    });
});

describe("AtlasClient and a proxy that does not connect, tried again", () => {
    const fixture = useAtlas();
    const startProxy = useProxies();

    const outcomes: [string, "hang-up" | ProxyRefusal, boolean][] = [
        ["hangs up", "hang-up", true],
        ["answers 502", { status: 502 }, true],
        ["answers 503", { status: 503 }, true],
        ["answers 504", { status: 504 }, true],
        ["answers 429", { status: 429 }, true],
        ["answers 522", { status: 522 }, true],
        ["answers 408", { status: 408 }, true],
        ["answers 501", { status: 501 }, false],
        ["answers 403", { status: 403 }, false],
        ["answers 407", { status: 407 }, false],
        ["answers 404", { status: 404, body: ATLAS_ERROR }, false],
    ];
    for (const [what, behaviour, isRepeated] of outcomes) {
        it(`${isRepeated ? "tries again" : "gives up at once"} when the proxy ${what}`, async () => {
            const proxy = await startProxy({ behaviour });
            process.env["HTTPS_PROXY"] = proxy.address;
            const clock = new SimulatedClock();
            const lines: string[] = [];

            const error = await failedCall(fixture, {
                ...{ clock, maxRetryMs: 20_000, random: () => 1 },
                onWait: (line) => lines.push(line),
            });

            expect(proxy.requests.length > 1).to.equal(isRepeated);
            expect(error.message).to.include(proxy.address);
            expect(lines.length > 0).to.equal(isRepeated);
            lines.forEach((line) =>
                expect(line).to.include(`no connection through the proxy ${proxy.address}`),
            );
        });
    }
});

type Failure = Error & Record<string, unknown>;

function failedCall(fixture: AtlasFixture, options: Partial<AtlasClientOptions> = {}): Promise<Failure> {
    const client = clientOf(fixture.atlas, { baseUrl: "https://atlas.invalid", ...options });
    return failureOf(createApiKey(client, fixture.orgId, KEY));
}
