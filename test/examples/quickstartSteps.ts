import { expect } from "chai";
import type { QuickstartProcess } from "./quickstartProcess";

const EVERYTHING = [
    "LinkToken from-ops-manager",
    "MigrationLink from-ops-manager",
    "OrgApiKey runner",
    "OrgApiKeyAccessListEntry ci",
    "Organization payments",
    "Provider ops-manager",
    "Provider payments",
    "Stack atlas-quickstart-dev",
];

/** Tests for each step that a run of the quickstart prints, and for its end. */
export function itShowsEveryStep(run: () => QuickstartProcess): void {
    it("succeeds at every step", async () => {
        expect(await run().ended, run().output).to.equal(0);
        expect(run().output).to.match(/^All 8 steps showed what they should, in \d+ seconds\./m);
    });

    it("previews everything without a call", () => {
        expect(run().section("Preview")).to.include("$ pulumi preview");
        expect(run().rows("Preview")).to.deep.equal(EVERYTHING.map((name) => `+ ${name} to create`));
        expect(run().section("Preview")).to.include("8 to create. Nothing was sent to Atlas");
    });

    it("makes everything in one up", () => {
        expect(run().section("Up: make")).to.include("$ pulumi up");
        expect(run().rows("Up: make")).to.deep.equal(EVERYTHING.map((name) => `+ ${name} created`));
        expect(run().calls("Up: make")).to.deep.equal([
            "GET /orgs/{orgId}/apiKeys/{apiUserId} 200",
            "GET /orgs/{orgId}/liveExport/migrationLink/status 200",
            "POST /orgs 201",
            "POST /orgs/{orgId}/apiKeys 200",
            "POST /orgs/{orgId}/apiKeys/{apiUserId}/accessList 200",
            "POST /orgs/{orgId}/liveExport/migrationLink 200",
            "POST /orgs/{orgId}/liveMigrations/linkTokens 201",
        ]);
    });

    it("shows the outputs with the secret masked", () => {
        expect(run().section("Outputs")).to.match(
            /\$ pulumi stack output\n\n {3}linkToken +\[secret\]\n {3}migrationLinkStatus {2}SYNCED\n/,
        );
    });

    it("has nothing to do in a second up", () => {
        expect(run().section("Up again")).to.match(/\$ pulumi up\n\n {3}8 unchanged\n/);
        expect(run().section("Up again")).to.include("Atlas received no call at all");
    });

    it("finds by refresh that an entry was removed behind its back, and that the link is broken", () => {
        expect(run().section("Refresh")).to.match(
            /Somebody removes 203\.0\.113\.0\/24 .*\n {3}And Ops Manager stops synchronising with Atlas\.\n\n {3}\$ pulumi refresh/,
        );
        expect(run().rows("Refresh")).to.deep.equal([
            "- OrgApiKeyAccessListEntry ci gone from Atlas",
            "~ MigrationLink from-ops-manager is NOT_SYNCED",
        ]);
        expect(run().section("Refresh")).to.include("1 changed, 1 gone, 6 as it was.");
    });

    it("repairs the entry and the link by up", () => {
        expect(run().rows("Up: repair")).to.deep.equal([
            "+ OrgApiKeyAccessListEntry ci created",
            "~ MigrationLink from-ops-manager updated",
        ]);
        expect(run().section("Up: repair")).to.include("1 created, 1 updated, 6 unchanged.");
    });

    it("destroys everything, the entry with its key", () => {
        expect(run().rows("Destroy")).to.deep.equal(EVERYTHING.map((name) => `- ${name} deleted`));
        expect(run().calls("Destroy")).to.deep.equal([
            "DELETE /orgs/{orgId} 204",
            "DELETE /orgs/{orgId}/apiKeys/{apiUserId} 204",
            "DELETE /orgs/{orgId}/liveExport/migrationLink 204",
            "DELETE /orgs/{orgId}/liveMigrations/linkTokens 204",
        ]);
    });

    it("shows that the emulated organization is empty", () => {
        expect(run().section("What is left")).to.include(
            "0 organizations, 0 API keys, 0 access-list entries, 0 link tokens.\n   In Ops Manager: 0 connections.",
        );
    });

    it("prints at most 100 columns, and no colour where there is no terminal", () => {
        const lines = run().output.split("\n");
        expect(lines.filter((line) => line.length > 100)).to.deep.equal([]);
        expect(run().output).to.not.include("\u001b");
    });

    it("leaves no process and no file", () => {
        expect(run().leftovers()).to.deep.equal([]);
    });
}
