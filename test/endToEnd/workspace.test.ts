import { expect } from "chai";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { StackUnderTest } from "../support/stackUnderTest";

const REPOSITORY = path.join(__dirname, "../..");

describe("a program that gets the package from another package of its workspace", () => {
    let folder: string;

    before(() => {
        folder = realpathSync(mkdtempSync(path.join(tmpdir(), "atlas-workspace-")));
        const infra = path.join(folder, "node_modules/@acme/infra");
        mkdirSync(infra, { recursive: true });
        // A bundle, or a package manager that keeps dependencies apart, finds the package where the program does not.
        const found = JSON.stringify(path.join(REPOSITORY, "dist/provider/index.js"));
        writeFileSync(path.join(infra, "index.js"), `module.exports = require(${found});`);
        symlinkSync(
            path.join(REPOSITORY, "node_modules/@pulumi"),
            path.join(folder, "node_modules/@pulumi"),
            "junction",
        );
        writeFileSync(path.join(folder, "package.json"), "{}");
        writeFileSync(path.join(folder, "Pulumi.yaml"), "name: prod\nruntime: nodejs\nmain: index.js\n");
        const program = `new (require("@acme/infra").LinkToken)("ops", { orgId: "a".repeat(24) });`;
        writeFileSync(path.join(folder, "index.js"), program);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is told at preview to install it beside the program", async () => {
        const stack = await StackUnderTest.open({ programFolder: folder });
        try {
            const refused = await stack.fail("preview");
            expect(refused.said).to.contain(`npm install pulumi-atlas-org`).and.contain(`in ${folder}`);
            expect(refused.said).to.not.contain("Cannot find module");
        } finally {
            await stack.close();
        }
    });
});
