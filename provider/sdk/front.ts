import type * as pulumi from "@pulumi/pulumi";
import {
    PACKAGE_VERSION,
    PLUGIN_DOWNLOAD_URL,
    PLUGIN_NAME,
    tokenOf,
    withSettingsOfPlugin,
} from "../packageFile";
import { fullName, NAMESPACE } from "../configuration/names";
import { typeToken } from "../runtime/wireContract";
import { refusal } from "./run";

/** What serves the resources of a program, as far as its classes must know. */
export interface Front {
    readonly isPlugin: boolean;
    /** The name of the package in the token of a Provider. */
    readonly packageName: string;
    /** The namespace of the settings in the stack's configuration. */
    readonly namespace: string;
    readonly typeToken: (kind: string) => string;
    /** What a Provider calls a setting among its inputs. */
    readonly settingName: (setting: string) => string;
    /** Messages name settings as the front does. */
    readonly translateSettingNames: (text: string) => string;
    /** Options that each resource of a kind gets. */
    readonly options: (kind: string, given: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;
}

const DYNAMIC: Front = {
    isPlugin: false,
    packageName: "pulumi-nodejs",
    namespace: NAMESPACE,
    typeToken,
    settingName: fullName,
    translateSettingNames: (text) => text,
    options: (_kind, given) => given,
};

const PLUGIN: Front = {
    isPlugin: true,
    packageName: PLUGIN_NAME,
    namespace: PLUGIN_NAME,
    typeToken: tokenOf,
    settingName: (setting) => setting,
    translateSettingNames: withSettingsOfPlugin,
    options: (kind, given) => ({
        ...given,
        ...pluginDownloadOptions(),
        // A resource that was a dynamic one before goes on as this one.
        aliases: [...((given.aliases as pulumi.Alias[] | undefined) ?? []), { type: typeToken(kind) }],
    }),
};

let front = DYNAMIC;
let isUsed = false;

/** What serves the resources of this program. */
export function frontOfProgram(): Front {
    isUsed = true;
    return front;
}

/** Lets the plugin serve the whole program. @throws pulumi.RunError if resources were constructed before. */
export function serveByPlugin(): void {
    if (isUsed && !front.isPlugin) {
        throw refusal(
            "pulumi-atlas-org/plugin: the program has constructed resources of pulumi-atlas-org before it loads this module. Import it at the top of the program.",
        );
    }
    front = PLUGIN;
}

/** The options by which Pulumi finds the plugin. */
export function pluginDownloadOptions(): { version: string; pluginDownloadURL?: string } {
    return {
        version: PACKAGE_VERSION,
        ...(PLUGIN_DOWNLOAD_URL !== undefined && { pluginDownloadURL: PLUGIN_DOWNLOAD_URL }),
    };
}
