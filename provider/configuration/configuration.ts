import { ADDRESS_SETTINGS, CREDENTIAL_SETTINGS, FOREIGN_SETTINGS, fullName } from "./names";

/** The configuration of a provider instance; for the default one, it is the whole stack's. */
export interface Configuration {
    /** Looks a setting up by its full name, for example "mongodbatlas:publicKey". */
    readonly get: (key: string) => unknown;
    /** The full names of what is set. */
    readonly keys: () => readonly string[];
}

/** What a front hands over, by full names: the dynamic one, Pulumi's `dynamic.Config`. */
export interface GivenConfiguration {
    get(key: string): unknown;
}

export function configurationOf(config: GivenConfiguration | undefined): Configuration {
    const get = (key: string): unknown => config?.get(key);
    return { get, keys: () => keysOf(config) ?? LIKELY_KEYS.filter((key) => isSet(get(key))) };
}

/** What `configurationOf` takes, of values by full names. */
export function recordOf(rawConfig: Readonly<Record<string, unknown>>): GivenConfiguration {
    const given = { get: (key: string) => rawConfig[key], rawConfig };
    return given;
}

/** Pulumi's class says no keys, but has held a record of all values since its first version. */
function keysOf(config: GivenConfiguration | undefined): string[] | undefined {
    const { rawConfig } = (config ?? {}) as { rawConfig?: unknown };
    return typeof rawConfig === "object" && rawConfig !== null
        ? Object.entries(rawConfig)
              .filter(([, value]) => isSet(value))
              .map(([key]) => key)
        : undefined;
}

function isSet(value: unknown): boolean {
    return value !== undefined && value !== null && value !== "";
}

/** For the day when Pulumi holds its values elsewhere: how settings are misspelled most often. */
const LIKELY_KEYS = [...CREDENTIAL_SETTINGS, ...ADDRESS_SETTINGS, ...FOREIGN_SETTINGS].flatMap((setting) => {
    const snake = setting.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const spellings = [
        setting,
        setting.toLowerCase(),
        snake,
        snake.toUpperCase(),
        snake.replaceAll("_", "-"),
    ];
    return spellings.map(fullName);
});
