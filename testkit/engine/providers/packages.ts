import type { Project } from "../project";
import type { PulumiSdk } from "../sdk";
import { UnsupportedFeatureError } from "../values/wireValues";

/** The package of the dynamic resources of Node programs. */
export const DYNAMIC_PACKAGE = "pulumi-nodejs";

/** What starts a process. */
export interface Command {
    file: string;
    args: string[];
}

/**
 * What starts the provider of a package.
 * @throws UnsupportedFeatureError when it is neither that of dynamic resources nor one that Pulumi.yaml names.
 */
export function commandOf(packageName: string, sdk: PulumiSdk, plugins: Project["plugins"]): Command {
    if (packageName === DYNAMIC_PACKAGE) {
        return { file: process.execPath, args: [sdk.dynamicProviderScript] };
    }
    const file = plugins.get(packageName);
    if (file !== undefined) return { file, args: [] };
    throw new UnsupportedFeatureError(
        packageName === "pulumi"
            ? "stack references"
            : `the package ${packageName}, only dynamic resources of Node programs and plugins of Pulumi.yaml`,
    );
}
