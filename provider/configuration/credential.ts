import type { AtlasCredential } from "../atlas/auth/credential";
import { AtlasConfigError } from "../atlas/errors/errors";
import { isPresent, UNKNOWN } from "../schema/properties";
import {
    invisibleIn,
    looksLikeClientId,
    looksLikeClientSecret,
    looksLikePrivateKey,
    looksLikePublicKey,
    looksLikeToken,
} from "../atlas/secrets";

/** The parts of the three kinds of credential, as they are called everywhere. */
export type CredentialField = "accessToken" | "clientId" | "clientSecret" | "publicKey" | "privateKey";

/** How to call the parts in an error: by the names of the place where they were given. */
export type CredentialNames = Readonly<Record<CredentialField, string>>;

/** The names that the parts have in the arguments of resources. */
export const OWN_NAMES: CredentialNames = {
    accessToken: "accessToken",
    clientId: "clientId",
    clientSecret: "clientSecret",
    publicKey: "publicKey",
    privateKey: "privateKey",
};

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

const PLACEHOLDER = "is a placeholder that nothing has filled in: put the value itself there.";

/** What is wrong with texts that stand for a part of a credential: in order, as the first that fits explains most. */
const MISTAKES: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
    {
        pattern: /^["'`“”‘’«»„].*|.*["'`“”‘’«»]$/s,
        problem: "stands in quotation marks: leave them out.",
    },
    {
        pattern: /Output<T>/,
        problem:
            "is the text of a Pulumi Output, not its value: pass the Output itself, or build the text with pulumi.interpolate.",
    },
    {
        pattern: /^(undefined|null|none|nan|true|false|\[object \w+\])$/i,
        problem: "is what a program makes of a value that is missing: look where the value comes from.",
    },
    {
        pattern: /\*{3}|•|●|…|\.{3}/,
        problem:
            "is masked: whoever made the credential was shown the whole of it, once. Make another if it is lost.",
    },
    {
        pattern: /\$\{|\$\(|\{\{|^\$\w+$|^%\w+%$|^[<[({].*[>\])}]$/s,
        problem: PLACEHOLDER,
    },
    {
        // What documentation and templates write where a value belongs.
        pattern:
            /^(my|your|insert|enter)[-_ ]|[-_ ]here$|^(change|replace)[-_ ]?me$|^(todo|tbd|placeholder|redacted)$|^(public|private)[-_ ]?(api[-_ ]?)?key$|^x{6,}$|x{4}-x{4}/i,
        problem: PLACEHOLDER,
    },
    {
        // Of vaults and clouds ("op://…", "arn:…"), and what Pulumi writes of a secret into the file of a stack.
        pattern: /^[a-z][a-z\d+.-]*:\/\/|^(arn|env|file|secure|ssm|vault|v1):/i,
        problem: "says where a secret is, or is an encrypted one: put the value itself there.",
    },
    {
        pattern: /^(bearer|basic|digest)\s/i,
        problem: "begins with the name of an HTTP scheme: leave out that word, and give only what follows.",
    },
    {
        pattern: /[\r\n\u2028\u2029]/,
        problem: "has a line break in it: copy it again, in one line.",
    },
    {
        pattern: /^(export\s+)?[A-Z][A-Z\d_]*\s*=/,
        problem: "is a whole line of an environment file: give only what stands behind the equals sign.",
    },
];

/** Base64 of "mdb_sa_", which ids and secrets of service accounts begin with. */
const SERVICE_ACCOUNT_IN_BASE64 = "bWRiX3Nh";

/**
 * Why a text cannot be a part of a credential, as the rest of a sentence that begins with the name of its setting;
 * undefined if it can. The text itself is never repeated, as it may be a secret. What a part looks like at Atlas may
 * change one day: only what no part can be is refused.
 */
export function shapeProblem(field: CredentialField, text: string): string | undefined {
    const mistake = MISTAKES.find(({ pattern }) => pattern.test(text));
    if (mistake !== undefined) {
        return mistake.problem;
    }
    const invisible = invisibleIn(text);
    if (invisible !== undefined) {
        return `has a character in it that nobody sees (${invisible}): copy it again, without that.`;
    }
    if (isEncoded(text)) {
        return "is encoded in base64: decode it first.";
    }
    // A name stands in clear between the signs of HTTP's headers; of a secret, only a code is sent, or its encoded form.
    const isPossible = field === "publicKey" ? /^[\w-]+$/ : /^[!-~]+$/;
    return isPossible.test(text)
        ? undefined
        : "has characters that are in no credential: copy it again, without spaces and line breaks.";
}

function isEncoded(text: string): boolean {
    return (
        text.startsWith(SERVICE_ACCOUNT_IN_BASE64) ||
        looksLikePrivateKey(Buffer.from(text, "base64").toString("latin1").trim())
    );
}

/** How each part is called among people, and how it is told from the others. */
const PARTS: readonly [CredentialField, string, (text: string) => boolean][] = [
    ["accessToken", "an access token", looksLikeToken],
    ["clientId", "the id of a service account", (text) => /^mdb_sa_(?!sk_)/.test(text)],
    ["clientSecret", "the secret of a service account", looksLikeClientSecret],
    ["publicKey", "a public key", looksLikePublicKey],
    ["privateKey", "a private key", looksLikePrivateKey],
];

/** Says of a text that it is another part than the one whose place it has; as shapeProblem. */
export function misplacement(
    field: CredentialField,
    text: string,
    names: CredentialNames,
): string | undefined {
    const [part, what] = PARTS.find(([, , isIt]) => isIt(text)) ?? [];
    if (field === "clientId" && part !== "clientSecret" && !looksLikeClientId(text)) {
        return 'is not the id of a service account, which is "mdb_sa_id_" and 24 hexadecimal digits.';
    }
    if (part === field || part === undefined) {
        return undefined;
    }
    if (field === "accessToken") {
        return "does not hold an access token, which is what the token endpoint of a service account answers with.";
    }
    if (part === "accessToken") {
        return `holds an access token: give it as ${names.accessToken}.`;
    }
    if (isOfAccount(part) === isOfAccount(field)) {
        return `holds ${what}: swap it with ${names[part]}.`;
    }
    return isOfAccount(part)
        ? `holds a part of a service account ("mdb_sa_…"): give it as ${names.clientId} and ${names.clientSecret}.`
        : `is not a part of a service account, but of an API key: give it as ${names.publicKey} and ${names.privateKey}.`;
}

function isOfAccount(part: CredentialField): boolean {
    return part === "clientId" || part === "clientSecret";
}
