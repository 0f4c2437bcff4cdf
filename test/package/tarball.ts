import { expect } from "chai";
import { readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { PackageJson, Tarball } from "./support/tarball";
import { REPOSITORY, builtModules, packOnce, readPackageJson, temporaryFolder } from "./support/tarball";

/** Pulumi's own constant: provider/dynamic/unknown.ts of its SDK. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
// A third of it is the plugin, with gRPC in it.
const MAX_PACKED_BYTES = 1_400_000;
const MAX_UNPACKED_BYTES = 5_500_000;
const SECRETS = /-----BEGIN |mdb_sa_sk_\w{20}|npm_\w{36}|gh[pousr]_\w{36}|AKIA[0-9A-Z]{16}|:_authToken/u;

describe("the tarball", () => {
    let tarball: Tarball;
    let names: string[];

    before(async function () {
        this.timeout(300_000);
        tarball = await packOnce();
        names = tarball.files.map((file) => file.path);
    });

    it("holds the build, the papers and the examples, and nothing else", () => {
        const others = names.filter((name) => !/^(?:dist\/(?:provider|testkit)|docs|examples)\//u.test(name));
        expect(others).to.have.members([
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "DESIGN.md",
            "LICENSE",
            "README.md",
            "bench/requests.svg",
            "dist/plugin.js",
            "dist/plugin.js.LEGAL.txt",
            "package.json",
            "pulumi-atlas-org",
            "pulumi/PulumiPlugin.yaml",
            "pulumi/index.js",
            "pulumi/package.json",
            "pulumi-resource-atlas-org",
            "pulumi-resource-atlas-org.cmd",
            "schema.json",
        ]);
    });

    it("holds of the build code, types and maps, but no test and no OpenAPI document", () => {
        const built = names.filter((name) => name.startsWith("dist/"));
        expect(built.filter((name) => !/\.(?:d\.ts|js|js\.map|LEGAL\.txt)$/u.test(name))).to.deep.equal([]);
        expect(names.filter((name) => /\.test\.|openapi|\/fixtures?\//iu.test(name))).to.deep.equal([]);
    });

    it("holds every file and folder that its papers link to", () => {
        const papers = names.filter((name) => name.endsWith(".md"));
        expect(papers).to.include("README.md");
        const lost = papers.flatMap((paper) =>
            linksOf(paper).filter(
                (target) => !names.some((name) => name === target || name.startsWith(`${target}/`)),
            ),
        );
        expect(lost).to.deep.equal([]);
    });

    it("holds every source map that its files name", () => {
        const lost = names
            .filter((name) => /\.(?:js|d\.ts)$/u.test(name))
            .flatMap((name) => {
                const [, map] = /^\/\/# sourceMappingURL=(.*)$/mu.exec(contentOf(name)) ?? [];
                return map === undefined ? [] : [path.posix.join(path.posix.dirname(name), map)];
            })
            .filter((map) => !names.includes(map));
        expect(lost).to.deep.equal([]);
    });

    it("holds every module of provider/ and testkit/ with its types; of the plugin, the bundle", () => {
        const modules = builtModules().filter((name) => !name.startsWith("provider/plugin/"));
        expect(names).to.include.members(modules.flatMap((name) => [`dist/${name}.js`, `dist/${name}.d.ts`]));
    });

    it("holds every file that package.json names", () => {
        const { exports, typesVersions } = readPackageJson(REPOSITORY);
        const targets = Object.values(exports).flatMap((target) =>
            typeof target === "string" ? [target] : Object.values(target as Record<string, string>),
        );
        const files = [...targets, ...Object.values(typesVersions["*"]).flat()];
        expect(names).to.include.members(files.map((file) => path.posix.normalize(file)));
    });

    it("holds no secret", () => {
        expect(names.filter((name) => SECRETS.test(contentOf(name)))).to.deep.equal([]);
    });

    it("holds no secret that stands in a test, as somebody's own may", () => {
        const known = secretsOfTests();
        expect(known).to.have.length.above(10);
        const leaks = names.filter((name) => known.some((secret) => contentOf(name).includes(secret)));
        expect(leaks).to.deep.equal([]);
    });

    it("names no folder of the machine that built it, of its user or of others", () => {
        const FOLDERS = /(?:^|[^\w.$}])\/(?:home|Users|root|var|opt|builds)\/\w|[A-Z]:\\\\?Users/mu;
        const folders = [path.resolve(REPOSITORY), homedir(), temporaryFolder()].filter(
            (folder) => folder !== "/",
        );
        const named = names.filter((name) => {
            const content = contentOf(name);
            return FOLDERS.test(content) || folders.some((folder) => content.includes(`${folder}/`));
        });
        expect(named).to.deep.equal([]);
    });

    it("names no folder of the machine that built it in its source maps", () => {
        const sources = names
            .filter((name) => name.endsWith(".map"))
            .flatMap((name) => {
                const map = JSON.parse(contentOf(name)) as { sourceRoot?: string; sources: string[] };
                return [map.sourceRoot ?? "", ...map.sources];
            });
        expect(sources.filter((source) => path.isAbsolute(source) || source.includes(":"))).to.deep.equal([]);
    });

    it("is small", () => {
        expect(tarball.size).to.be.below(MAX_PACKED_BYTES);
        expect(tarball.unpackedSize).to.be.below(MAX_UNPACKED_BYTES);
    });

    it("passes publint", async () => {
        const { buffer, byteOffset, byteLength } = readFileSync(tarball.file);
        const { messages, pkg } = await publint({
            pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
            strict: true,
        });
        const texts = messages.map((message) => formatMessage(message, pkg, { color: false }));
        expect(texts).to.deep.equal([]);
    });
});

describe("package.json", () => {
    let packageJson: PackageJson;

    before(() => {
        packageJson = readPackageJson(REPOSITORY);
    });

    it("runs no script on a user's machine", () => {
        const names = ["preinstall", "install", "postinstall", "prepublish", "prepare"];
        expect(packageJson.scripts).to.not.have.any.keys(...names);
    });

    it("exports the API on both fronts, the host and the testkit", () => {
        expect(packageJson.exports).to.have.all.keys(
            ".",
            "./host",
            "./plugin",
            "./testkit",
            "./package.json",
        );
    });

    it("leaves the choice of @pulumi/pulumi to the program", () => {
        expect(packageJson.dependencies).to.not.have.property("@pulumi/pulumi");
        expect(packageJson.peerDependencies).to.have.property("@pulumi/pulumi");
    });
});

describe("package-lock.json", () => {
    it("names no registry host, so that it installs through any mirror", () => {
        const { packages } = JSON.parse(readFileSync(path.join(REPOSITORY, "package-lock.json"), "utf8")) as {
            packages: Record<string, { resolved?: string; integrity?: string }>;
        };
        const installed = Object.entries(packages).filter(([name]) => name !== "");
        expect(installed).to.not.be.empty;
        expect(installed.filter(([, { resolved }]) => resolved !== undefined)).to.deep.equal([]);
        expect(installed.filter(([, { integrity }]) => integrity === undefined)).to.deep.equal([]);
    });
});

/** What a paper links to within the package, from its root. */
function linksOf(paper: string): string[] {
    const targets = [...contentOf(paper).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/gu)].map(
        ([, target = ""]) => target,
    );
    return targets
        .filter((target) => !/^[a-z]+:/u.test(target))
        .map((target) => path.posix.join(path.posix.dirname(paper), target));
}

/** Whatever looks like a secret of Atlas in the tests, but for the word by which Pulumi calls what is unknown. */
function secretsOfTests(): string[] {
    const SHAPES = /mdb_sa_sk_[\w-]+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\w*(?:c4n4ry|h3ld)[\w-]*/giu;
    const files = readdirSync(path.join(REPOSITORY, "test"), { recursive: true, encoding: "utf8" });
    const found = files
        .filter((name) => /\.(?:m?ts|c?js|json)$/u.test(name))
        .flatMap((name) => contentOf(path.join("test", name)).match(SHAPES) ?? []);
    return [...new Set(found)].filter((secret) => secret !== UNKNOWN);
}

/** What is packed is what stands in the repository: packing changes no file. */
function contentOf(name: string): string {
    return readFileSync(path.join(REPOSITORY, name), "utf8");
}
