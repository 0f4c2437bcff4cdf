import { expect } from "chai";
import { AtlasClient } from "#provider/atlas/client";
import { AtlasApiError, AtlasConfigError } from "#provider/atlas/errors/errors";
import { clientOf, failureOf, useAtlas, useServers, VERSION } from "./harness";

const CREDENTIAL = { publicKey: "abcdefgh", privateKey: "1b2c3d4e-0000-4000-8000-123456789abc" };

describe("AtlasClient", () => {
    const fixture = useAtlas();
    const servers = useServers();

    it("asks for the endpoint's version, and says who it is", async () => {
        await fixture.client
            .request({ method: "GET", path: "/orgs", version: VERSION })
            .catch(() => undefined);

        for (const { headers } of fixture.atlas.requests) {
            expect(headers.accept).to.equal("application/vnd.atlas.2023-01-01+json");
            expect(headers["content-type"]).to.be.undefined;
            expect(headers["user-agent"]).to.match(
                /^pulumi-atlas-org\/\d+\.\d+\.\d+ \(node\/\d+\.\d+\.\d+\)$/,
            );
        }
    });

    it("sends a body as the same version of JSON, and nothing else", async () => {
        const body = { desc: "ü", roles: ["ORG_MEMBER"] };
        await fixture.client.request({
            method: "POST",
            path: `/orgs/${fixture.orgId}/apiKeys`,
            body,
            version: VERSION,
        });

        const [call] = fixture.atlas.calls();
        expect(call?.headers["content-type"]).to.equal("application/vnd.atlas.2023-01-01+json");
        expect(call?.headers["content-length"]).to.equal(String(Buffer.byteLength(JSON.stringify(body))));
        expect(call?.body).to.deep.equal(body);
    });

    it("takes another version for another endpoint", async () => {
        const request = { method: "GET", path: `/orgs/${fixture.orgId}`, version: "2024-08-05" } as const;
        await fixture.client.request(request).catch(() => undefined);

        expect(fixture.atlas.requests[0]?.headers.accept).to.equal("application/vnd.atlas.2024-08-05+json");
    });

    it("signs an encoded path and a query exactly as it sends them", async () => {
        const path = `/orgs/${fixture.orgId}/apiKeys/${fixture.atlas.payingOrganization.apiKeyId}/accessList/192.0.2.0%2F24`;
        const query = { note: "a b/c+d:$,[é]", pageNum: 1, includeCount: false };

        const error = await failureOf(
            fixture.client.request({ method: "GET", path, query, version: VERSION }),
        );

        expect(error["errorCode"]).to.equal("API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND");
        const [call] = fixture.atlas.calls();
        expect(call?.path).to.equal(`/api/atlas/v2${path}`);
        expect(call?.query).to.deep.equal({ note: "a b/c+d:$,[é]", pageNum: "1", includeCount: "false" });
        expect(call?.headers.authorization).to.include(`uri="/api/atlas/v2${path}?note=`);
    });

    it("returns undefined for an answer without a body", async () => {
        const { id } = fixture.atlas.addApiKey({ orgId: fixture.orgId });
        const path = `/orgs/${fixture.orgId}/apiKeys/${id}`;

        expect(await fixture.client.request({ method: "DELETE", path, version: VERSION })).to.be.undefined;
        expect(fixture.atlas.store.apiKeys.has(id)).to.be.false;
    });

    it("takes any 2xx for success", async () => {
        fixture.atlas.faults.add({ status: 202, body: { isDone: false } });

        expect(
            await fixture.client.request({ method: "GET", path: "/orgs", version: VERSION }),
        ).to.deep.equal({
            isDone: false,
        });
    });

    it("trims the base URL, and knows Atlas's own", () => {
        expect(clientOf(fixture.atlas, { baseUrl: `${fixture.atlas.baseUrl}/` }).baseUrl).to.equal(
            fixture.atlas.baseUrl,
        );
        expect(new AtlasClient({ credential: CREDENTIAL }).baseUrl).to.equal("https://cloud.mongodb.com");
        expect(new AtlasClient({ credential: CREDENTIAL }).publicKey).to.equal("abcdefgh");
    });

    it("refuses to be made for plain http, and for numbers that make no sense", () => {
        const make = (options: object) => () => new AtlasClient({ credential: CREDENTIAL, ...options });

        expect(make({ baseUrl: "http://example.com" })).to.throw(AtlasConfigError, "is not https");
        expect(make({ laneCount: 0 })).to.throw(
            AtlasConfigError,
            "laneCount is 0. Give a whole number from 1.",
        );
        expect(make({ requestTimeoutMs: NaN })).to.throw(AtlasConfigError, "requestTimeoutMs is NaN");
    });

    it("follows no redirect", async () => {
        let visits = 0;
        const target = await servers.start((_request, response) => {
            visits += 1;
            response.end("{}");
        });
        const baseUrl = await servers.start((_request, response) => {
            response.writeHead(301, { location: `${target}/` }).end();
        });
        const client = clientOf(fixture.atlas, { baseUrl });

        const error = await failureOf(client.request({ method: "GET", path: "/orgs", version: VERSION }));

        expect(error).to.be.instanceOf(AtlasApiError).with.property("status", 301);
        expect(error.message).to.include("set baseUrl to where Atlas really is");
        expect(visits).to.equal(0);
    });

    it("goes on after close()", async () => {
        const getOwn = () =>
            fixture.client.request({ method: "GET", path: `/orgs/${fixture.orgId}`, version: VERSION });
        await getOwn();
        fixture.client.close();
        await getOwn();

        const ports = fixture.atlas.calls().map(({ remotePort }) => remotePort);
        expect(new Set(ports).size).to.equal(2);
    });
});
