import type { AtlasCredential } from "../atlas/credential";
import { AtlasConfigError } from "../atlas/errors";
import { looksLikeClientSecret, looksLikePrivateKey } from "../atlas/secretShapes";

/** The parts of the three kinds of credential, as they are called everywhere. */
export type CredentialField = "accessToken" | "clientId" | "clientSecret" | "publicKey" | "privateKey";

/** What somebody gave of a credential; null and blank count as nothing, as an explicit provider has them. */
export type CredentialParts = { readonly [Field in CredentialField]?: unknown };

/** How to call the parts in an error: by the names of the place where they were given. */
export type CredentialNames = Readonly<Record<CredentialField, string>>;

export const OWN_NAMES: CredentialNames = {
    accessToken: "accessToken",
    clientId: "clientId",
    clientSecret: "clientSecret",
    publicKey: "publicKey",
    privateKey: "privateKey",
};

/**
 * The credential that was given: an access token, else a service account, else an API key. Undefined if nothing was.
 *
 * @throws AtlasConfigError if a half of any is missing, or a part stands in the place of another.
 */
export function readCredential(parts: CredentialParts, names: CredentialNames): AtlasCredential | undefined {
    const account = readServiceAccount(parts, names);
    const key = readApiKey(parts, names);
    const accessToken = presentText(parts.accessToken);
    return accessToken === undefined ? (account ?? key) : { accessToken: usableToken(accessToken, names) };
}

/** As readCredential. @throws AtlasConfigError also if nothing was given. */
export function wholeCredential(parts: CredentialParts, names: CredentialNames): AtlasCredential {
    const credential = readCredential(parts, names);
    if (credential === undefined) {
        throw new AtlasConfigError(
            `There is no credential: give ${names.clientId} and ${names.clientSecret} of a service account, or ${names.publicKey} and ${names.privateKey} of an API key.`,
        );
    }
    return credential;
}

function readServiceAccount(parts: CredentialParts, names: CredentialNames): AtlasCredential | undefined {
    const clientId = presentText(parts.clientId);
    const clientSecret = presentText(parts.clientSecret);
    if (clientId === undefined && clientSecret === undefined) {
        return undefined;
    }
    if (clientId === undefined || clientSecret === undefined) {
        throw halfGiven(
            clientId,
            names.clientId,
            names.clientSecret,
            "the service account's id and its secret",
        );
    }
    if (looksLikeClientSecret(clientId)) {
        throw new AtlasConfigError(
            `${names.clientId} holds the secret of a service account: swap it with ${names.clientSecret}.`,
        );
    }
    if (!/^mdb_sa_id_[a-f\d]{24}$/i.test(clientId)) {
        throw new AtlasConfigError(
            `${names.clientId} is not the id of a service account, which is "mdb_sa_id_" and 24 hexadecimal digits.`,
        );
    }
    return { clientId, clientSecret };
}

function readApiKey(parts: CredentialParts, names: CredentialNames): AtlasCredential | undefined {
    const publicKey = presentText(parts.publicKey);
    const privateKey = presentText(parts.privateKey);
    if (publicKey === undefined && privateKey === undefined) {
        return undefined;
    }
    if (publicKey?.startsWith("mdb_sa_") === true) {
        throw new AtlasConfigError(
            `${names.publicKey} holds a part of a service account ("mdb_sa_…"): give it as ${names.clientId} and ${names.clientSecret}.`,
        );
    }
    if (publicKey !== undefined && looksLikePrivateKey(publicKey)) {
        throw new AtlasConfigError(
            `${names.publicKey} holds a private key: swap it with ${names.privateKey}.`,
        );
    }
    if (publicKey === undefined || privateKey === undefined) {
        throw halfGiven(publicKey, names.publicKey, names.privateKey, "both halves of the API key");
    }
    if (privateKey.startsWith("mdb_sa_")) {
        throw new AtlasConfigError(
            `${names.privateKey} holds a part of a service account ("mdb_sa_…"): give it as ${names.clientId} and ${names.clientSecret}.`,
        );
    }
    return { publicKey, privateKey };
}

function halfGiven(
    first: string | undefined,
    firstName: string,
    secondName: string,
    whole: string,
): AtlasConfigError {
    const [missing, given] = first === undefined ? [firstName, secondName] : [secondName, firstName];
    return new AtlasConfigError(`${missing} is not set although ${given} is: give ${whole}.`);
}

function usableToken(accessToken: string, names: CredentialNames): string {
    // Such a value would break the header, or is something else than a token.
    if (/\s/.test(accessToken) || looksLikeClientSecret(accessToken) || looksLikePrivateKey(accessToken)) {
        throw new AtlasConfigError(
            `${names.accessToken} does not hold an access token, which is what the token endpoint of a service account answers with.`,
        );
    }
    return accessToken;
}

/** A value that may be missing, null or blank. */
export function presentText(value: unknown): string | undefined {
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? undefined : text;
}
