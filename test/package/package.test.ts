// One file for mocha, so that one of its workers runs them all: the package is packed and installed once.
import { describeImports, describeOneInstall } from "./imports";
import { describeLifecycle } from "./lifecycle";
import "./tarball";
import { describeTypes } from "./types";

describeTypes("npm");
describeImports("npm");
describeOneInstall();
describeLifecycle("npm", "commonjs");
