import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const REPOSITORY = path.join(__dirname, "../..");
const PACKAGE = JSON.stringify(path.join(REPOSITORY, "dist/provider/index.js"));

/** Constructs a resource in another process, and prints what it is refused for. */
const CONSTRUCT = (before = "") => `
    const atlas = require(${PACKAGE});
    ${before}
    try {
        new atlas.LinkToken("ops", { orgId: "no id" });
    } catch ({ message, __pulumiRunError }) {
        console.log(JSON.stringify({ message, isRunError: __pulumiRunError === true }));
    }`;

interface Refused {
    message: string;
    isRunError: boolean;
}

describe("a program's folder", () => {
    let folder: string;

    before(() => {
        folder = realpathSync(mkdtempSync(path.join(tmpdir(), "atlas-folder-")));
    });
    after(() => rmSync(folder, { recursive: true }));

    function construct(cwd: string, { code = CONSTRUCT(), isByPulumi = true } = {}): Refused {
        const env = isByPulumi ? { ...process.env, PULUMI_NODEJS_MONITOR: "127.0.0.1:1" } : process.env;
        const { stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd, env, encoding: "utf8" });
        expect(stderr).to.equal("");
        return JSON.parse(stdout) as Refused;
    }

    it("without the package is refused in one sentence that says what to install where", () => {
        const { message, isRunError } = construct(folder);
        expect(isRunError).to.equal(true);
        expect(message).to.equal(
            `LinkToken "ops": Pulumi's provider process loads the package pulumi-atlas-org from the program's folder and does not find it there: run \`npm install pulumi-atlas-org\` (or the same with pnpm, yarn or bun) in ${folder}, also if another package or a bundle brings it along.`,
        );
    });

    it("counts, not where a program goes later", () => {
        const goThere = `process.chdir(${JSON.stringify(folder)});`;
        expect(construct(REPOSITORY, { code: CONSTRUCT(goThere) }).message).to.match(
            /^LinkToken "ops": orgId/,
        );
        const goAway = `process.chdir(${JSON.stringify(REPOSITORY)});`;
        expect(construct(folder, { code: CONSTRUCT(goAway) }).message).to.contain("npm install");
    });

    it("does not count in unit tests, and in inline programs of the Automation API", () => {
        expect(construct(folder, { isByPulumi: false }).message).to.match(/^LinkToken "ops": orgId/);
    });

    for (const [what, where] of [
        ["this repository itself", "."],
        ["a folder of its examples", "examples/live-migration"],
    ] as const) {
        it(`may be ${what}`, () => {
            expect(construct(path.join(REPOSITORY, where)).message).to.match(/^LinkToken "ops": orgId/);
        });
    }

    it("may be below the one with the package", () => {
        const program = path.join(folder, "stacks/prod");
        const installed = path.join(folder, "stacks/node_modules/pulumi-atlas-org");
        mkdirSync(program, { recursive: true });
        mkdirSync(installed, { recursive: true });
        writeFileSync(path.join(installed, "host.js"), "");
        writeFileSync(path.join(installed, "package.json"), '{ "exports": { "./host": "./host.js" } }');
        expect(construct(program).message).to.match(/^LinkToken "ops": orgId/);
    });
});
