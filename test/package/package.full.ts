// The rest of the grid of package.test.ts: the other package manager, and programs in ES modules.
import { describeImports, describeTestkit } from "./imports";
import { describeLifecycle } from "./lifecycle";
import { describeTypes } from "./types";

describeTypes("pnpm");
describeImports("pnpm");
describeTestkit();
describeLifecycle("npm", "esm");
describeLifecycle("pnpm", "commonjs");
describeLifecycle("pnpm", "esm");
