// The forms in which Atlas makes secrets: how one is told that stands where something else should.

export function looksLikePrivateKey(text: string): boolean {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export function looksLikeClientSecret(text: string): boolean {
    return text.startsWith("mdb_sa_sk_");
}

/** Private keys, secrets of service accounts, and access tokens (JSON in base64), wherever they stand in a text. */
const SECRETS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mdb_sa_sk_[\w-]+|\beyJ[\w-]+\.[\w.-]*/gi;

/** A text as an error may show it: a secret may have slipped into the place of something else. */
export function withoutSecrets(text: string): string {
    return text.replace(SECRETS, "[what looks like a secret]");
}

/** A value as an error may quote it. */
export function quoted(value: unknown): string {
    return withoutSecrets(JSON.stringify(value));
}
