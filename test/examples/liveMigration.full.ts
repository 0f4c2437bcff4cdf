import { expect } from "chai";
import path from "node:path";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const ADDRESSES = ["203.0.113.10", "203.0.113.21", "203.0.113.22"];
const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";

/** A migration from the first preview to the cut-over. */
async function migrate(stack: StackUnderTest) {
    const { atlas } = stack;
    const { id: orgId } = atlas.addOrganization({ name: "Target" });
    const { id: ownKeyId, publicKey, privateKey } = atlas.addApiKey({ orgId });
    await stack.setConfig("orgId", orgId);
    await stack.setConfig("opsManagerAddress", "203.0.113.10");
    await stack.setConfig("migrationHosts", JSON.stringify(["203.0.113.21", "203.0.113.22"]));
    await stack.setConfig("mongodbatlas:publicKey", publicKey);
    await stack.setConfig("mongodbatlas:privateKey", { secret: privateKey });
    const linksNow = () => structuredClone(atlas.store.linkTokens);

    const preview = await stack.preview();
    const made = { run: await stack.up(), links: linksNow(), outputs: await stack.outputs() };
    const again = await stack.up();
    const refreshed = await stack.refresh();

    await stack.setConfig("tokenIssue", "2");
    const rotated = { run: await stack.up(), links: linksNow(), outputs: await stack.outputs() };

    const projectId = atlas.activateMigration(orgId);
    await stack.setConfig("cutOver", "true");
    const refused = { run: await stack.fail("up"), links: linksNow(), outputs: await stack.outputs() };

    atlas.endMigrations(orgId);
    const cutOver = { run: await stack.up(), links: linksNow(), outputs: await stack.outputs() };
    await stack.destroy();
    const keysLeft = atlas.store.apiKeysOf(orgId).map(({ id }) => id);
    return {
        orgId,
        ownKeyId,
        preview,
        made,
        again,
        refreshed,
        rotated,
        projectId,
        refused,
        cutOver,
        keysLeft,
    };
}

describe("examples/live-migration", () => {
    const recorded = recordRuns(migrate, {
        programFolder: path.join(__dirname, "../../examples/live-migration"),
    });

    it("previews without a call", () => {
        expect(recorded().preview.calls).to.deep.equal([]);
    });

    it("links the organizations for the migration hosts, and says what comes next", () => {
        const { made, orgId } = recorded();
        expect(made.run.changes).to.deep.equal({ create: 2 });
        expect(made.run.calls).to.deep.equal([`POST ${LINKS}`]);
        const [link] = made.links;
        expect(link).to.deep.include({ orgId, accessListIps: ADDRESSES });
        expect(made.run.outputs["linkToken"]).to.equal("[secret]");
        expect(made.outputs["linkToken"]).to.equal(link!.linkToken);
        expect(String(made.outputs["nextSteps"]))
            .to.include("Live Migration: Connect to Atlas")
            .and.include("203.0.113.22");
    });

    it("has nothing to do afterwards, and sees no drift", () => {
        const { again, refreshed } = recorded();
        expect([again.changes, again.calls]).to.deep.equal([{ same: 2 }, []]);
        expect(refreshed.changes).to.deep.equal({ same: 2 });
    });

    it("rotates the token when another issue is asked for", () => {
        const { made, rotated } = recorded();
        expect(rotated.run.writes, "the old token goes first").to.deep.equal([
            `DELETE ${LINKS}`,
            `POST ${LINKS}`,
        ]);
        const token = rotated.outputs["linkToken"];
        expect(token).to.not.equal(made.outputs["linkToken"]);
        expect(rotated.links.map(({ linkToken }) => linkToken)).to.deep.equal([token]);
    });

    it("keeps the link while a migration is active, and names the project", () => {
        const { refused, projectId } = recorded();
        expect(refused.run.said).to.include(`migrated (${projectId})`);
        expect(refused.links).to.have.lengthOf(1);
    });

    it("does not say then that the link is gone, and the hosts can be shut down", () => {
        const { outputs } = recorded().refused;
        expect(String(outputs["nextSteps"]))
            .to.include("the link stays")
            .and.include("Once pulumi up has succeeded: shut the migration hosts down");
        expect(JSON.stringify(outputs)).to.not.match(/link is removed|removed with/);
    });

    it("removes the link at the cut-over, once no migration is active", () => {
        const { cutOver } = recorded();
        expect(cutOver.run.changes).to.deep.equal({ delete: 1, same: 1 });
        expect(cutOver.run.said, "warnings").to.equal("");
        expect(cutOver.links).to.deep.equal([]);
        expect(cutOver.outputs["linkToken"]).to.equal("none: cutOver asks for no link");
    });

    it("leaves no key but the stack's own", () => {
        const { keysLeft, ownKeyId } = recorded();
        expect(keysLeft).to.deep.equal([ownKeyId]);
    });
});
