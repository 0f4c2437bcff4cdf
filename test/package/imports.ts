import { expect } from "chai";
import { realpathSync } from "node:fs";
import path from "node:path";
import type { Install, PackageManager } from "./support/installs";
import { installOnce } from "./support/installs";
import { evaluate, runNode } from "./support/processes";
import { REPOSITORY, readPackageJson } from "./support/tarball";

const API = [
    "LinkToken",
    "MigrationLink",
    "OrgApiKey",
    "OrgApiKeyAccessList",
    "OrgApiKeyAccessListEntry",
    "OrgServiceAccount",
    "OrgServiceAccountSecret",
    "OrgServiceAccountAccessList",
    "OrgServiceAccountAccessListEntry",
    "Organization",
    "Provider",
    ...["AccessListMode", "AccessListOnConflict", "AccessListEntryOnConflict", "MigrationLinkStatus"],
    ...["OnAmbiguousDelete", "OrganizationRole", "LinkOnConflict"],
    ...[
        "getOrganization",
        "getOrganizations",
        "getOrgApiKey",
        "getOrgApiKeys",
        "getOrgApiKeyAccessList",
        "getOrgServiceAccount",
        "getOrgServiceAccounts",
        "getOrgServiceAccountAccessList",
        "getLiveMigrationProjects",
        "getMigrationLinkStatus",
    ].flatMap((name) => [name, `${name}Output`]),
];
const WIRE_NAMES = [
    "linkToken",
    "migrationLink",
    "orgApiKey",
    "orgApiKeyAccessList",
    "orgApiKeyAccessListEntry",
    "orgServiceAccount",
    "orgServiceAccountSecret",
    "orgServiceAccountAccessList",
    "orgServiceAccountAccessListEntry",
    "organization",
];
const FORMATS = ["commonjs", "module"] as const;

const START_EMULATED_ATLAS = `
    async function start({ EmulatedAtlas, openStack }) {
        const atlas = await EmulatedAtlas.start();
        const reply = await fetch(atlas.baseUrl + "/api/atlas/v2/orgs");
        await atlas.close();
        console.log(JSON.stringify([typeof openStack, reply.status, reply.headers.get("www-authenticate")]));
    }`;

/** What an install has for programs, whichever package manager made it. */
export function describeImports(packageManager: PackageManager): void {
    describe(`the package, installed by ${packageManager}`, () => {
        const installOf = useInstall(packageManager);

        it("has the whole API as exports that an ES module sees", async () => {
            const code = `
                    import * as atlas from "pulumi-atlas-org";
                    console.log(JSON.stringify(Object.keys(atlas)));`;
            const names = await evaluate("module", code, installOf());
            expect(without(names, ["default", "module.exports", "__esModule"])).to.have.members(API);
        });

        it("loads neither the HTTP stack nor the testkit, nor the host, beside Pulumi", async () => {
            const loaded = await modulesBesidePulumi(installOf());
            const { packageFolder } = installOf();
            const own = loaded.filter((file) => file.startsWith(packageFolder + path.sep));
            const ownNames = own.map((file) => path.relative(packageFolder, file));
            expect(ownNames).to.include(path.normalize("dist/provider/index.js"));
            expect(
                ownNames.filter((name) => /testkit|host\.js|atlas.(?:client|http|digest)/u.test(name)),
            ).to.deep.equal([]);
            const others = loaded.filter((file) => !own.includes(file));
            const small = ["ipaddr.js", "fastest-levenshtein"].map((name) => path.join("node_modules", name));
            expect(others.filter((file) => !small.some((folder) => file.includes(folder)))).to.deep.equal([]);
        });

        it("serves exactly the names that stand in users' states", async () => {
            const code = `console.log(JSON.stringify(Object.keys(require("pulumi-atlas-org/host"))));`;
            const names = await evaluate("commonjs", code, installOf());
            expect(names).to.have.members(WIRE_NAMES);
        });
    });
}

/** What is the same for all package managers. The project of npm has no optional peers. */
export function describeOneInstall(): void {
    describe("the installed package", () => {
        const installOf = useInstall("npm");

        it("shows its package.json, with the version of the repository", async () => {
            const code = `console.log(JSON.stringify(require("pulumi-atlas-org/package.json").version));`;
            const version = await evaluate("commonjs", code, installOf());
            expect(version).to.equal(readPackageJson(REPOSITORY).version);
        });

        it("has its command, and the plugin, as files that run", async () => {
            const { packageFolder } = installOf();
            const help = await runNode([path.join(packageFolder, "pulumi-atlas-org"), "--help"], installOf());
            expect(help.stdout).to.include("Usage: pulumi-atlas-org list");
            const code = `
                const { spawn } = require("node:child_process");
                const file = ${JSON.stringify(path.join(packageFolder, "pulumi-resource-atlas-org"))};
                const plugin = spawn(process.execPath, [file, "127.0.0.1:1"]);
                plugin.stdout.once("data", (port) => {
                    console.log(JSON.stringify(Number(port)));
                    plugin.kill("SIGKILL");
                });`;
            expect(await evaluate("commonjs", code, installOf())).to.be.above(0);
        });

        it("keeps its other files to itself", async () => {
            const code = `require("pulumi-atlas-org/dist/provider/atlas/client");`;
            const { stderr } = await runNode(["--eval", code], installOf());
            expect(stderr).to.include("ERR_PACKAGE_PATH_NOT_EXPORTED");
        });

        it("says which package the testkit misses", async () => {
            const { exitCode, stderr } = await runNode(
                ["--eval", `require("pulumi-atlas-org/testkit");`],
                installOf(),
            );
            expect(exitCode).to.equal(1);
            expect(stderr).to.match(/npm install --save-dev fastify/u);
        });
    });
}

/** The testkit with its optional peers, which the project of pnpm has. */
export function describeTestkit(): void {
    describe("the testkit of the installed package", () => {
        const installOf = useInstall("pnpm");

        for (const format of FORMATS) {
            it(`starts an emulated Atlas from a ${format} script`, async () => {
                const load =
                    format === "commonjs"
                        ? `start(require("pulumi-atlas-org/testkit"));`
                        : `import { EmulatedAtlas, openStack } from "pulumi-atlas-org/testkit";
                       await start({ EmulatedAtlas, openStack });`;
                const result = await evaluate(format, `${START_EMULATED_ATLAS}\n${load}`, installOf());
                const [openStack, status, challenge] = result as [string, number, string];
                expect([openStack, status]).to.deep.equal(["function", 401]);
                expect(challenge).to.match(/^Digest /u);
            });
        }
    });
}

function useInstall(packageManager: PackageManager): () => Install {
    let install: Install;
    before(async function () {
        this.timeout(600_000);
        install = await installOnce(packageManager);
    });
    return () => install;
}

/** The files that the package loads after Pulumi has loaded its own. */
async function modulesBesidePulumi(install: Install): Promise<string[]> {
    const code = `
        require("@pulumi/pulumi");
        const pulumis = new Set(Object.keys(require.cache));
        require("pulumi-atlas-org");
        console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !pulumis.has(file))));`;
    const files = (await evaluate("commonjs", code, install)) as string[];
    return files.map((file) => realpathSync(file));
}

function without(names: unknown, omitted: readonly string[]): string[] {
    return (names as string[]).filter((name) => !omitted.includes(name));
}
