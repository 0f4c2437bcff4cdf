import type { AtlasCredential } from "../atlas/auth/credential";
import { AtlasConfigError } from "../atlas/errors/errors";
import { GOVERNMENT_BASE_URL, parseBaseUrl, refuseInClear } from "../atlas/transport/baseUrl";
import type { Configuration } from "./configuration";
import { readFlag, readTime, resolveConnection } from "./connection";
import type { CredentialField, CredentialNames, CredentialSource } from "./credential";
import { OWN_NAMES, presentText, readCredential } from "./credential";
import {
    ADDRESS_SETTINGS,
    ALLOW_HTTP,
    CREDENTIAL_SETTINGS,
    FOREIGN_SETTINGS,
    fullName,
    GOVERNMENT_SETTINGS,
    keyProblems,
    TIME_SETTINGS,
} from "./names";
import { knowsOnly } from "../schema/checks";
import { nearestName } from "../schema/nearestName";
import type { Properties } from "../schema/properties";
import { isPresent, UNKNOWN } from "../schema/properties";

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

/** Looks a setting of the stack up by its short name, for example "baseUrl". */
export type ReadConfig = (setting: string) => string | undefined;

const TIMES = Object.keys(TIME_SETTINGS);
const ARGUMENTS: readonly string[] = [...CREDENTIAL_SETTINGS, "baseUrl", ALLOW_HTTP, ...TIMES];

/** The settings that an explicit provider takes from the stack; with names that are no arguments only if they are set there. */
export function inheritedNames(stack: ReadConfig): readonly string[] {
    return [...ADDRESS_SETTINGS, ...TIMES].filter(
        (name) => ARGUMENTS.includes(name) || stack(name) !== undefined,
    );
}

/** What an explicit provider goes by beside its credential, as texts: its own arguments, then what the stack sets. */
export function withInherited(args: Properties, stack: ReadConfig): Record<string, string | undefined> {
    const own = [...inheritedNames(stack), ALLOW_HTTP].map((name) => [name, asText(args[name])] as const);
    return { ...Object.fromEntries(own), ...inheritedSettings(args, stack) };
}

/** What the stack adds to the arguments of an explicit provider: no part of a credential, and nothing beside an address of its own. */
export function inheritedSettings(args: Properties, stack: ReadConfig): Record<string, string> {
    const hasAddress = asText(args["baseUrl"]) !== undefined;
    const isDecided = (name: string) =>
        asText(args[name]) !== undefined || (hasAddress && ADDRESS_SETTINGS.includes(name));
    const inherited = inheritedNames(stack).flatMap((name) => {
        const value = isDecided(name) ? undefined : stack(name);
        return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(inherited);
}

/** What a provider is made with, beside its arguments. */
export interface ProviderSurroundings {
    readonly stack: ReadConfig;
    /** The full keys of the stack's configuration. */
    readonly stackKeys: readonly string[];
    /** Whether the arguments come from something else as a whole, which may hold more than a provider needs. */
    readonly isOutput: boolean;
}

/** What is wrong with a provider's arguments, in a sentence; what is not known yet counts as good. */
export function providerProblem(args: Properties, surroundings: ProviderSurroundings): string | undefined {
    const { stack, stackKeys, isOutput } = surroundings;
    const [misspelled] = keyProblems(stackKeys, ADDRESS_SETTINGS).errors;
    const problem = argumentProblem(args, isOutput) ?? misspelled;
    if (problem !== undefined) {
        return problem;
    }
    try {
        refuseMalformed(args);
        const settings = withInherited(args, stack);
        const get = (key: string) => settings[key.slice(fullName("").length)];
        const { baseUrl } = resolveConnection({ get }, process.env, "resource");
        const credential = readCredential(args, OWN_NAMES);
        if (credential !== undefined && baseUrl !== undefined) {
            refuseInClear(credential, baseUrl);
        }
        return credential === undefined ? NO_CREDENTIAL : undefined;
    } catch (error) {
        if (error instanceof AtlasConfigError) {
            return error.message;
        }
        throw error;
    }
}

const NO_CREDENTIAL =
    "there is no credential. Give it a service account, an API key or an access token. An Organization that was taken over with the provider's own credential has none of its own: use no Provider for what is in it.";

function argumentProblem(args: Properties, isOutput: boolean): string | undefined {
    const government = GOVERNMENT_SETTINGS.find((name) => isPresent(args[name]));
    if (government !== undefined) {
        return `${government} is a setting of the stack, not of a Provider: give it baseUrl: "${GOVERNMENT_BASE_URL}".`;
    }
    const names = [...ARGUMENTS, ...FOREIGN_SETTINGS];
    return knowsOnly(ARGUMENTS)(args)
        .filter(({ property }) => !isOutput || nearestName(property, names) !== undefined)
        .map(({ property, reason }) => `${property}: ${reason}`)[0];
}

/** By the names of the arguments; what the stack sets goes by its own. */
function refuseMalformed(args: Properties): void {
    const { baseUrl } = args;
    if (isPresent(baseUrl) && typeof baseUrl !== "string") {
        throw new AtlasConfigError('baseUrl must be a text, such as "https://cloud.mongodb.com".');
    }
    const address = presentText(baseUrl);
    const allowHttp = readFlag(ALLOW_HTTP, args[ALLOW_HTTP]);
    if (address !== undefined && address !== UNKNOWN) {
        // Whether it is permitted may not be known yet.
        parseBaseUrl(address, "baseUrl", allowHttp === true || args[ALLOW_HTTP] === UNKNOWN);
    }
    for (const [setting, smallest] of Object.entries(TIME_SETTINGS)) {
        readTime(setting, args[setting], smallest);
    }
}

/** As the stack's configuration has it; a blank is nothing. */
function asText(value: unknown): string | undefined {
    return ["number", "boolean"].includes(typeof value) ? String(value) : presentText(value);
}
