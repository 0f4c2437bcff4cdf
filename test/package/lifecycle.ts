import { expect } from "chai";
import path from "node:path";
import type { Install, PackageManager, Program } from "./support/installs";
import { compileOnce, installOnce } from "./support/installs";
import type { Lifecycle, LifecycleRun } from "./support/lifecycle";
import { runLifecycle } from "./support/lifecycle";
import { REPOSITORY, readPackageJson } from "./support/tarball";

const COMMANDS = ["up", "secondUp", "refresh", "destroy"] as const;
const SERVED_RESOURCES = ["org", "key", "entry", "link"];
const RESOURCES = [...SERVED_RESOURCES, "in-org"];

/** What only the hosts need. The testkit's engine preloads a file of its own. */
const UNWANTED_IN_PROGRAMS =
    /node_modules\/(?:axios|fastify)\/|dist\/(?:testkit\/atlas\/|provider\/(?:host|atlas\/client)\.js)/u;

/** Takes a program of an install through its whole life. */
export function describeLifecycle(packageManager: PackageManager, program: Program): void {
    describe(`a program in ${program} with the package installed by ${packageManager}`, () => {
        let install: Install;
        let life: Lifecycle;

        before(async function () {
            this.timeout(600_000);
            install = await installOnce(packageManager);
            await compileOnce(packageManager);
            life = await runLifecycle(install, program);
        });

        it("creates all of its resources", () => {
            expect(diagnosticsOf(life.up)).to.deep.equal([]);
            expect(namesOf(life.up, "create")).to.include.members(RESOURCES);
        });

        it("changes nothing when it runs again", () => {
            expect(diagnosticsOf(life.secondUp)).to.deep.equal([]);
            expect(namesOf(life.secondUp, "same")).to.include.members(RESOURCES);
            expect(life.secondUp.steps.filter(({ op }) => op !== "same")).to.deep.equal([]);
        });

        it("finds on refresh what it made", () => {
            expect(diagnosticsOf(life.refresh)).to.deep.equal([]);
            expect(life.refresh.changes).to.not.have.any.keys("update", "delete");
        });

        it("destroys it all", () => {
            expect(diagnosticsOf(life.destroy)).to.deep.equal([]);
            expect(namesOf(life.destroy, "delete")).to.include.members(RESOURCES);
            expect(life.organizationsLeft).to.deep.equal([]);
        });

        it("shows no secret", () => {
            expect(life.up.outputs["linkToken"]).to.equal("[secret]");
        });

        for (const command of COMMANDS) {
            it(`is served from the install on ${command}`, () => {
                const host = path.join(install.packageFolder, "dist/provider/host.js");
                // A second up asks the host to diff, refresh to read, and destroy to delete.
                expect(life[command].hostLoads).to.include(host);
                expect(copiesLoaded(life[command])).to.deep.equal([install.packageFolder]);
            });
        }

        it("loads neither the HTTP stack nor the testkit's Atlas", () => {
            const { programLoads } = life.up;
            expect(programLoads).to.not.be.empty;
            expect(programLoads.filter((file) => UNWANTED_IN_PROGRAMS.test(slashes(file)))).to.deep.equal([]);
        });

        it("leaves one short line of code with each resource in the state", () => {
            const lines = life.code.map(({ line }) => line);
            expect(life.code.map(({ name }) => name)).to.have.members(SERVED_RESOURCES);
            for (const line of lines) {
                expect(line).to.match(/^exports\.handler = .*"pulumi-atlas-org\/host"/u);
                expect(line).to.have.lengthOf.at.most(160);
            }
        });

        it("sends the version of package.json to Atlas", () => {
            const { version } = readPackageJson(REPOSITORY);
            const agents = new Set(life.requests.map(({ headers }) => headers["user-agent"]));
            expect([...agents]).to.deep.equal([
                `pulumi-atlas-org/${version} (node/${process.versions.node})`,
            ]);
        });
    });
}

function diagnosticsOf({ ok, diagnostics }: LifecycleRun): string[] {
    const texts = diagnostics.filter(({ severity }) => severity !== "info").map(({ message }) => message);
    return ok || texts.length > 0 ? texts : ["the run failed and said nothing"];
}

function namesOf({ steps }: LifecycleRun, op: string): string[] {
    return steps.filter((step) => step.op === op && step.status === "done").map(({ name }) => name);
}

/** Every folder that a module of this package was loaded from. */
function copiesLoaded({ programLoads, hostLoads }: LifecycleRun): string[] {
    const own = /^(.*)\/dist\/provider\//u;
    const folders = [...programLoads, ...hostLoads].flatMap((file) => own.exec(slashes(file))?.[1] ?? []);
    return [...new Set(folders)].map((folder) => path.normalize(folder));
}

function slashes(file: string): string {
    return file.split(path.sep).join("/");
}
