// One file for mocha, so that one of its workers runs them all: the package is packed and installed once.
import { describeImports, describeOneInstall } from "./imports";
import "./tarball";

describeImports("npm");
describeOneInstall();
