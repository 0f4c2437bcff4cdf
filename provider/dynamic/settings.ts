import type { AtlasCredential } from "../atlas/credential";
import { AtlasConfigError } from "../atlas/errors";
import { quoted } from "../atlas/secretShapes";
import type { CredentialField, CredentialNames } from "./credentialSettings";
import { OWN_NAMES, presentText, readCredential } from "./credentialSettings";

/** How to reach Atlas, and how long to try; what is not given is the client's default. */
export interface ConnectionSettings {
    readonly baseUrl?: string;
    readonly requestTimeoutMs?: number;
    readonly maxRetryMs?: number;
    readonly maxRateLimitWaitMs?: number;
}

/** Looks a setting up by its full name, for example "mongodbatlas:publicKey". */
export type GetConfig = (key: string) => unknown;

/** The settings that are numbers of milliseconds, with the smallest that makes sense. */
export const TIME_SETTINGS = { requestTimeoutMs: 1, maxRetryMs: 0, maxRateLimitWaitMs: 0 } as const;

/** The environment, in order: the names that Terraform's provider, Pulumi's and the Atlas CLI read. */
const CREDENTIAL_VARIABLES: readonly Partial<CredentialNames>[] = [
    { accessToken: "MONGODB_ATLAS_ACCESS_TOKEN" },
    { clientId: "MONGODB_ATLAS_CLIENT_ID", clientSecret: "MONGODB_ATLAS_CLIENT_SECRET" },
    { publicKey: "MONGODB_ATLAS_PUBLIC_API_KEY", privateKey: "MONGODB_ATLAS_PRIVATE_API_KEY" },
    { publicKey: "MONGODB_ATLAS_PUBLIC_KEY", privateKey: "MONGODB_ATLAS_PRIVATE_KEY" },
    { publicKey: "MCLI_PUBLIC_API_KEY", privateKey: "MCLI_PRIVATE_API_KEY" },
];

const BASE_URL_VARIABLES = ["MONGODB_ATLAS_BASE_URL", "MCLI_OPS_MANAGER_URL"] as const;

/**
 * Where Atlas is, from the provider instance's configuration, then from the environment; and the times that the
 * configuration sets.
 *
 * @throws AtlasConfigError if a time is not a whole number.
 */
export function resolveConnection(getConfig: GetConfig, environment: NodeJS.ProcessEnv): ConnectionSettings {
    const baseUrl = [
        getConfig("mongodbatlas:baseUrl"),
        ...BASE_URL_VARIABLES.map((name) => environment[name]),
    ]
        .map(presentText)
        .find((text) => text !== undefined);
    const times = Object.entries(TIME_SETTINGS).flatMap(([name, smallest]) => {
        const value = readTime(`mongodbatlas:${name}`, getConfig(`mongodbatlas:${name}`), smallest);
        return value === undefined ? [] : [[name, value] as const];
    });
    return { ...(baseUrl !== undefined && { baseUrl }), ...Object.fromEntries(times) };
}

/**
 * The credential, from the provider instance's configuration, then from the environment. All of it comes from the same
 * source.
 *
 * @throws AtlasConfigError naming the setting that is missing, half given or swapped, and the fix.
 */
export function resolveCredential(getConfig: GetConfig, environment: NodeJS.ProcessEnv): AtlasCredential {
    const configNames = renamed(OWN_NAMES, (field) => `mongodbatlas:${field}`);
    const sources = [
        { names: configNames, read: getConfig },
        ...CREDENTIAL_VARIABLES.map((variables) => ({
            names: { ...configNames, ...variables },
            read: (name: string) => (isVariable(name, variables) ? environment[name] : undefined),
        })),
    ];
    for (const { names, read } of sources) {
        const credential = readCredential(
            renamed(names, (_field, name) => read(name)),
            names,
        );
        if (credential !== undefined) {
            return credential;
        }
    }
    throw new AtlasConfigError(
        "No Atlas credential is set: run `pulumi config set mongodbatlas:clientId …` and `pulumi config set --secret mongodbatlas:clientSecret …` for a service account, or mongodbatlas:publicKey and mongodbatlas:privateKey for an API key; or set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY.",
    );
}

/**
 * A number of milliseconds, which configuration holds as text; undefined if there is none.
 *
 * @throws AtlasConfigError if it is not a whole number, or too small.
 */
export function readTime(name: string, value: unknown, smallest: number): number | undefined {
    const text = typeof value === "number" ? String(value) : presentText(value);
    if (text === undefined) {
        return undefined;
    }
    if (!/^\d{1,9}$/.test(text) || Number(text) < smallest) {
        throw new AtlasConfigError(
            `${name} is ${quoted(text)}: give milliseconds as a whole number from ${smallest}.`,
        );
    }
    return Number(text);
}

function isVariable(name: string, variables: Partial<CredentialNames>): boolean {
    return Object.values(variables).includes(name);
}

function renamed<T>(
    names: CredentialNames,
    rename: (field: CredentialField, name: string) => T,
): Record<CredentialField, T> {
    const entries = Object.entries(names) as [CredentialField, string][];
    return Object.fromEntries(entries.map(([field, name]) => [field, rename(field, name)])) as Record<
        CredentialField,
        T
    >;
}
