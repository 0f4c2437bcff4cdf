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
