import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Reads a file of this package as JSON: from the folder that holds its package.json, be it installed, built or bundled. */
export function readPackageFile(name: string): unknown {
    return JSON.parse(readFileSync(path.join(packageFolder(__dirname), name), "utf8"));
}

function packageFolder(folder: string): string {
    return existsSync(path.join(folder, "package.json")) ? folder : packageFolder(path.dirname(folder));
}

/** The version of this package. */
export const { version: PACKAGE_VERSION } = readPackageFile("package.json") as { version: string };
