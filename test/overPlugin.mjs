import { spawnSync } from "node:child_process";

// The suites of the protocol and of whole programs once more, over the plugin: `npm test` runs them over dynamic resources.
const SUITES = ["test/protocol/**/*.test.ts", "test/endToEnd/**/*.{test,full}.ts"];
const { status } = spawnSync("mocha", ["--parallel", "--jobs", "2", ...SUITES], {
    env: { ...process.env, PULUMI_ATLAS_TEST_FRONT: "plugin" },
    shell: process.platform === "win32",
    stdio: "inherit",
});
process.exitCode = status ?? 1;
