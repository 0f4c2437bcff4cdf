import { connect } from "node:net";
import { Agent, request } from "node:http";
import { once } from "node:events";

import { expect } from "chai";

import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";

import { HandClient, send } from "./handClient";
import { useAtlas } from "./useAtlas";

describe("EmulatedAtlas", () => {
    const fixture = useAtlas();

    it("listens on this machine alone", () => {
        expect(fixture.atlas.baseUrl).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    });

    it("starts with one paying organization, its owner and an ORG_OWNER key", () => {
        const { store, payingOrganization } = fixture.atlas;

        expect([...store.organizations.keys()]).to.deep.equal([payingOrganization.orgId]);
        expect(fixture.atlas.organization(payingOrganization.orgId)).to.include({
            isPaying: true,
            ownerId: payingOrganization.ownerId,
        });
        expect([...store.users.keys()]).to.deep.equal([payingOrganization.ownerId]);
        expect(fixture.atlas.apiKey(payingOrganization.apiKeyId)).to.deep.include({
            publicKey: payingOrganization.publicKey,
            privateKey: payingOrganization.privateKey,
            roles: ["ORG_OWNER"],
        });
    });

    it("shares no key, id or secret with another one", async () => {
        const other = await EmulatedAtlas.start();
        const values = Object.values(other.payingOrganization);
        await other.close();

        expect(values).to.not.include.any.members(Object.values(fixture.atlas.payingOrganization));
    });

    it("logs every request as it was sent, with what came of it", async () => {
        const { publicKey, apiKeyId } = fixture.atlas.payingOrganization;
        const path = `${fixture.org}/apiKeys/${apiKeyId}/accessList/10.0.0.0%2F8`;

        await fixture.owner.get(`${path}?itemsPerPage=5&x=%2F`);

        expect(fixture.atlas.requests).to.have.length(2);
        const [challenge, call] = fixture.atlas.requests;
        expect(challenge).to.include({ isChallenge: true, status: 401, errorCode: "UNEXPECTED_ERROR" });
        expect(challenge).to.not.have.property("publicKey");
        expect(call).to.deep.include({
            method: "GET",
            path: `/api/atlas/v2${path}`,
            endpoint: "GET /orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}",
            query: { itemsPerPage: "5", x: "/" },
            body: undefined,
            status: 404,
            errorCode: "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
            publicKey,
            isChallenge: false,
        });
        expect(call?.headers.authorization).to.contain(`uri="/api/atlas/v2${path}?itemsPerPage=5&x=%2F"`);
        expect(fixture.atlas.calls()).to.deep.equal([call]);
    });

    it("logs bodies", async () => {
        await fixture.owner.patch(fixture.org, { name: "renamed" });

        expect(fixture.atlas.calls()[0]).to.deep.include({ status: 200, body: { name: "renamed" } });
    });

    it("forgets the log when a test says so, and goes on logging", async () => {
        await fixture.owner.get("/orgs");
        fixture.atlas.clearRequests();
        expect(fixture.atlas.requests).to.deep.equal([]);
        await fixture.owner.get("/orgs");

        expect(fixture.atlas.calls()).to.have.length(1);
    });

    it("answers 500 where it fails itself, and says why", async () => {
        fixture.atlas.organization(fixture.orgId).name = undefined as unknown as string;

        const reply = await fixture.owner.get("/orgs");

        expect(reply.status).to.equal(500);
        expect(reply.body?.["detail"]).to.contain("toLowerCase");
    });

    it("closes at once with kept-alive connections, used and unused", async () => {
        const atlas = await EmulatedAtlas.start();
        const unused = connect(Number(new URL(atlas.baseUrl).port), "127.0.0.1");
        await once(unused, "connect");
        const agent = new Agent({ keepAlive: true });
        const [reply] = (await once(request(`${atlas.baseUrl}/`, { agent }).end(), "response")) as [
            NodeJS.ReadableStream,
        ];
        await once(reply.resume(), "end");
        const closed = once(unused, "close");

        await atlas.close();

        await closed;
        agent.destroy();
    });

    it("closes idle connections when a test says so, and serves the next", async () => {
        const agent = new Agent({ keepAlive: true });
        const get = (): ReturnType<typeof request> => request(`${fixture.atlas.baseUrl}/`, { agent }).end();
        const call = get();
        const [reply] = (await once(call, "response")) as [NodeJS.ReadableStream];
        await once(reply.resume(), "end");
        const closed = once(call.socket ?? agent, "close");

        fixture.atlas.closeIdleConnections();

        await closed;
        const [next] = (await once(get(), "response")) as [{ statusCode: number }];
        expect(next.statusCode).to.equal(401);
        agent.destroy();
    });

    it("may be closed twice", async () => {
        await fixture.atlas.close();
        await fixture.atlas.close();
    });

    it("refuses connections once it is closed", async () => {
        await fixture.atlas.close();

        const error = await send(fixture.atlas.baseUrl, "GET", "/").catch((reason: unknown) => reason);

        expect(error).to.include({ code: "ECONNREFUSED" });
    });
});

