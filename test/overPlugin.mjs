import { spawnSync } from "node:child_process";

// The suites of the protocol, with the fault matrix and the search for secrets, and those of whole programs once more, over
// the plugin: `npm test` runs them over dynamic resources.
const SUITES = ["test/protocol/**/*.{test,full}.ts", "test/endToEnd/**/*.{test,full}.ts"];
// About the adapter of dynamic resources itself.
const OTHERS = ["test/protocol/adapter.test.ts", "test/protocol/arbitraryInputs.test.ts"];
const options = ["--parallel", "--jobs", "2", ...OTHERS.flatMap((file) => ["--ignore", file])];
const { status } = spawnSync("mocha", [...options, ...SUITES], {
    env: { ...process.env, PULUMI_ATLAS_TEST_FRONT: "plugin" },
    shell: process.platform === "win32",
    stdio: "inherit",
});
process.exitCode = status ?? 1;
