import { expect } from "chai";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { REPOSITORY, readPackageJson } from "./support/tarball";

describe("the release of the plugin", () => {
    const release = path.join(REPOSITORY, "release");
    const { version } = readPackageJson(REPOSITORY);
    let folder: string;

    before(() => {
        execFileSync(process.execPath, ["scripts/release.mjs"], { cwd: REPOSITORY, stdio: "ignore" });
        folder = mkdtempSync(path.join(tmpdir(), "atlas-release-"));
    });
    after(() => {
        rmSync(folder, { recursive: true });
        rmSync(release, { recursive: true });
    });

    it("has a tarball for each platform, as Pulumi names them", () => {
        const platforms = ["darwin", "linux", "windows"].flatMap((os) => [`${os}-amd64`, `${os}-arm64`]);

        expect(readdirSync(release)).to.have.members(
            platforms.map((platform) => `pulumi-resource-atlas-org-v${version}-${platform}.tar.gz`),
        );
    });

    it("runs where there is nothing but Node", async () => {
        const tarball = path.join(release, `pulumi-resource-atlas-org-v${version}-linux-amd64.tar.gz`);
        execFileSync("tar", ["-xzf", tarball, "-C", folder]);
        const plugin = spawn(
            process.execPath,
            [path.join(folder, "pulumi-resource-atlas-org"), "127.0.0.1:1"],
            {
                cwd: folder,
                stdio: ["ignore", "pipe", "inherit"],
            },
        );
        const [port] = (await once(plugin.stdout, "data")) as [Buffer];
        plugin.kill("SIGKILL");

        expect(Number(port)).to.be.above(0);
    });
});
