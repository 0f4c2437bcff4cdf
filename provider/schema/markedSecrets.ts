import { otherSpellings } from "../atlas/address";
import { ORGANIZATION_ROLES } from "../atlas/endpoints/organizationRole";
import { charactersInAnySpelling, quoted, SHOWN, withoutSecrets } from "../atlas/secrets";
import type { CheckFailure } from "./checks";
import type { Properties } from "./properties";

// Values that the program has marked as secret. Pulumi tells them to a plugin, and not to the host of dynamic resources.

/** A value that the program has marked as secret. Of a list or an object, each member counts. */
export interface MarkedValue {
    /** The input or output that it is, or that it is a part of. */
    readonly property: string;
    readonly value: string | number | boolean;
}

/** Texts shorter than this also occur where no secret is meant. */
const SHORTEST_SOUGHT = 4;

/** What takes secrets that the program has marked out of all that a provider instance says. */
export class MarkedSecrets {
    readonly #places = new Map<string, Place>();
    /** The longest first: of a secret that holds another one, the rest would remain. */
    #inOrder: readonly Place[] = [];

    /**
     * From now on, no text shows these: as they are given, or as addresses, forms, JSON and HTML may have them, and an
     * address in any spelling of it. What is too short to be looked for is only found in quotation marks.
     *
     * @param words are too common to be looked for, as choices and names of properties are.
     */
    hold(values: readonly MarkedValue[], words: readonly string[] = []): void {
        const before = this.#places.size;
        for (const { property, value } of values) {
            if (typeof value === "string" && !isCommon(value, words)) {
                spellingsOf(value).forEach((spelling) => this.#hold(spelling, property));
            }
        }
        if (this.#places.size > before) {
            this.#inOrder = [...this.#places.values()].sort((one, other) => other.length - one.length);
        }
    }

    /** A text without them. */
    readonly redact = (text: string): string =>
        this.#inOrder.reduce(
            (rest, place) => (rest.includes(place.start) ? place.without(rest) : rest),
            text,
        );

    #hold(spelling: string, property: string): void {
        if (!this.#places.has(spelling)) {
            const isSought = spelling.length >= SHORTEST_SOUGHT;
            this.#places.set(spelling, isSought ? anywhere(spelling) : inQuotationMarks(spelling, property));
        }
    }
}

/** How a text is found and taken out. */
interface Place {
    readonly length: number;
    /** A text without this does not hold the secret. */
    readonly start: string;
    without(text: string): string;
}

function isCommon(text: string, words: readonly string[]): boolean {
    const isOurs = [...words, ...ORGANIZATION_ROLES].includes(text) || SHOWN.includes(text);
    return isOurs || text.trim() === "" || /^(true|false|null|[+-]?\d{1,5}(\.\d+)?)$/i.test(text);
}

/** Messages put texts in one line, and leave out what looks like a secret by itself. */
function spellingsOf(text: string): string[] {
    const inOneLine = text.replace(/\s+/g, " ").trim();
    return [...new Set([text, inOneLine, withoutSecrets(text), ...encoded(text), ...otherSpellings(text)])];
}

/** Without padding, which may stand there or not. */
function encoded(text: string): string[] {
    const bytes = Buffer.from(text);
    return text.length < SHORTEST_SOUGHT
        ? []
        : [bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url")];
}

function anywhere(text: string): Place {
    let expression: RegExp | undefined;
    return {
        length: text.length,
        start: startOf(text),
        without(from) {
            expression ??= expressionFor(text);
            return from.replace(expression, SHOWN);
        },
    };
}

function inQuotationMarks(text: string, property: string): Place {
    const characters = charactersInAnySpelling(text).join("");
    return {
        length: text.length,
        start: "",
        without: (from) =>
            from.replace(RegExp(`(\\\\*["'])${characters}\\1`, "g"), `$1${nameOf(property)}$1`),
    };
}

/** In each spelling, what is no letter or digit may look otherwise. */
function startOf(text: string): string {
    return /^[A-Za-z\d]{0,4}/.exec(text)?.[0] ?? "";
}

/** No error quotes more of a text. */
const LONGEST_QUOTED = 200;

/** Finds a text, also one that an error has cut, which ends in "…" then. */
function expressionFor(text: string): RegExp {
    const characters = charactersInAnySpelling(text);
    const first = characters.slice(0, SHORTEST_SOUGHT).join("");
    const others = characters.slice(SHORTEST_SOUGHT, LONGEST_QUOTED);
    const rest = others.reduceRight((after, character) => `(?:${character}${after})?`, "");
    const [before, after] = isWord(text) ? [NO_WORD_BEFORE, "(?![A-Za-z\\d])"] : ["", ""];
    // A spelling of one character may have been cut, too.
    const cut = `${first}${rest}(?:[\\\\%&][\\w#]{0,7})?…`;
    return RegExp(`${before}(?:${characters.join("")}${after}|${cut})`, "g");
}

/** What would be found in the middle of other words, or numbers. */
function isWord(text: string): boolean {
    return text.length < 8 || /^[A-Za-z]+$/.test(text) || otherSpellings(text).length > 0;
}

/** Unless that belongs to the spelling of another character. */
const NO_WORD_BEFORE = "(?:(?<![A-Za-z\\d])|(?<=\\\\[bfnrt]|%[\\dA-Fa-f]{2}|\\\\u[\\dA-Fa-f]{4}))";

/** Names a secret value in the place of the value. */
function nameOf(property: string): string {
    return `[secret ${property}]`;
}

/** Properties as a message may name them: in the place of secrets stands of which property they are. */
export function withoutMarked(properties: Properties, marked: readonly MarkedValue[]): Properties {
    const hidden = ([property, value]: [string, unknown]) => {
        const values: unknown[] = marked
            .filter((each) => each.property === property)
            .map((each) => each.value);
        return [property, values.length === 0 ? value : replaced(value, values, nameOf(property))] as const;
    };
    return marked.length === 0 ? properties : Object.fromEntries(Object.entries(properties).map(hidden));
}

function replaced(value: unknown, secrets: readonly unknown[], name: string): unknown {
    if (Array.isArray(value)) {
        return value.map((member) => replaced(member, secrets, name));
    }
    if (typeof value !== "object" || value === null) {
        return secrets.includes(value) ? name : value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, replaced(member, secrets, name)]),
    );
}

/** A failure whose reason quotes no secret, however short or common, and guesses at none. */
export function failureWithoutMarked(failure: CheckFailure, marked: readonly MarkedValue[]): CheckFailure {
    const [property = ""] = failure.property.split(/[.[]/);
    const values = marked.filter((each) => each.property === property);
    const reason = values.reduce((text, { value }) => withoutQuoted(text, value, property), failure.reason);
    return values.length === 0 ? failure : { ...failure, reason: withoutGuess(reason) };
}

function withoutQuoted(text: string, value: MarkedValue["value"], property: string): string {
    const asItStands = quoted(value).replace(/[$()*+./?[\\\]^{|}-]/g, "\\$&");
    return text.replace(RegExp(`(?<![\\w"])${asItStands}(?![\\w"])`, "g"), nameOf(property));
}

/** A guess at what was meant is most of it. */
function withoutGuess(reason: string): string {
    return reason.replace(/ Did you mean [^?]*\?/, "");
}
