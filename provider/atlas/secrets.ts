/** A text without the secrets it may have held. */
export type Redact = (text: string) => string;

/** What stands in the place of a secret. */
export const SHOWN = "[secret]";

/** A "secret" of one letter is a configuration mistake and would only make messages unreadable. */
const SHORTEST_SECRET = 6;

const PATTERNS: readonly RegExp[] = [
    // A server, or a proxy in between, may echo the request's headers in its error page.
    /\bDigest\s+\w+=[^\r\n<]*/gi,
    /\b(?:Basic|Bearer)\s+[\w+/.=-]{16,}/gi,
    // What Atlas has just made is known to nobody yet: a gateway may send its answer on as an error.
    /(?<="(?:privateKey|clientSecret|secret|linkToken|access_token)\\*"\s*:\s*\\*")[^"\\]+/g,
];

/**
 * Takes `secrets`, in any spelling of theirs, and whatever looks like the value of an Authorization header, out of
 * texts. What is added to `secrets` later counts from then on: access tokens become known on the way.
 */
export function redactor(secrets: Iterable<string>): Redact {
    let patterns = new Map<string, RegExp>();
    return (text) => {
        const known = [...secrets].filter(({ length }) => length >= SHORTEST_SECRET);
        // The longest first: of a secret that holds another one, the rest would remain.
        known.sort((one, other) => other.length - one.length);
        // They are long: what was known before is kept, and what has gone is not.
        patterns = new Map(known.map((secret) => [secret, patterns.get(secret) ?? patternOf(secret)]));
        return [...patterns.values(), ...PATTERNS].reduce(
            (rest, pattern) => rest.replace(pattern, SHOWN),
            text,
        );
    };
}

/** `redact` applied to every text in a value that came from JSON, names of members included. */
export function redactDeep(value: unknown, redact: Redact): unknown {
    if (typeof value === "string") {
        return redact(value);
    }
    if (Array.isArray(value)) {
        return value.map((member) => redactDeep(member, redact));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, member]) => [redact(name), redactDeep(member, redact)]));
}

function patternOf(secret: string): RegExp {
    const bytes = Buffer.from(secret);
    // Without its padding, which may stand there or not.
    const encoded = [bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url")];
    return RegExp([secret, ...encoded].map(anySpelling).join("|"), "g");
}

/** Finds a text as it is, and as addresses, forms, JSON and HTML may have it. */
function anySpelling(text: string): string {
    return charactersInAnySpelling(text).join("");
}

/** An expression for each character of a text, as addresses, forms, JSON and HTML may have it. */
export function charactersInAnySpelling(text: string): string[] {
    return Array.from(text, (character) =>
        /\w/.test(character) ? character : `(?:${spellingsOf(character).join("|")})`,
    );
}

const BACKSLASHES = "\\\\";
const HTML_NAMES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };

/** Each as an expression. */
function spellingsOf(character: string): string[] {
    const code = character.codePointAt(0) ?? 0;
    const bytes = Array.from(Buffer.from(character), hexPair);
    const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
    return [
        // JSON in JSON in JSON has ever more backslashes.
        character === "\\"
            ? `${BACKSLASHES}+`
            : `${BACKSLASHES}*${character.replace(/[$()*+./?[\]^{|}-]/, "\\$&")}`,
        ...(/[\f\n\r\t]/.test(character) ? [`${BACKSLASHES}+${JSON.stringify(character).slice(2, -1)}`] : []),
        `${BACKSLASHES}+u${units.map((unit) => hexPair(unit >> 8) + hexPair(unit & 255)).join(`${BACKSLASHES}+u`)}`,
        bytes.map((pair) => `%${pair}`).join(""),
        `&(?:${HTML_NAMES[character] ?? "apos"}|#${code}|#[xX]0*${anyCase(code.toString(16))});`,
        ...(character === " " ? ["\\+"] : []),
    ];
}

function hexPair(byte: number): string {
    return anyCase(byte.toString(16).padStart(2, "0"));
}

/** Hexadecimal digits as an expression that takes small and capital letters. */
function anyCase(hex: string): string {
    return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

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
