import type { CredentialField } from "./credential";
import { OWN_NAMES } from "./credential";
import { nearestName } from "../schema/nearestName";

/** The namespace of all settings in a stack's configuration. MongoDB's own provider has the same. */
export const NAMESPACE = "mongodbatlas";

/** The settings that are numbers of milliseconds, with the smallest that makes sense. */
export const TIME_SETTINGS = { requestTimeoutMs: 1, maxRetryMs: 0, maxRateLimitWaitMs: 0 } as const;

/** The parts of a credential, of whichever kind. */
export const CREDENTIAL_SETTINGS = Object.keys(OWN_NAMES) as CredentialField[];

/** The parts of a credential that are secret, always. */
export const SECRET_SETTINGS: readonly string[] = ["privateKey", "clientSecret", "accessToken"];

/** Says that Atlas for Government is meant. MongoDB's provider has both spellings, one in its code, one in its docs. */
export const GOVERNMENT_SETTINGS = ["isMongodbGovCloud", "isMongodbgovCloud"] as const;

/** Permits plain http. Nobody inherits it: it is for the one provider that it is set for. */
export const ALLOW_HTTP = "allowHttp";

/** What says where Atlas is. */
export const ADDRESS_SETTINGS: readonly string[] = ["baseUrl", ...GOVERNMENT_SETTINGS];

/** Settings of MongoDB's provider that change where or as whom it calls, and mean nothing here. */
export const FOREIGN_SETTINGS: readonly string[] = [
    "realmBaseUrl",
    "assumeRole",
    "assumeRoles",
    "secretName",
    "region",
    "stsEndpoint",
    "awsAccessKeyId",
    "awsSecretAccessKey",
    "awsSessionToken",
];

/** What Pulumi itself looks for in the namespace of a provider. */
const SETTINGS_OF_PULUMI: readonly string[] = ["version", "pluginDownloadURL"];

const WHERE_AND_WHO: readonly string[] = [...CREDENTIAL_SETTINGS, ...ADDRESS_SETTINGS];
const OWN_SETTINGS: readonly string[] = [...WHERE_AND_WHO, ...Object.keys(TIME_SETTINGS), ALLOW_HTTP];
const KNOWN_KEYS = [...OWN_SETTINGS, ...SETTINGS_OF_PULUMI].map(fullName);

/** What an unknown setting is about, by its name, if it may have been meant to say where Atlas is, or who calls. */
const SOUNDS_IMPORTANT =
    /key|secret|token|url|host|endpoint|addr|cred|passw|user|profile|role|account|client|gov|auth|api/i;

/** What is wrong with the keys of a configuration; the values play no part. */
export interface KeyProblems {
    /** A sentence for each key that was meant to say where Atlas is or who calls, but is misspelled. */
    readonly errors: readonly string[];
    /** One line about all keys that have no effect although somebody may think so; undefined if there are none. */
    readonly warning: string | undefined;
}

/**
 * @param keys are full, such as "mongodbatlas:publicKey"; those of other namespaces may be among them.
 * @param needed are the settings that somebody must be able to rely on. Default: where Atlas is, and who calls.
 */
export function keyProblems(keys: readonly string[], needed: readonly string[] = WHERE_AND_WHO): KeyProblems {
    // Beside the right one, as a second key of a program's own may stand there, it does no harm.
    const isMissing = ({ meant }: ReadKey) => meant !== undefined && !keys.includes(fullName(meant));
    const strange = keys.map(readKey).filter(isStrange);
    const misspelled = strange.filter(
        (key) => key.isOurs && isMissing(key) && needed.includes(key.meant ?? ""),
    );
    const useless = strange.filter(
        (key) => !misspelled.includes(key) && (key.isOurs ? mayBeRelied(key) : isMissing(key)),
    );
    return {
        errors: misspelled.map(
            ({ key, meant = "" }) =>
                `${key} is no setting; most likely ${fullName(meant)} is meant. Set that one, and remove the other with \`pulumi config rm ${key}\`.`,
        ),
        warning: useless.length === 0 ? undefined : uselessWarning(useless),
    };
}

/** A setting's key in a stack's configuration. */
export function fullName(setting: string): string {
    return `${NAMESPACE}:${setting}`;
}

interface ReadKey {
    readonly key: string;
    /** Without its namespace. */
    readonly name: string;
    /** Whether the namespace is right, and not only like ours: then it may be that of the program's own project. */
    readonly isOurs: boolean;
    /** The setting of ours that it is, or is like. */
    readonly meant: string | undefined;
}

function readKey(key: string): ReadKey {
    const [namespace = "", ...rest] = key.split(":");
    const name = rest.join(":");
    const isLikeOurs = nearestName(namespace, [NAMESPACE]) !== undefined;
    const meant = isLikeOurs ? nearestName(name, OWN_SETTINGS) : undefined;
    return { key, name, meant, isOurs: namespace === NAMESPACE };
}

function isStrange({ key, meant, isOurs }: ReadKey): boolean {
    return (isOurs || meant !== undefined) && !KNOWN_KEYS.includes(key);
}

function mayBeRelied({ name, meant }: ReadKey): boolean {
    return (
        meant !== undefined ||
        SOUNDS_IMPORTANT.test(name) ||
        nearestName(name, FOREIGN_SETTINGS) !== undefined
    );
}

function uselessWarning(useless: readonly ReadKey[]): string {
    const names = useless.map(({ key, meant }) =>
        meant === undefined ? key : `${key} (is ${fullName(meant)} meant?)`,
    );
    return `${names.join(", ")}: this package has no such setting, so where and as whom it calls Atlas does not depend on it. It knows ${OWN_SETTINGS.map(fullName).join(", ")}.`;
}
