import type { AtlasCredential } from "../../atlas/auth/credential";
import { AtlasConfigError } from "../../atlas/errors/errors";
import { refuseInClear } from "../../atlas/transport/baseUrl";
import type { Configuration } from "./configuration";
import { resolveConnection } from "./connectionSettings";
import type { CredentialField, CredentialNames } from "./credentialParts";
import { OWN_NAMES } from "./credentialParts";
import type { CredentialSource } from "./credentialSettings";
import { readCredential } from "./credentialSettings";
import { fullName, keyProblems } from "./settingNames";

/** A credential, and where it was found: an address may count only for what comes from the same place. */
export interface FoundCredential {
    readonly credential: AtlasCredential;
    readonly source: CredentialSource;
}

/** The environment, in order: the names that Terraform's provider, Pulumi's and the Atlas CLI read. */
export const CREDENTIAL_VARIABLES: readonly Partial<CredentialNames>[] = [
    { accessToken: "MONGODB_ATLAS_ACCESS_TOKEN" },
    { clientId: "MONGODB_ATLAS_CLIENT_ID", clientSecret: "MONGODB_ATLAS_CLIENT_SECRET" },
    { publicKey: "MONGODB_ATLAS_PUBLIC_API_KEY", privateKey: "MONGODB_ATLAS_PRIVATE_API_KEY" },
    { publicKey: "MONGODB_ATLAS_PUBLIC_KEY", privateKey: "MONGODB_ATLAS_PRIVATE_KEY" },
];
export const CLI_VARIABLES: Partial<CredentialNames> = {
    publicKey: "MCLI_PUBLIC_API_KEY",
    privateKey: "MCLI_PRIVATE_API_KEY",
};

/**
 * The credential, from the provider instance's configuration, then from the environment. All of it comes from the same
 * source.
 *
 * @throws AtlasConfigError naming the setting that is missing, half given, swapped or malformed, and the fix.
 */
export function resolveCredential(
    configuration: Pick<Configuration, "get">,
    environment: NodeJS.ProcessEnv,
): FoundCredential {
    const found = findCredential(configuration, environment);
    if (found === undefined) {
        throw new AtlasConfigError(
            "No Atlas credential is set: run `pulumi config set mongodbatlas:clientId …` and `pulumi config set --secret mongodbatlas:clientSecret …` for a service account, or mongodbatlas:publicKey and mongodbatlas:privateKey for an API key; or set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY.",
        );
    }
    return found;
}

/** As whom a resource calls Atlas. */
export interface Callers {
    /** With the credential of the provider instance. */
    readonly provider: boolean;
    /** With a credential of the resource itself. */
    readonly own: boolean;
    /** Why only an API key will do; default: any credential does. */
    readonly whyApiKey?: string;
}

/** How most resources call. */
export const AS_PROVIDER: Callers = { provider: true, own: false };

/** Who does not call at all. */
export const NOBODY: Callers = { provider: false, own: false };

/**
 * What is wrong with the settings of a provider instance, in sentences, as far as that shows without a call. That
 * nobody gave a credential is wrong only for who calls with it.
 */
export function settingsProblems(
    configuration: Configuration,
    environment: NodeJS.ProcessEnv,
    callers: Callers,
): readonly string[] {
    const { errors } = keyProblems(configuration.keys());
    if (errors.length > 0) {
        return errors;
    }
    const problems: string[] = [];
    const found = noting(problems, () => {
        const find = callers.provider ? resolveCredential : findCredential;
        return find(configuration, environment);
    });
    if (callers.whyApiKey !== undefined && found !== undefined && !("publicKey" in found.credential)) {
        problems.push(callers.whyApiKey);
    }
    noting(problems, () => {
        const { baseUrl } = resolveConnection(configuration, environment, found?.source);
        if (found !== undefined && baseUrl !== undefined) {
            refuseInClear(found.credential, baseUrl);
        }
    });
    if (callers.own) {
        noting(problems, () => resolveConnection(configuration, environment, "resource"));
    }
    return [...new Set(problems)];
}

/** What is resolved; undefined if it cannot be, and then the reason joins the problems. */
function noting<T>(problems: string[], resolve: () => T): T | undefined {
    try {
        return resolve();
    } catch (error) {
        if (!(error instanceof AtlasConfigError)) {
            throw error;
        }
        problems.push(error.message);
        return undefined;
    }
}

function findCredential(
    { get }: Pick<Configuration, "get">,
    environment: NodeJS.ProcessEnv,
): FoundCredential | undefined {
    const configNames = renamed(OWN_NAMES, fullName);
    const fromEnvironment = (variables: Partial<CredentialNames>, source: CredentialSource) => ({
        names: { ...configNames, ...variables },
        read: (name: string) => (Object.values(variables).includes(name) ? environment[name] : undefined),
        source,
    });
    const places = [
        { names: configNames, read: get, source: "configuration" as const },
        ...CREDENTIAL_VARIABLES.map((variables) => fromEnvironment(variables, "environment")),
        fromEnvironment(CLI_VARIABLES, "atlasCli"),
    ];
    for (const { names, read, source } of places) {
        const credential = readCredential(renamed(names, read), names);
        if (credential !== undefined) {
            return { credential, source };
        }
    }
    return undefined;
}

function renamed<T>(names: CredentialNames, rename: (name: string) => T): Record<CredentialField, T> {
    const entries = Object.entries(names) as [CredentialField, string][];
    return Object.fromEntries(entries.map(([field, name]) => [field, rename(name)])) as Record<
        CredentialField,
        T
    >;
}
