/** A text without the secrets it may have held. */
export type Redact = (text: string) => string;

// A server, or a proxy in between, may echo the request's headers in its error page.
const AUTHORIZATION_VALUES = [/\bDigest\s+\w+=[^\r\n<]*/gi, /\b(?:Basic|Bearer)\s+[\w+/.=-]{16,}/gi];

/**
 * Takes `secrets`, and whatever looks like the value of an Authorization header, out of texts. The list may grow: access
 * tokens become known on the way.
 */
export function redactor(secrets: readonly string[]): Redact {
    return (text) => {
        // A "secret" of one letter is a configuration mistake and would only make messages unreadable.
        const spellings = secrets.filter((secret) => secret.length >= 6);
        const withoutSecrets = spellings.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
        return AUTHORIZATION_VALUES.reduce((rest, value) => rest.replace(value, "[secret]"), withoutSecrets);
    };
}

/** `redact` applied to every text in a value that came from JSON. */
export function redactDeep(value: unknown, redact: Redact): unknown {
    const json = JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === "string" ? redact(inner) : inner,
    ) as string | undefined;
    return json === undefined ? undefined : JSON.parse(json);
}