describe("EmulatedAtlas, changed behind the client's back", () => {
    const fixture = useAtlas();

    it("renames an organization", async () => {
        fixture.atlas.renameOrganization(fixture.orgId, "renamed");

        expect((await fixture.owner.get(fixture.org)).body).to.include({ name: "renamed" });
    });

    it("removes an organization with projects, keys, links and memberships", async () => {
        const { atlas, orgId } = fixture;
        await fixture.owner.post(`${fixture.org}/liveMigrations/linkTokens`, {});
        atlas.activateMigration(orgId);

        atlas.removeOrganization(orgId);

        const { store, payingOrganization } = atlas;
        expect([store.organizations.size, store.apiKeys.size, store.projects.size]).to.deep.equal([0, 0, 0]);
        expect(store.linkTokens).to.deep.equal([]);
        expect(store.users.get(payingOrganization.ownerId)?.orgIds.size).to.equal(0);
    });

    it("revokes a key", async () => {
        const key = fixture.atlas.addApiKey({ orgId: fixture.orgId });
        fixture.atlas.revokeApiKey(key.id);

        expect((await new HandClient(fixture.atlas.baseUrl, key).get("/orgs")).status).to.equal(401);
    });

    it("removes an access-list entry in any spelling, and complains of one that is not there", () => {
        const key = fixture.atlas.addApiKey({
            orgId: fixture.orgId,
            accessList: ["2001:db8::1", "10.0.0.1/32"],
        });

        fixture.atlas.removeAccessListEntry(key.id, "2001:DB8:0:0:0:0:0:1/128");
        fixture.atlas.removeAccessListEntry(key.id, "10.0.0.1");

        expect(key.accessList.size).to.equal(0);
        expect(() => fixture.atlas.removeAccessListEntry(key.id, "10.0.0.1")).to.throw(
            "has no entry 10.0.0.1",
        );
    });

    it("removes a link with its key", async () => {
        await fixture.owner.post(`${fixture.org}/liveMigrations/linkTokens`, {});

        fixture.atlas.removeLink(fixture.orgId);

        expect(fixture.atlas.store.linkTokens).to.deep.equal([]);
        expect(fixture.atlas.store.apiKeys.size).to.equal(1);
    });

    it("removes a project, so that the organization can be deleted", async () => {
        const project = fixture.atlas.addProject({ orgId: fixture.orgId });
        fixture.atlas.removeProject(project.id);

        expect((await fixture.owner.delete(fixture.org)).status).to.equal(204);
    });

    it("complains of what it does not have, and of what is no address", () => {
        const { atlas } = fixture;

        expect(() => atlas.renameOrganization("nope", "x")).to.throw(
            "The emulated Atlas has no organization nope.",
        );
        expect(() => atlas.revokeApiKey("nope")).to.throw("no API key nope");
        expect(() => atlas.activateMigration(fixture.orgId)).to.throw(
            `no link of organization ${fixture.orgId}`,
        );
        expect(() => atlas.setCallerAddress("home")).to.throw('"home" is neither an address nor a range');
    });
});
