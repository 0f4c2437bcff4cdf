import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { isPulumiOnPath } from "pulumi-atlas-org/testkit";
import { REPOSITORY } from "../docs/generated/markers";

if (isPulumiOnPath()) {
    describe("the schema of the plugin, read by the Pulumi CLI", () => {
        it("passes `pulumi schema check`", () => {
            const { status, stderr } = spawnSync("pulumi", ["schema", "check", "schema.json"], {
                cwd: REPOSITORY,
                encoding: "utf8",
            });
            expect(status, stderr).to.equal(0);
        });
    });
}
