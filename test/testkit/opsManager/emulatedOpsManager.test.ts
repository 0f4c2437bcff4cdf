import { expect } from "chai";
import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import { EmulatedOpsManager } from "#testkit/opsManager/emulatedOpsManager";
import type { MigrationLinkBehaviour } from "#testkit/opsManager/migrationLinks";
import { HandClient, send } from "../atlas/handClient";
import { verdictOf } from "../atlas/useAtlas";

/** An Ops Manager, and an Atlas with an organization to migrate to. */
function useOpsManager(behaviour: MigrationLinkBehaviour = {}) {
    let atlas: EmulatedAtlas;
    let opsManager: EmulatedOpsManager;
    beforeEach(async () => {
        atlas = await EmulatedAtlas.start();
        opsManager = await EmulatedOpsManager.start({ atlas, ...behaviour });
    });
    afterEach(() => Promise.all([opsManager.close(), atlas.close()]));
    const linkPath = () => `/api/public/v1.0/orgs/${opsManager.source.orgId}/liveExport/migrationLink`;
    const source = () => new HandClient(opsManager.baseUrl, opsManager.source, "application/json");
    return {
        atlas: () => atlas,
        opsManager: () => opsManager,
        orgId: () => opsManager.source.orgId,
        /** A token of the Atlas organization. */
        newToken: async (accessListIps: string[] = []): Promise<string> => {
            const { orgId } = atlas.payingOrganization;
            const owner = new HandClient(atlas.baseUrl, atlas.payingOrganization);
            const reply = await owner.post(`/orgs/${orgId}/liveMigrations/linkTokens`, { accessListIps });
            return String(reply.body?.["linkToken"]);
        },
        connect: (linkToken: string) => source().post(linkPath(), { linkToken }),
        disconnect: () => source().delete(linkPath()),
        status: async () => verdictOrStatus(await source().get(`${linkPath()}/status`)),
        source,
        linkPath,
    };
}

function verdictOrStatus(reply: Awaited<ReturnType<HandClient["get"]>>): unknown {
    return reply.status === 200 ? reply.body?.["status"] : verdictOf(reply);
}

