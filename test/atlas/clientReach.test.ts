import https from "node:https";
import { expect } from "chai";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import { AtlasNetworkError } from "#provider/atlas/errors/errors";
import { getOrganization } from "#provider/atlas/endpoints/organizations";
import { clientOf, failureOf, useAtlas, useNoProxies, useServers } from "./harness";
import { SELF_SIGNED } from "./selfSigned";

const KEY = { desc: "d", roles: ["ORG_MEMBER" as const] };

describe("AtlasClient and servers that cannot be reached", () => {
    const fixture = useAtlas();
    const servers = useServers();
    useNoProxies();

    it("says that nothing was sent when the port is closed", async () => {
        await fixture.atlas.close();

        const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

        expect(error).to.include({
            name: "AtlasNetworkError",
            outcome: "notExecuted",
            code: "ECONNREFUSED",
        });
        expect(error.message).to.match(
            /: could not connect to http:\/\/127\.0\.0\.1:\d+ \(connect ECONNREFUSED .*\)\. Nothing was sent\. Check baseUrl/,
        );
    });

    it("says so, too, when a warm client finds the port closed", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        await fixture.atlas.close();

        const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

        expect(error).to.include({ code: "ECONNREFUSED", outcome: "notExecuted" });
    });

    it("says so when the name is unknown", async () => {
        const client = clientOf(fixture.atlas, { baseUrl: "https://atlas.invalid" });

        const error = await failureOf(createApiKey(client, fixture.orgId, KEY));

        expect(error).to.be.instanceOf(AtlasNetworkError).with.property("outcome", "notExecuted");
        expect(error.message).to.include("could not connect to https://atlas.invalid");
    });

    it("says so when the server does not speak TLS", async () => {
        const client = clientOf(fixture.atlas, { baseUrl: fixture.atlas.baseUrl.replace("http:", "https:") });

        const error = await failureOf(createApiKey(client, fixture.orgId, KEY));

        expect(error).to.be.instanceOf(AtlasNetworkError).with.property("outcome", "notExecuted");
        expect(error.message).to.include("Nothing was sent.");
    });

    it("says what to do about a certificate that is not trusted", async () => {
        const port = await servers.track(https.createServer(SELF_SIGNED));
        const client = clientOf(fixture.atlas, { baseUrl: `https://localhost:${port}` });

        const error = await failureOf(createApiKey(client, fixture.orgId, KEY));

        expect(error).to.include({ name: "AtlasNetworkError", outcome: "notExecuted" });
        expect(error.message).to.match(/Its certificate is not trusted: .* in NODE_EXTRA_CA_CERTS\.$/);
    });

    it("takes no proxy to this machine", async () => {
        const proxy = await servers.start((_request, response) => {
            response.writeHead(502).end();
        });
        process.env["HTTP_PROXY"] = proxy;
        process.env["http_proxy"] = proxy;

        expect(await getOrganization(fixture.client, fixture.orgId)).to.have.property("id", fixture.orgId);
    });
});
