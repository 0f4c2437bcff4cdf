// The forms in which Atlas makes secrets: how one is told that stands where something else should.

export function looksLikePrivateKey(text: string): boolean {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export function looksLikePublicKey(text: string): boolean {
    return /^[a-z]{8}$/.test(text);
}

export function looksLikeClientId(text: string): boolean {
    return /^mdb_sa_id_[a-f\d]{24}$/i.test(text);
}

/** Access tokens are JSON Web Tokens. */
export function looksLikeToken(text: string): boolean {
    return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}

export function looksLikeClientSecret(text: string): boolean {
    return text.startsWith("mdb_sa_sk_");
}

/** Private keys, secrets of service accounts, and access tokens (JSON in base64), wherever they stand in a text. */
const SECRETS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mdb_sa_sk_[\w-]+|\beyJ[\w-]+\.[\w.-]*/gi;

/** Control characters, spaces that are not the usual one, and what has no width: they come along when a text is copied. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}|[\u115f\u1160\u3164]/u;

/** A text as an error may show it: a secret may have slipped into the place of something else. */
export function withoutSecrets(text: string): string {
    return text.replace(SECRETS, "[what looks like a secret]");
}

/** Longer texts are cut where an error quotes them: somebody may have given a whole file. */
const MAX_QUOTED_LENGTH = 200;

/** A value as an error may quote it: short, without secrets, and with every character visible: "\u200b". */
export function quoted(value: unknown): string {
    // JSON makes null of NaN, nothing of undefined, and fails on a bigint.
    const text = withoutSecrets(
        ["string", "object"].includes(typeof value) ? JSON.stringify(value) : String(value),
    );
    const shown = text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
    return shown.replace(RegExp(INVISIBLE, "gu"), (it) => `\\u${hexadecimal(it)}`);
}

/** The first character of a text that nobody would see, by its name in Unicode: "U+200B"; undefined if there is none. */
export function invisibleIn(text: string): string | undefined {
    const [found] = INVISIBLE.exec(text) ?? [];
    return found === undefined ? undefined : `U+${hexadecimal(found).toUpperCase()}`;
}

function hexadecimal(character: string): string {
    return (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
}
