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

/** Longer texts are cut where an error quotes them: somebody may have given a whole file. */
const MAX_QUOTED_LENGTH = 200;

/** White space other than the blank, and characters that take no room: JSON leaves most of them as they are. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** A value as an error may quote it: short, without secrets, and with every character visible. */
export function quoted(value: unknown): string {
    const text = withoutSecrets(JSON.stringify(value));
    const shown = text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
    return shown.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
