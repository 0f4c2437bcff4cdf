import { spawnSync } from "node:child_process";

// The suites of the protocol once more, over the plugin: `npm test` runs them over the host of dynamic resources.
const { status } = spawnSync("mocha", ["--parallel", "--jobs", "2", "test/protocol/**/*.test.ts"], {
    env: { ...process.env, PULUMI_ATLAS_TEST_FRONT: "plugin" },
    shell: process.platform === "win32",
    stdio: "inherit",
});
process.exitCode = status ?? 1;
