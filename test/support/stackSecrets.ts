import { expect } from "chai";
import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";

/** Knows every secret that the emulated Atlas has ever held, and looks for them where none may be. */
export class SecretWatch {
    readonly #secrets = new Set<string>();

    /** Notes the secrets that Atlas holds now; those of before stay known. */
    note({ store }: EmulatedAtlas): void {
        for (const { privateKey } of store.apiKeys.values()) {
            this.#secrets.add(privateKey);
        }
        for (const { linkToken } of store.linkTokens) {
            this.#secrets.add(linkToken);
        }
    }

    add(secret: string): void {
        this.#secrets.add(secret);
    }

    /** Fails if a known secret stands in the text, also when its failure message would print it. */
    expectNone(text: string, place: string): void {
        const leaked = [...this.#secrets].filter((secret) => text.includes(secret));
        const shown = leaked.map((secret) => `…${secret.slice(-6)} in ${surroundings(text, secret)}`);
        expect(shown, `secrets in clear in ${place}`).to.deep.equal([]);
    }
}

function surroundings(text: string, secret: string): string {
    const at = text.indexOf(secret);
    return JSON.stringify(`${text.slice(Math.max(0, at - 120), at)}<secret>`);
}
