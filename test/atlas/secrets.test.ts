import net from "node:net";
import { inspect } from "node:util";
import { expect } from "chai";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import { AtlasClient } from "#provider/atlas/client";
import { getOrganization } from "#provider/atlas/endpoints/organizations";
import { EchoingAtlas, ECHOES } from "../support/echoingAtlas";
import { clientOf, failureOf, useAtlas, useNoProxies, useServers } from "./harness";

describe("secrets of the Atlas client", () => {
    const fixture = useAtlas({}, { requestTimeoutMs: 500 });
    const servers = useServers();

    const failures: Record<string, () => Promise<AtlasClient> | AtlasClient> = {
        "an API error": () => {
            fixture.atlas.faults.add({ status: 403 });
            return fixture.client;
        },
        "a refused key": () => {
            fixture.atlas.revokeApiKey(fixture.atlas.payingOrganization.apiKeyId);
            return fixture.client;
        },
        "a lost connection": () => {
            fixture.atlas.faults.add({ connection: "lost-after" });
            return fixture.client;
        },
        "a timeout": () => {
            fixture.atlas.faults.add({ connection: "no-answer" });
            return fixture.client;
        },
        "a useless answer": () => {
            fixture.atlas.faults.add({ status: 200, body: `{"privateKey":"${privateKey()}"` });
            return fixture.client;
        },
        "a closed port": async () => {
            await fixture.atlas.close();
            return fixture.client;
        },
        "an error that repeats the key, in every place": () => {
            const detail = `key ${privateKey()}`;
            const headers = { "x-request-id": privateKey(), "x-error-code": privateKey() };
            fixture.atlas.faults.add({
                status: 500,
                headers,
                body: { detail, parameters: [detail, { detail }] },
            });
            return fixture.client;
        },
        "a page that is cut short within the key": () => {
            fixture.atlas.faults.add({ status: 500, body: `${"x".repeat(190)} ${privateKey()}` });
            return fixture.client;
        },
        "a page that repeats the request": async () => {
            const baseUrl = await servers.start((request, response) => {
                const status = request.headers.authorization === undefined ? 401 : 502;
                response.writeHead(status, { "www-authenticate": 'Digest realm="r", nonce="n", qop="auth"' });
                response.end(`<pre>${JSON.stringify(request.headers).replaceAll('\\"', '"')}</pre>`);
            });
            return clientOf(fixture.atlas, { baseUrl });
        },
    };
    for (const [name, arrange] of Object.entries(failures)) {
        it(`are not in ${name}`, async () => {
            const client = await arrange();

            const error = await failureOf(
                createApiKey(client, fixture.orgId, { desc: "d", roles: ["ORG_OWNER"] }),
            );

            expectNoSecret(error);
            expectNoSecret(error.cause);
        });
    }

    it("are not in the client itself", async () => {
        await getOrganization(fixture.client, fixture.orgId);

        expectNoSecret(fixture.client);
    });

    it("are found by this very check where they are", () => {
        const error = Object.assign(new Error("m"), { cause: { config: { headers: { a: privateKey() } } } });

        expect(() => expectNoSecret(error)).to.throw();
    });

    function privateKey(): string {
        return fixture.atlas.payingOrganization.privateKey;
    }

    function expectNoSecret(value: unknown): void {
        const error = value as Error | undefined;
        const shown = [
            inspect(value, { depth: 10, showHidden: true }),
            JSON.stringify(value),
            error?.stack,
            error?.message,
        ].join("\n");
        // A part of it would be bad enough.
        expect(shown).to.not.include(privateKey().slice(0, 9));
        expect(shown).to.not.match(/Digest \w+=|response="|cnonce=/i);
    }
});

describe("secrets of the Atlas client, repeated by a server", () => {
    const PRIVATE_KEY = 'c4n4ry "key" of\\ a/b+c=d&e<f>g%20h';
    const CLIENT_SECRET = 'mdb_sa_sk_c4n4ry-secret/of+=&<>%41:"x"~';
    const CREDENTIALS = {
        "an API key": { publicKey: "abcdefgh", privateKey: PRIVATE_KEY },
        "a service account": { clientId: `mdb_sa_id_${"a".repeat(24)}`, clientSecret: CLIENT_SECRET },
        "an access token": { accessToken: "eyJjNG40cnkiOjF9.token+of/the=caller~&<>%42.x" },
    };

    for (const [caller, credential] of Object.entries(CREDENTIALS)) {
        for (const echoesToTokenRequests of "clientId" in credential ? [false, true] : [false]) {
            it(`are in no error and no cause: ${caller}${echoesToTokenRequests ? ", for a token" : ""}`, async () => {
                const secret = Object.values(credential).at(-1)!;
                const atlas = await EchoingAtlas.start([secret]);
                atlas.echoesToTokenRequests = echoesToTokenRequests;
                const lines: string[] = [];
                const client = new AtlasClient({
                    credential,
                    baseUrl: atlas.baseUrl,
                    maxRetryMs: 0,
                    maxRateLimitWaitMs: 0,
                    log: (line) => lines.push(line),
                });
                try {
                    for (const place of Object.keys(ECHOES)) {
                        const watch = atlas.repeatIn(place);
                        const error = await failureOf(
                            createApiKey(client, "a".repeat(24), { desc: "d", roles: ["ORG_OWNER"] }),
                        );
                        watch.expectNone([shownOf(error), ...lines].join("\n"), place);
                    }
                } finally {
                    client.close();
                    await atlas.close();
                }
            });
        }
    }

    it("are found by this very check in a cause of a cause", () => {
        const inner = Object.assign(new Error("inner"), { config: { auth: [PRIVATE_KEY] } });

        expect(shownOf(new Error("m", { cause: new Error("c", { cause: inner }) }))).to.include("c4n4ry");
    });

    /** Whatever can be seen of an error. */
    function shownOf(error: unknown): string {
        const causes: unknown[] = [];
        for (let at = error; at instanceof Error; at = at.cause) {
            causes.push(at, at.message, at.stack, Object.entries(at));
        }
        return causes
            .flatMap((seen) => [inspect(seen, { depth: Infinity, showHidden: true }), JSON.stringify(seen)])
            .join("\n");
    }
});

describe("the password of a proxy", () => {
    const servers = useServers();
    useNoProxies();

    it("is not in the error when the proxy repeats the header that it came in", async () => {
        const proxy = net.createServer((socket) => {
            socket.on("data", (data) => {
                const [, header = ""] = /Proxy-Authorization: (.*)\r\n/i.exec(data.toString()) ?? [];
                socket.end(`HTTP/1.1 407 ${header} of pa$$-word\r\nx-request-id: ${header}\r\n\r\n${header}`);
            });
        });
        process.env["HTTPS_PROXY"] = `http://me:pa$$-word@127.0.0.1:${await servers.track(proxy)}`;
        const privateKey = "11111111-2222-3333-4444-555555555555";
        const client = new AtlasClient({
            credential: { publicKey: "abcdefgh", privateKey },
            baseUrl: "https://atlas.invalid",
            maxRetryMs: 0,
        });

        const error = await failureOf(getOrganization(client, "a".repeat(24)));

        // Base64 of so little is no token by its looks.
        const shown = inspect(error, { depth: Infinity, showHidden: true });
        expect(shown).to.contain("407").and.not.contain("pa$$-word");
        expect(shown).to.not.contain(Buffer.from("me:pa$$-word").toString("base64"));
    });
});
