import { GOVERNMENT_BASE_URL, parseBaseUrl, refuseInClear } from "../../atlas/transport/baseUrl";
import { AtlasConfigError } from "../../atlas/errors/errors";
import { knowsOnly } from "../checks";
import { readFlag, readTime, resolveConnection } from "./connectionSettings";
import { OWN_NAMES } from "./credentialParts";
import { presentText, readCredential } from "./credentialSettings";
import { nearestName } from "../nearestName";
import type { Properties } from "../properties";
import { isPresent } from "../properties";
import {
    ADDRESS_SETTINGS,
    ALLOW_HTTP,
    CREDENTIAL_SETTINGS,
    FOREIGN_SETTINGS,
    fullName,
    GOVERNMENT_SETTINGS,
    keyProblems,
    TIME_SETTINGS,
} from "./settingNames";
import { UNKNOWN } from "../unknown";

/** Looks a setting of the stack up by its short name, for example "baseUrl". */
export type LookUp = (setting: string) => string | undefined;

const TIMES = Object.keys(TIME_SETTINGS);
const ARGUMENTS: readonly string[] = [...CREDENTIAL_SETTINGS, "baseUrl", ALLOW_HTTP, ...TIMES];

/** The settings that an explicit provider takes from the stack; with names that are no arguments only if they are set there. */
export function inheritedNames(stack: LookUp): readonly string[] {
    return [...ADDRESS_SETTINGS, ...TIMES].filter(
        (name) => ARGUMENTS.includes(name) || stack(name) !== undefined,
    );
}

/** What an explicit provider goes by beside its credential, as texts: its own arguments, then what the stack sets. */
export function withInherited(args: Properties, stack: LookUp): Record<string, string | undefined> {
    const own = [...inheritedNames(stack), ALLOW_HTTP].map((name) => [name, asText(args[name])] as const);
    return { ...Object.fromEntries(own), ...inheritedSettings(args, stack) };
}

/** What the stack adds to the arguments of an explicit provider: no part of a credential, and nothing beside an address of its own. */
export function inheritedSettings(args: Properties, stack: LookUp): Record<string, string> {
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
    readonly stack: LookUp;
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