describe("testkit/opsManager: the link of a source organization", () => {
    const { atlas, opsManager, orgId, newToken, connect, disconnect, status, source, linkPath } =
        useOpsManager();

    it("is made with a token of Atlas, in plain JSON, and SYNCED then", async () => {
        const linkToken = await newToken();
        expect(await status()).to.equal("NOT_SYNCED");

        const reply = await connect(linkToken);

        expect([reply.status, reply.body]).to.deep.equal([200, { status: "SYNCED" }]);
        expect(reply.headers["content-type"]).to.match(/^application\/json/);
        expect(await status()).to.equal("SYNCED");
        expect(opsManager().linkTokenOf(orgId())).to.equal(linkToken);
    });

    it("asks for the same digest as Atlas, and logs what came", async () => {
        const reply = await send(opsManager().baseUrl, "GET", `${linkPath()}/status`);

        expect(reply.status).to.equal(401);
        expect(reply.headers["www-authenticate"]).to.contain('Digest realm="MMS Public API"');
        await status();
        expect(
            opsManager()
                .calls()
                .map(({ endpoint }) => endpoint),
        ).to.deep.equal(["GET /orgs/{orgId}/liveExport/migrationLink/status"]);
    });

    it("is for owners of the organization only", async () => {
        const member = opsManager().addSource("Other", ["ORG_MEMBER"]);
        const path = `/api/public/v1.0/orgs/${member.orgId}/liveExport/migrationLink/status`;

        const asMember = await new HandClient(opsManager().baseUrl, member).get(path);

        expect(verdictOf(asMember)).to.equal("401 NOT_ORG_OWNER");
        expect((await source().get(path)).status).to.equal(401);
    });

    it("follows the link at Atlas, the addresses of the token, and what a test switches off", async () => {
        await connect(await newToken());
        opsManager().breakLink(orgId());
        expect(await status()).to.equal("NOT_SYNCED");
        opsManager().mendLink(orgId());
        opsManager().setOutbound(false);
        expect(await status()).to.equal("NOT_SYNCED");
        opsManager().setOutbound(true);
        expect(await status()).to.equal("SYNCED");
        atlas().removeLink(atlas().payingOrganization.orgId);
        expect(await status()).to.equal("NOT_SYNCED");

        await connect(await newToken(["192.0.2.1"]));
        expect(await status()).to.equal("NOT_SYNCED");
        await connect(await newToken(["203.0.113.0/24"]));
        expect(await status()).to.equal("SYNCED");
    });

    it("is NOT_SYNCED with a token that another organization has used", async () => {
        const linkToken = await newToken();
        await connect(linkToken);
        const other = opsManager().addSource("Other");

        const reply = await new HandClient(opsManager().baseUrl, other).post(
            `/api/public/v1.0/orgs/${other.orgId}/liveExport/migrationLink`,
            { linkToken },
        );

        expect(reply.body).to.deep.equal({ status: "NOT_SYNCED" });
        expect(opsManager().connectionCount).to.equal(2);
    });

    it("is refused while there is one that is SYNCED, and made again where it is broken", async () => {
        await connect(await newToken());
        expect((await connect(await newToken())).status).to.equal(409);

        opsManager().breakLink(orgId());
        expect((await connect(await newToken())).status).to.equal(200);
    });

    it("goes with DELETE, unless there is none or a migration is running", async () => {
        expect((await disconnect()).status).to.equal(404);
        await connect(await newToken());
        opsManager().activateMigration(orgId());
        expect((await disconnect()).status).to.equal(409);
        opsManager().endMigrations(orgId());

        const reply = await disconnect();

        expect([reply.status, reply.text]).to.deep.equal([204, ""]);
        expect(opsManager().connectionCount).to.equal(0);
    });

    it("shows Atlas the projects that are offered, as long as it stands", async () => {
        const project = { name: "orders", migrationHosts: ["203.0.113.21"], deployments: [] };
        const { orgId: target } = atlas().payingOrganization;
        const listed = async () => {
            const owner = new HandClient(atlas().baseUrl, atlas().payingOrganization);
            return (await owner.get(`/orgs/${target}/liveMigrations/availableProjects`)).body;
        };
        await connect(await newToken());

        const offered = opsManager().offerProject(orgId(), project);
        expect(await listed()).to.deep.equal([offered]);
        await disconnect();
        expect(await listed()).to.deep.equal([]);
    });

    it("is struck by faults whose paths are those of the API", async () => {
        opsManager().faults.add({ path: "/orgs/{orgId}/liveExport/migrationLink/status", status: 503 });

        expect(await status()).to.equal("503 UNEXPECTED_ERROR");
        expect(await status()).to.equal("NOT_SYNCED");
    });

    it("is no path of Atlas's Admin API there", async () => {
        const reply = await source().get(`/api/atlas/v2/orgs/${orgId()}`);

        expect(verdictOf(reply)).to.equal("404 RESOURCE_NOT_FOUND");
    });
});

describe("testkit/opsManager: what is not published", () => {
    describe("of a server that refuses", () => {
        const { orgId, opsManager, newToken, connect, status } = useOpsManager({
            badToken: "refused",
            brokenConnection: "conflict",
            statusWithoutLink: "notFound",
        });

        it("is a bad token, which it quotes, a second connection, and a status without a link", async () => {
            expect(await status()).to.match(/^404 /);
            const reply = await connect("no token of Atlas");
            expect([reply.status, reply.text]).to.deep.include(400);
            expect(reply.text).to.contain("no token of Atlas");
            await connect(await newToken());
            opsManager().breakLink(orgId());
            expect((await connect(await newToken())).status).to.equal(409);
        });
    });

    describe("of a server that takes its time", () => {
        const { newToken, connect, status } = useOpsManager({
            readsUntilSynced: 2,
            secondConnection: "replaces",
        });

        it("is when the link is SYNCED", async () => {
            await connect(await newToken());

            expect([await status(), await status()]).to.deep.equal(["NOT_SYNCED", "SYNCED"]);
            expect((await connect(await newToken())).status).to.equal(200);
        });
    });
});
