import { expect } from "chai";
import path from "node:path";
import type { StoredOrganization } from "pulumi-atlas-org/testkit";
import { useStack } from "../support/stackUnderTest";
import type { StackUnderTest } from "../support/stackUnderTest";

const ADDRESSES = ["203.0.113.10", "203.0.113.21", "203.0.113.22"];

describe("examples/live-migration", function () {
    this.timeout(180_000);
    const stackOf = useStack({
        programFolder: path.join(__dirname, "../../examples/live-migration"),
    });
    let stack: StackUnderTest;
    let organization: StoredOrganization;

    beforeEach(async () => {
        stack = stackOf();
        organization = stack.atlas.addOrganization({ name: "Target" });
        const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId: organization.id });
        await stack.setConfig("orgId", organization.id);
        await stack.setConfig("opsManagerAddress", "203.0.113.10");
        await stack.setConfig("migrationHosts", JSON.stringify(["203.0.113.21", "203.0.113.22"]));
        await stack.setConfig("mongodbatlas:publicKey", publicKey);
        await stack.setConfig("mongodbatlas:privateKey", { secret: privateKey });
    });

    it("links the organizations for the migration hosts, until the cut-over", async () => {
        const { store } = stack.atlas;
        expect((await stack.preview()).calls).to.deep.equal([]);

        const up = await stack.up();
        expect(up.changes).to.deep.equal({ create: 2 });
        expect(up.calls).to.deep.equal(["POST /orgs/{orgId}/liveMigrations/linkTokens"]);
        const [link] = store.linkTokens;
        expect(link).to.deep.include({ orgId: organization.id, accessListIps: ADDRESSES });
        expect(up.outputs["linkToken"]).to.equal("[secret]");
        const outputs = await stack.outputs();
        expect(outputs["linkToken"]).to.equal(link!.linkToken);
        expect(String(outputs["nextSteps"]))
            .to.include("Live Migration: Connect to Atlas")
            .and.include("203.0.113.22");

        const again = await stack.up();
        expect([again.changes, again.calls]).to.deep.equal([{ same: 2 }, []]);
        expect((await stack.refresh()).changes).to.deep.equal({ same: 2 });

        await stack.setConfig("tokenIssue", "2");
        expect((await stack.up()).writes, "the old token goes first").to.deep.equal([
            "DELETE /orgs/{orgId}/liveMigrations/linkTokens",
            "POST /orgs/{orgId}/liveMigrations/linkTokens",
        ]);
        const rotated = (await stack.outputs())["linkToken"];
        expect(rotated).to.not.equal(link!.linkToken);
        expect(store.linkTokens.map(({ linkToken }) => linkToken)).to.deep.equal([rotated]);

        await stack.setConfig("cutOver", "true");
        const cutOver = await stack.up();
        expect(cutOver.changes).to.deep.equal({ delete: 1, same: 1 });
        expect(cutOver.said, "warnings").to.equal("");
        expect(store.linkTokens).to.deep.equal([]);
        expect((await stack.outputs())["linkToken"]).to.equal("removed with the link");

        await stack.destroy();
        expect(store.apiKeysOf(organization.id), "keys left").to.have.lengthOf(1);
    });

    it("keeps the link while a migration is active, names the project, and removes it afterwards", async () => {
        const { atlas } = stack;
        await stack.up();
        const projectId = atlas.activateMigration(organization.id);
        await stack.setConfig("cutOver", "true");
        expect((await stack.fail("up")).said).to.include(`migrated (${projectId})`);
        expect(atlas.store.linkTokens).to.have.lengthOf(1);

        atlas.endMigrations(organization.id);
        await stack.up();
        expect(atlas.store.linkTokens).to.deep.equal([]);
    });
});
