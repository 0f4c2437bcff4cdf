import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Reads a file of this package as JSON: from the folder that holds its package.json, be it installed, built or bundled. */
export function readPackageFile(name: string): unknown {
    return JSON.parse(readFileSync(path.join(packageFolder(__dirname), name), "utf8"));
}

function packageFolder(folder: string): string {
    return existsSync(path.join(folder, "package.json")) ? folder : packageFolder(path.dirname(folder));
}

const { version, config } = readPackageFile("package.json") as {
    version: string;
    config?: { pluginDownloadURL?: string };
};

/** The version of this package. */
export const PACKAGE_VERSION = version;

/** Where Pulumi downloads the plugin from; undefined if it is found in another way. Who publishes sets it in package.json. */
export const PLUGIN_DOWNLOAD_URL = config?.pluginDownloadURL;
