import { spawnSync } from "node:child_process";

// The suites of `npm test`. CI counts what they cover (COVERAGE=1), which takes a third of the time beside.
const MOCHA = ["mocha", "--parallel", "--jobs", "2", "test/**/*.test.ts"];
const [command, ...args] = process.env.COVERAGE === "1" ? ["c8", ...MOCHA] : MOCHA;
const { status } = spawnSync(command, args, { shell: process.platform === "win32", stdio: "inherit" });
process.exitCode = status ?? 1;
