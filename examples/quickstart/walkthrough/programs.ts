import path from "node:path";
import type {
    ConfigValue,
    EmulatedAtlas,
    EmulatedOpsManager,
    OpenStackOptions,
} from "pulumi-atlas-org/testkit";

/** A link that is broken here does not mend by itself: nobody has to wait a minute for that. */
const RETRY_MS = "1000";

/** A program that the quickstart can show: they all declare the same. */
export interface Program {
    /** From the root of the repository. */
    readonly file: string;
    /** The folder with its Pulumi.yaml, from the root of the repository. */
    readonly projectFolder: string;
    /** What can run it. */
    readonly engine: NonNullable<OpenStackOptions["engine"]>;
    /** The settings of its stack. */
    readonly config: (atlas: EmulatedAtlas, opsManager: EmulatedOpsManager) => Record<string, ConfigValue>;
}

/** On dynamic resources. */
export const TYPESCRIPT: Program = {
    file: "examples/quickstart/index.ts",
    projectFolder: ".",
    engine: "auto",
    config: (atlas, { baseUrl: url, source: { orgId, publicKey, privateKey } }) => ({
        ownerId: atlas.payingOrganization.ownerId,
        opsManager: JSON.stringify({ url, orgId, publicKey }),
        opsManagerPrivateKey: { secret: privateKey },
        ...settingsOf(atlas, "mongodbatlas"),
    }),
};

/** On the plugin. */
export const YAML: Program = {
    file: "examples/quickstart-yaml/Pulumi.yaml",
    projectFolder: "examples/quickstart-yaml",
    engine: "pulumi",
    config: (atlas, { baseUrl, source: { orgId, publicKey, privateKey } }) => ({
        ownerId: atlas.payingOrganization.ownerId,
        atlasUrl: atlas.baseUrl,
        opsManagerUrl: baseUrl,
        opsManagerOrgId: orgId,
        opsManagerPublicKey: publicKey,
        opsManagerPrivateKey: { secret: privateKey },
        opsManagerRetryMs: RETRY_MS,
        ...settingsOf(atlas, "atlas-org"),
    }),
};

/** The folder of a program's project. */
export function projectFolderOf({ projectFolder }: Program): string {
    return path.join(__dirname, "..", "..", "..", projectFolder);
}

function settingsOf(
    { baseUrl, payingOrganization: { publicKey, privateKey } }: EmulatedAtlas,
    namespace: string,
): Record<string, ConfigValue> {
    return {
        [`${namespace}:baseUrl`]: baseUrl,
        [`${namespace}:publicKey`]: publicKey,
        [`${namespace}:privateKey`]: { secret: privateKey },
        [`${namespace}:maxRetryMs`]: RETRY_MS,
    };
}
