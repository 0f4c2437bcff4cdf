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

// What programs, stack configurations and users' state files call this package's plugin: a contract for ever.

/** The name of the package, and of the namespace of its settings in a stack's configuration. */
export const PLUGIN_NAME = "atlas-org";

const MODULE = "index";

/** The token of a kind of resource or of a look-up, for example "LinkToken". */
export function tokenOf(name: string): string {
    return `${PLUGIN_NAME}:${MODULE}:${name}`;
}

/** The kind or look-up that a token names. */
export function nameIn(token: string): string {
    return token.slice(token.lastIndexOf(":") + 1);
}

/** Settings as messages of this front should call them: what both fronts share names those of the dynamic one. */
export function withSettingsOfPlugin(text: string): string {
    return text.replaceAll(/\bmongodbatlas:(?=[A-Za-z])/g, `${PLUGIN_NAME}:`);
}
