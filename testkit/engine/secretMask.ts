import type { PropertyValue } from "./values/properties";
import { isPropertyMap, Secret } from "./values/properties";

/** A shorter secret would blank out half of every line; Pulumi draws the same line. */
const MIN_LENGTH = 3;

/** Knows the secrets of a run and takes them out of text. */
export class SecretMask {
    readonly #secrets = new Set<string>();
    /** The longest first: one secret may hold another. Undefined when a new one has come. */
    #sorted: string[] | undefined;

    /** Remembers each secret in the value. */
    learn(value: PropertyValue | undefined): void {
        if (value instanceof Secret) this.#learnText(value.element);
        else if (Array.isArray(value)) for (const item of value) this.learn(item);
        else if (isPropertyMap(value)) for (const item of Object.values(value)) this.learn(item);
    }

    mask(text: string): string {
        this.#sorted ??= [...this.#secrets].sort((one, other) => other.length - one.length);
        let masked = text;
        for (const secret of this.#sorted) masked = masked.replaceAll(secret, "[secret]");
        return masked;
    }

    #learnText(value: PropertyValue): void {
        if (typeof value === "string") this.#add(value);
        else if (value instanceof Secret) this.#learnText(value.element);
        else if (Array.isArray(value)) for (const item of value) this.#learnText(item);
        else if (isPropertyMap(value)) for (const item of Object.values(value)) this.#learnText(item);
    }

    /** Also as it stands in JSON. */
    #add(secret: string): void {
        if (secret.length < MIN_LENGTH || this.#secrets.has(secret)) return;
        this.#secrets.add(secret);
        this.#secrets.add(JSON.stringify(secret).slice(1, -1));
        this.#sorted = undefined;
    }
}
