import { expect } from "chai";
import path from "node:path";
import { EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const ADDRESSES = ["203.0.113.10", "203.0.113.21", "203.0.113.22"];
const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";
const PROJECT = {
    name: "orders",
    migrationHosts: ["203.0.113.21"],
    deployments: [
        {
            name: "rs0",
            mongoDBVersion: "7.0.4",
            featureCompatibilityVersion: "7.0",
            managed: true,
            sharded: false,
            tlsEnabled: true,
        },
    ],
};

/** A migration of two source organizations, from the first preview to the cut-over. */
async function migrate(stack: StackUnderTest) {
    const { atlas } = stack;
    const opsManager = await EmulatedOpsManager.start({ atlas });
    try {
        return await migrateFrom(stack, opsManager);
    } finally {
        await opsManager.close();
    }
}

async function migrateFrom(stack: StackUnderTest, opsManager: EmulatedOpsManager) {
    const { atlas } = stack;
    const { orgId, ownKeyId, east, west } = await configure(stack, opsManager);
    const offered = opsManager.offerProject(east.orgId, PROJECT);
    const taken = async (run: Awaited<ReturnType<typeof stack.up>>) => {
        const calls = opsManager
            .calls()
            .map(({ method, path }) => `${method} ${path.includes(east.orgId) ? "east" : "west"}`);
        opsManager.clearRequests();
        return {
            run,
            calls,
            outputs: await stack.outputs(),
            atAtlas: atlas.store.linkTokens.map(({ linkToken }) => linkToken),
            connected: [east, west].map((source) => opsManager.linkTokenOf(source.orgId)),
        };
    };

    const preview = await taken(await stack.preview());
    const made = await taken(await stack.up());
    const accessLists = atlas.store.linkTokens.map(({ accessListIps }) => accessListIps);
    const again = await taken(await stack.up());

    opsManager.breakLink(east.orgId);
    const refreshed = await taken(await stack.refresh());
    const mended = await taken(await stack.up());

    await stack.setConfig("tokenIssue", "2");
    const rotated = await taken(await stack.up());

    opsManager.activateMigration(west.orgId);
    await stack.setConfig("cutOver", "true");
    const refused = await taken(await stack.fail("up"));
    opsManager.endMigrations(west.orgId);
    const cutOver = await taken(await stack.up());

    await stack.setConfig("cutOver", "false");
    await stack.up();
    const destroyed = await taken(await stack.destroy());
    const keysLeft = atlas.store.apiKeysOf(orgId).map(({ id }) => id);
    return {
        ownKeyId,
        offered,
        preview,
        made,
        accessLists,
        again,
        refreshed,
        mended,
        rotated,
        refused,
        cutOver,
        destroyed,
        keysLeft,
    };
}

async function configure(stack: StackUnderTest, opsManager: EmulatedOpsManager) {
    const { atlas } = stack;
    const { id: orgId } = atlas.addOrganization({ name: "Target" });
    const { id: ownKeyId, publicKey, privateKey } = atlas.addApiKey({ orgId });
    const sources = { east: opsManager.source, west: opsManager.addSource("West") };
    await stack.setConfig("orgId", orgId);
    await stack.setConfig("opsManagerUrl", opsManager.baseUrl);
    await stack.setConfig("opsManagerAddress", "203.0.113.10");
    await stack.setConfig("migrationHosts", JSON.stringify(["203.0.113.21", "203.0.113.22"]));
    await stack.setConfig("mongodbatlas:publicKey", publicKey);
    await stack.setConfig("mongodbatlas:privateKey", { secret: privateKey });
    // Nobody waits a minute for a link that was broken.
    await stack.setConfig("mongodbatlas:maxRetryMs", "1000");
    const list = Object.entries(sources).map(([name, source]) => ({
        name,
        orgId: source.orgId,
        publicKey: source.publicKey,
    }));
    await stack.setConfig("sources", JSON.stringify(list));
    for (const [name, source] of Object.entries(sources)) {
        await stack.setConfig(`${name}PrivateKey`, { secret: source.privateKey });
        stack.watchFor(source.privateKey);
    }
    return { orgId, ownKeyId, ...sources };
}

describe("examples/live-migration", () => {
    const recorded = recordRuns(migrate, {
        programFolder: path.join(__dirname, "../../examples/live-migration"),
        atlas: { deletedLink: "newest" },
    });
    const BOTH = { east: "SYNCED", west: "SYNCED" };

    it("previews without a call", () => {
        expect([recorded().preview.run.calls, recorded().preview.calls]).to.deep.equal([[], []]);
    });

    it("makes two tokens for the migration hosts, and connects both sources in the same up", () => {
        const { made, accessLists } = recorded();
        expect(made.run.writes).to.deep.equal([`POST ${LINKS}`, `POST ${LINKS}`]);
        expect(accessLists).to.deep.equal([ADDRESSES, ADDRESSES]);
        expect(made.connected).to.have.members(made.atAtlas);
        expect(made.outputs["status"]).to.deep.equal(BOTH);
        expect(String(made.outputs["nextSteps"])).to.include("203.0.113.22");
    });

    it("shows what can be migrated", () => {
        const { made, offered } = recorded();
        expect(made.outputs["projects"]).to.deep.equal([offered]);
    });

    it("changes nothing afterwards", () => {
        const { again } = recorded();
        expect(Object.keys(again.run.changes)).to.deep.equal(["same"]);
        expect([again.run.writes, again.calls]).to.deep.equal([[], []]);
    });

    it("shows a link that was broken behind its back, and mends it with the next up", () => {
        const { refreshed, mended } = recorded();
        expect(refreshed.run.changes).to.deep.include({ update: 1 });
        expect(mended.run.ops["east"]).to.include("update");
        expect(mended.calls.filter((call) => !call.startsWith("GET"))).to.deep.equal(["POST east"]);
        expect(mended.outputs["status"]).to.deep.equal(BOTH);
    });

    it("rotates both tokens, all old ones first, and the sources follow in the same up", () => {
        const { made, rotated } = recorded();
        expect(rotated.run.writes).to.deep.equal([
            `DELETE ${LINKS}`,
            `DELETE ${LINKS}`,
            `POST ${LINKS}`,
            `POST ${LINKS}`,
        ]);
        expect(rotated.connected).to.have.members(rotated.atAtlas).and.not.include.members(made.connected);
        expect(rotated.outputs["status"]).to.deep.equal(BOTH);
    });

    it("says at the cut-over that a migration is running, and cuts nothing that it uses", () => {
        const { refused, rotated } = recorded();
        expect(refused.run.said).to.include("a live migration uses the link: finish or cancel it");
        expect(refused.connected[1]).to.equal(rotated.connected[1]);
        expect(String(refused.outputs["nextSteps"])).to.include("Once pulumi up has succeeded");
    });

    it("takes both ends down at the cut-over", () => {
        const { cutOver } = recorded();
        expect(cutOver.connected).to.deep.equal([undefined, undefined]);
        expect(cutOver.atAtlas).to.deep.equal([]);
        expect(cutOver.run.said, "warnings").to.equal("");
        expect([cutOver.outputs["status"], cutOver.outputs["projects"]]).to.deep.equal([{}, []]);
    });

    it("is destroyed with both ends, and leaves no key but the stack's own", () => {
        const { destroyed, keysLeft, ownKeyId } = recorded();
        expect(destroyed.connected).to.deep.equal([undefined, undefined]);
        expect(destroyed.atAtlas).to.deep.equal([]);
        expect(keysLeft).to.deep.equal([ownKeyId]);
    });
});
