import type { AtlasCredential } from "../atlas/client";
import { AtlasConfigError } from "../atlas/errors";

/** How to reach Atlas. */
export interface AtlasSettings {
    readonly credential: AtlasCredential;
    /** Default: the client's own, https://cloud.mongodb.com. */
    readonly baseUrl?: string;
}

/** Looks a setting up by its full name, for example "mongodbatlas:publicKey". */
export type GetConfig = (key: string) => string | null | undefined;

/** The environment, in order: the names that Terraform's provider, Pulumi's and the Atlas CLI read. */
const CREDENTIAL_VARIABLES = [
    { publicKey: "MONGODB_ATLAS_PUBLIC_API_KEY", privateKey: "MONGODB_ATLAS_PRIVATE_API_KEY" },
    { publicKey: "MONGODB_ATLAS_PUBLIC_KEY", privateKey: "MONGODB_ATLAS_PRIVATE_KEY" },
    { publicKey: "MCLI_PUBLIC_API_KEY", privateKey: "MCLI_PRIVATE_API_KEY" },
] as const;

const BASE_URL_VARIABLES = ["MONGODB_ATLAS_BASE_URL", "MCLI_OPS_MANAGER_URL"] as const;

/** Where Atlas is, from the provider instance's configuration, then from the environment; undefined if nobody says. */
export function resolveBaseUrl(getConfig: GetConfig, environment: NodeJS.ProcessEnv): string | undefined {
    const candidates = [
        getConfig("mongodbatlas:baseUrl"),
        ...BASE_URL_VARIABLES.map((name) => environment[name]),
    ];
    return candidates.map(presentText).find((text) => text !== undefined);
}

/**
 * The credential, from the provider instance's configuration, then from the environment. Both halves come from the same
 * source.
 *
 * @throws AtlasConfigError naming the setting that is missing, half given or swapped, and the fix.
 */
export function resolveCredential(getConfig: GetConfig, environment: NodeJS.ProcessEnv): AtlasCredential {
    const sources = [
        {
            names: { publicKey: "mongodbatlas:publicKey", privateKey: "mongodbatlas:privateKey" },
            read: getConfig,
        },
        ...CREDENTIAL_VARIABLES.map((names) => ({ names, read: (name: string) => environment[name] })),
    ];
    for (const { names, read } of sources) {
        const keys = {
            publicKey: presentText(read(names.publicKey)),
            privateKey: presentText(read(names.privateKey)),
        };
        if (keys.publicKey !== undefined || keys.privateKey !== undefined) {
            return requireCredential(keys, names);
        }
    }
    throw new AtlasConfigError(
        "No Atlas credential is set: run `pulumi config set mongodbatlas:publicKey …` and `pulumi config set --secret mongodbatlas:privateKey …`, or set MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY.",
    );
}

/**
 * A complete key pair.
 *
 * @param names what to call the two halves in the error.
 * @throws AtlasConfigError if a half is missing, or the two are mistaken for something else.
 */
export function requireCredential(
    keys: { publicKey?: string | null | undefined; privateKey?: string | null | undefined },
    names: { publicKey: string; privateKey: string },
): AtlasCredential {
    const publicKey = presentText(keys.publicKey);
    const privateKey = presentText(keys.privateKey);
    if (publicKey === undefined && privateKey === undefined) {
        throw new AtlasConfigError(
            `${names.publicKey} and ${names.privateKey} are not set: give both halves of an API key.`,
        );
    }
    if (publicKey === undefined) {
        throw new AtlasConfigError(
            `${names.publicKey} is not set although ${names.privateKey} is: give both halves of the API key.`,
        );
    }
    if (publicKey.startsWith("mdb_sa_")) {
        throw new AtlasConfigError(
            `${names.publicKey} holds the id of a service account ("mdb_sa_id_…"): give the public key of an API key, eight letters.`,
        );
    }
    if (looksLikePrivateKey(publicKey)) {
        throw new AtlasConfigError(
            `${names.publicKey} holds a private key: swap it with ${names.privateKey}.`,
        );
    }
    if (privateKey === undefined) {
        throw new AtlasConfigError(
            `${names.privateKey} is not set although ${names.publicKey} is: give both halves of the API key.`,
        );
    }
    if (privateKey.startsWith("mdb_sa_")) {
        throw new AtlasConfigError(
            `${names.privateKey} holds the secret of a service account ("mdb_sa_sk_…"): give the private key of an API key.`,
        );
    }
    return { publicKey, privateKey };
}

export function looksLikePrivateKey(value: string): boolean {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** A value that may be missing, null or blank, as an explicit provider's are when nobody gave them. */
function presentText(value: unknown): string | undefined {
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? undefined : text;
}
