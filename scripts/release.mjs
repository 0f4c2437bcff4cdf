import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

// The tarballs that Pulumi downloads, one for each platform: what is in them is the same, as they need Node and nothing
// else. Whoever publishes them says where in package.json, as config.pluginDownloadURL.

const PLATFORMS = ["darwin", "linux", "windows"].flatMap((os) =>
    ["amd64", "arm64"].map((cpu) => `${os}-${cpu}`),
);
const EXECUTABLE = "pulumi-resource-atlas-org";
const FILES = [
    EXECUTABLE,
    `${EXECUTABLE}.cmd`,
    "schema.json",
    "LICENSE",
    "dist/plugin.js",
    "dist/plugin.js.LEGAL.txt",
];

const { name, version, config } = JSON.parse(readFileSync("package.json", "utf8"));
const folder = path.resolve("release");
const content = path.join(folder, "content");

rmSync(folder, { recursive: true, force: true });
mkdirSync(path.join(content, "dist"), { recursive: true });
FILES.forEach((file) => cpSync(file, path.join(content, file)));
chmodSync(path.join(content, EXECUTABLE), 0o755);
// Without the package's own dependencies, which are in the bundle: Pulumi installs nothing then.
writeFileSync(
    path.join(content, "package.json"),
    `${JSON.stringify({ name, version, config }, undefined, 4)}\n`,
);
for (const platform of PLATFORMS) {
    const tarball = path.join(folder, `${EXECUTABLE}-v${version}-${platform}.tar.gz`);
    execFileSync("tar", ["-czf", tarball, "-C", content, "."]);
    process.stdout.write(`${path.relative(".", tarball)}\n`);
}
rmSync(content, { recursive: true });
