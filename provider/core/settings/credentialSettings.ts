import type { AtlasCredential } from "../../atlas/auth/credential";
import { AtlasConfigError } from "../../atlas/errors/errors";
import type { CredentialField, CredentialNames } from "./credentialParts";
import { OWN_NAMES } from "./credentialParts";
import { misplacement, shapeProblem } from "./credentialShapes";
import { isPresent } from "../properties";
import { UNKNOWN } from "../unknown";

/**
 * Where a credential was found: in the configuration of the provider instance, among MongoDB's variables of the
 * environment, among those of the Atlas CLI (MCLI_…), or in a resource.
 */
export type CredentialSource = "configuration" | "environment" | "atlasCli" | "resource";

/** What somebody gave of a credential; null and blank count as nothing, as an explicit provider has them. */
export type CredentialParts = { readonly [Field in CredentialField]?: unknown };

const FIELDS = Object.keys(OWN_NAMES) as CredentialField[];

/**
 * The credential that was given: an access token, else a service account, else an API key. Undefined if nothing was.
 * A part that is not known yet counts as given, and as good.
 *
 * @throws AtlasConfigError if a half of any is missing, a part stands in the place of another, or a part is no text, or
 *     one that no part can be. No message repeats a part.
 */
export function readCredential(parts: CredentialParts, names: CredentialNames): AtlasCredential | undefined {
    const misfit = FIELDS.find((field) => isPresent(parts[field]) && typeof parts[field] !== "string");
    if (misfit !== undefined) {
        throw new AtlasConfigError(`${names[misfit]} must be a text.`);
    }
    const texts = textsOf(parts);
    for (const [field, text] of Object.entries(texts) as [CredentialField, string][]) {
        const problem =
            text === UNKNOWN ? undefined : (shapeProblem(field, text) ?? misplacement(field, text, names));
        if (problem !== undefined) {
            throw new AtlasConfigError(`${names[field]} ${problem}`);
        }
    }
    return assembled(texts, names);
}

/** As readCredential. @throws AtlasConfigError also if nothing was given. */
export function wholeCredential(parts: CredentialParts, names: CredentialNames): AtlasCredential {
    return readCredential(parts, names) ?? refuseNothing(names);
}

/**
 * The credential that an organization holds: it has been checked when it was given, or Atlas has made it, whatever it
 * looks like.
 *
 * @throws AtlasConfigError if it is not whole.
 */
export function heldCredential(parts: CredentialParts): AtlasCredential {
    return assembled(textsOf(parts), OWN_NAMES) ?? refuseNothing(OWN_NAMES);
}

type CredentialTexts = { readonly [Field in CredentialField]?: string };

function textsOf(parts: CredentialParts): CredentialTexts {
    return Object.fromEntries(
        FIELDS.flatMap((field) => {
            const text = presentText(parts[field]);
            return text === undefined ? [] : [[field, text]];
        }),
    );
}

function assembled(
    { accessToken, clientId, clientSecret, publicKey, privateKey }: CredentialTexts,
    names: CredentialNames,
): AtlasCredential | undefined {
    const account = halves([clientId, clientSecret], [names.clientId, names.clientSecret], ACCOUNT);
    const key = halves([publicKey, privateKey], [names.publicKey, names.privateKey], KEY);
    if (accessToken !== undefined) {
        return { accessToken };
    }
    if (account !== undefined) {
        return { clientId: account[0], clientSecret: account[1] };
    }
    return key && { publicKey: key[0], privateKey: key[1] };
}

function refuseNothing(names: CredentialNames): never {
    throw new AtlasConfigError(
        `There is no credential: give ${names.clientId} and ${names.clientSecret} of a service account, or ${names.publicKey} and ${names.privateKey} of an API key.`,
    );
}

const ACCOUNT = "the service account's id and its secret";
const KEY = "both halves of the API key";

/** Two texts that are of use only together. */
function halves(
    [first, second]: readonly [string | undefined, string | undefined],
    [firstName, secondName]: readonly [string, string],
    whole: string,
): [string, string] | undefined {
    if (first === undefined && second === undefined) {
        return undefined;
    }
    if (first !== undefined && second !== undefined) {
        return [first, second];
    }
    if ((first ?? second) === UNKNOWN) {
        // It may turn out to be nothing.
        return [UNKNOWN, UNKNOWN];
    }
    const [missing, given] = first === undefined ? [firstName, secondName] : [secondName, firstName];
    throw new AtlasConfigError(`${missing} is not set although ${given} is: give ${whole}.`);
}

/** A value that may be missing, null or blank. */
export function presentText(value: unknown): string | undefined {
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? undefined : text;
}
