import { expect } from "chai";
import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";

/** A part of a secret this long would be bad enough. */
const LONGEST_HARMLESS_PART = 12;

/** Knows every secret that the emulated Atlas has ever held, and looks for them where none may be. */
export class SecretWatch {
    readonly #secrets = new Set<string>();

    /** Notes the secrets that Atlas holds now; those of before stay known. */
    note({ store, requests }: EmulatedAtlas): void {
        for (const { privateKey } of store.apiKeys.values()) {
            this.#secrets.add(privateKey);
        }
        for (const { secrets } of store.serviceAccounts.values()) {
            secrets.forEach(({ secret }) => this.#secrets.add(secret));
        }
        for (const token of store.accessTokens.keys()) {
            this.#secrets.add(token);
        }
        for (const { linkToken } of store.linkTokens) {
            this.#secrets.add(linkToken);
        }
        for (const { headers } of requests) {
            this.noteAuthorization(headers.authorization);
        }
    }

    /** Notes what an Authorization header has shown of a secret: a token, a secret in base64, or a digest's response. */
    noteAuthorization(authorization = ""): void {
        const [, token] = /^(?:Basic|Bearer) (.*)$/.exec(authorization) ?? [];
        const [, response] = /\bresponse="(.*?)"/.exec(authorization) ?? [];
        [token, response].forEach((secret) => secret !== undefined && this.#secrets.add(secret));
    }

    add(secret: string): void {
        this.#secrets.add(secret);
    }

    /** Fails if a known secret stands in the text, however it is spelled; its failure message prints none. */
    expectNone(text: string, place: string): void {
        const leaked = [...this.#secrets].flatMap((secret) =>
            spellingsOf(secret).flatMap((spelling) =>
                text.includes(spelling) ? [`…${secret.slice(-6)} in ${surroundings(text, spelling)}`] : [],
            ),
        );
        expect(leaked, `secrets in clear in ${place}`).to.deep.equal([]);
    }
}

/** How a secret, or a half of it, may stand in a text. */
export function spellingsOf(secret: string): string[] {
    const middle = Math.ceil(secret.length / 2);
    const halves = middle > LONGEST_HARMLESS_PART ? [secret.slice(0, middle), secret.slice(middle)] : [];
    return [...new Set([secret, ...halves].flatMap(spell)), ...wholeSpellingsOf(secret)];
}

/** How a secret may stand in a text. */
export function wholeSpellingsOf(secret: string): string[] {
    const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
    return [...new Set([...spell(secret), base64])];
}

function spell(text: string): string[] {
    const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
    return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), html];
}

function surroundings(text: string, secret: string): string {
    const at = text.indexOf(secret);
    return JSON.stringify(`${text.slice(Math.max(0, at - 120), at)}<secret>`);
}
