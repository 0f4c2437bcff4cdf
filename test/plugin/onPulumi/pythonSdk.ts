import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { REPOSITORY } from "../../docs/generated/markers";
import { isOnPath, runCommand } from "../../support/commands";

const PLUGIN = path.join(REPOSITORY, "pulumi-resource-atlas-org");

/** Makes the SDK for Python before the tests of a suite. Returns the environment in which a program finds it. */
export function usePythonSdk(): Record<string, string> {
    const folder = mkdtempSync(path.join(tmpdir(), "atlas-python-"));
    const installed = path.join(folder, "installed");
    before("make the SDK for Python", () => {
        runCommand("pulumi", ["package", "gen-sdk", PLUGIN, "--language", "python", "--out", folder]);
        const options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", installed];
        runCommand("python3", ["-m", "pip", "install", ...options, path.join(folder, "python")]);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));
    return { PYTHONPATH: installed };
}

/** Whether the PATH has Pulumi's host for Python, and a Python with Pulumi's SDK and what builds a package. */
export function hasPulumisPython(): boolean {
    return (
        isOnPath("pulumi-language-python") &&
        spawnSync("python3", ["-c", "import pulumi, setuptools, wheel"]).status === 0
    );
}
