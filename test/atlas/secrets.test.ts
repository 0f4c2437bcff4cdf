import { inspect } from "node:util";
import { expect } from "chai";
import { createApiKey } from "#provider/atlas/apiKeys";
import type { AtlasClient } from "#provider/atlas/client";
import { getOrganization } from "#provider/atlas/organizations";
import { clientOf, failureOf, useAtlas, useServers } from "./harness";

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
