/**
 * What this package writes into users' state files, beside ids and property names. State lives for years and is read
 * by later versions of the package: nothing here may ever change, only be added to.
 */

/** The property in which Pulumi's dynamic-provider host looks for the code that serves a resource. */
export const PROVIDER_PROPERTY = "__provider";

/** What the line of code in state loads. */
export const HOST_MODULE = "pulumi-atlas-org/host";

/** The type token of a kind of resource, for example "LinkToken". */
export function typeToken(kind: string): string {
    return `pulumi-nodejs:dynamic/mongodbatlas:${kind}`;
}

/**
 * The line of code that stands in each resource's state. It finds the installed package from the program's folder,
 * which is the host's working directory, so it holds no path, no version and no secret.
 */
export function loaderLine(hostExport: string): string {
    return `exports.handler = () => require("module").createRequire(process.cwd() + "/_")("${HOST_MODULE}").${hostExport}`;
}
