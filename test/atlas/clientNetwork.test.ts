import { expect } from "chai";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import { AtlasNetworkError, AtlasTimeoutError } from "#provider/atlas/errors/errors";
import { isOutcomeUnknown } from "#provider/atlas/errors/errorPredicates";
import {
    deleteOrganization,
    getOrganization,
    updateOrganization,
} from "#provider/atlas/endpoints/organizations";
import { clientOf, failureOf, useAtlas, useServers, VERSION } from "./harness";

const KEY = { desc: "d", roles: ["ORG_MEMBER" as const] };

describe("AtlasClient and connections that are lost", () => {
    const fixture = useAtlas();

    for (const connection of ["lost-before", "lost-after"] as const) {
        it(`does not know the outcome when an authenticated request gets no answer (${connection})`, async () => {
            await getOrganization(fixture.client, fixture.orgId);
            fixture.atlas.faults.add({ method: "POST", connection });
            fixture.atlas.clearRequests();

            const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

            expect(error)
                .to.be.instanceOf(AtlasNetworkError)
                .and.include({
                    method: "POST",
                    path: `/orgs/${fixture.orgId}/apiKeys`,
                    outcome: "unknown",
                    code: "ECONNRESET",
                });
            expect(error.message).to.equal(
                `POST /orgs/${fixture.orgId}/apiKeys: the connection to ${fixture.atlas.baseUrl} was lost ` +
                    "(socket hang up). Atlas may have carried out the request all the same: look at what it holds before you go on.",
            );
            expect(isOutcomeUnknown(error)).to.be.true;
            expect(fixture.atlas.requests).to.have.length(1);
            const made = fixture.atlas.store.apiKeysOf(fixture.orgId).length - 1;
            expect(made).to.equal(connection === "lost-after" ? 1 : 0);
        });
    }

    it("does not know the outcome of a change, either, that was lost on a kept connection", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.faults.add({ method: "PATCH", connection: "lost-after" });

        const error = await failureOf(updateOrganization(fixture.client, fixture.orgId, { name: "renamed" }));

        expect(error["outcome"]).to.equal("unknown");
        const [read, change] = fixture.atlas.calls().map(({ remotePort }) => remotePort);
        expect(change).to.equal(read);
    });

    it("knows that nothing happened when the connection broke over the question for a nonce", async () => {
        fixture.atlas.faults.add({ method: "POST", connection: "lost-before", beforeAuthentication: true });

        const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

        expect(error).to.be.instanceOf(AtlasNetworkError).with.property("outcome", "notExecuted");
        expect(error.message).to.include("was lost (socket hang up). Nothing has changed. Try again.");
        expect(isOutcomeUnknown(error)).to.be.false;
    });

    it("works on after a lost connection", async () => {
        fixture.atlas.faults.add({ connection: "lost-after" });
        await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(await getOrganization(fixture.client, fixture.orgId)).to.have.property("id", fixture.orgId);
    });

    it("keeps connections, but gives each creating request a new one", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        await createApiKey(fixture.client, fixture.orgId, KEY);
        await createApiKey(fixture.client, fixture.orgId, KEY);
        await getOrganization(fixture.client, fixture.orgId);

        const [first, second, third, last] = fixture.atlas.calls().map(({ remotePort }) => remotePort);
        expect(last).to.equal(first);
        expect(new Set([first, second, third]).size).to.equal(3);
    });

    it("does not meet a server's closed connection with a creating request", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.closeIdleConnections();

        await createApiKey(fixture.client, fixture.orgId, KEY);
    });
});

describe("AtlasClient and answers that do not come", () => {
    const fixture = useAtlas({}, { requestTimeoutMs: 500 });
    const servers = useServers();

    it("gives up on an authenticated request, and does not know its outcome", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.faults.add({ method: "POST", connection: "no-answer" });

        const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

        expect(error).to.be.instanceOf(AtlasTimeoutError).with.property("outcome", "unknown");
        expect(error.message).to.equal(
            `POST /orgs/${fixture.orgId}/apiKeys: no whole answer from ${fixture.atlas.baseUrl} within 0.5 s. ` +
                "Atlas may have carried out the request all the same: look at what it holds before you go on.",
        );
        expect(isOutcomeUnknown(error)).to.be.true;
    });

    it("gives up on the question for a nonce, and knows that nothing happened", async () => {
        fixture.atlas.faults.add({ method: "POST", connection: "no-answer", beforeAuthentication: true });

        const error = await failureOf(createApiKey(fixture.client, fixture.orgId, KEY));

        expect(error).to.be.instanceOf(AtlasTimeoutError).with.property("outcome", "notExecuted");
        expect(isOutcomeUnknown(error)).to.be.false;
    });

    it("gives up on an answer that stops in the middle", async () => {
        const baseUrl = await servers.start((_request, response) => {
            response.writeHead(200, { "content-length": 100 }).write("{");
        });

        const error = await failureOf(
            getOrganization(clientOf(fixture.atlas, { baseUrl, requestTimeoutMs: 100 }), "a"),
        );

        expect(error).to.be.instanceOf(AtlasTimeoutError);
    });

    it("takes an answer whose connection breaks in the middle for a lost one", async () => {
        const baseUrl = await servers.start((request, response) => {
            if (request.headers.authorization === undefined) {
                response
                    .writeHead(401, { "www-authenticate": 'Digest realm="r", nonce="n", qop="auth"' })
                    .end();
            } else {
                response.writeHead(200, { "content-length": 100 });
                response.write("{", () => request.socket.destroy());
            }
        });

        const error = await failureOf(createApiKey(clientOf(fixture.atlas, { baseUrl }), fixture.orgId, KEY));

        expect(error).to.include({ name: "AtlasNetworkError", outcome: "unknown" });
    });

    it("waits for the deletion of an organization as long as that takes", async () => {
        await getOrganization(fixture.client, fixture.orgId);
        const hold = new Promise((resolve) => setTimeout(resolve, 700));
        fixture.atlas.faults.add({ method: "DELETE", hold });

        await deleteOrganization(fixture.client, fixture.orgId);

        expect(fixture.atlas.store.organizations.has(fixture.orgId)).to.be.false;
    });

    it("does not count the time that a request waits for a lane", async () => {
        const baseUrl = await servers.start((_request, response) => {
            setTimeout(() => response.end("{}"), 250);
        });
        const credential = { accessToken: "given" };
        const client = clientOf(fixture.atlas, {
            credential,
            baseUrl,
            laneCount: 1,
            requestTimeoutMs: 1_000,
        });
        const request = { method: "GET", path: "/orgs", version: VERSION } as const;

        await Promise.all(Array.from({ length: 5 }, () => client.request(request)));
    });
});
