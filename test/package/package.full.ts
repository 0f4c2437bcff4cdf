// The rest of what package.test.ts tries, with either package manager, and whole programs in both module formats.
import { describeImports, describeTestkit } from "./imports";
import { describeLifecycle } from "./lifecycle";
import { describeTypes } from "./types";

describeImports("pnpm");
describeTestkit();
for (const packageManager of ["npm", "pnpm"] as const) {
    describeTypes(packageManager);
    describeLifecycle(packageManager, "commonjs");
    describeLifecycle(packageManager, "esm");
}
