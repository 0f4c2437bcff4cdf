import { styleText } from "node:util";
import type { StepSymbol } from "./wording";

type Colour = "bold" | "cyan" | "green" | "yellow" | "red" | "dim";

/** One resource and what became of it. */
export interface Row {
    readonly symbol: StepSymbol;
    readonly kind: string;
    readonly name: string;
    readonly outcome: string;
}

/** What a screen prints to: a terminal, a pipe, a file. */
export interface Output {
    write(text: string): unknown;
    readonly isTTY?: boolean;
}

const MAX_WIDTH = 100;
const COLOUR_OF_SYMBOL: Record<StepSymbol, Colour> = {
    " ": "dim",
    "+": "green",
    "++": "green",
    "-": "red",
    "--": "red",
    "~": "yellow",
    "+-": "yellow",
    ">": "cyan",
    ">>": "cyan",
    "<": "cyan",
    "<<": "cyan",
};

/** Prints for people: at most 100 columns wide, in colour only on a terminal. */
export class Screen {
    readonly #out: Output;
    readonly #hasColour: boolean;
    #headings = 0;

    constructor(out: Output) {
        this.#out = out;
        this.#hasColour = out.isTTY === true && !process.env["NO_COLOR"];
    }

    title(text: string): void {
        this.line(`\n${this.#paint("bold", text)}`);
    }

    /** Names and values below each other, after a blank line; long values are wrapped. */
    facts(facts: readonly (readonly [string, string])[]): void {
        this.line("");
        const width = Math.max(...facts.map(([name]) => name.length)) + 2;
        for (const [name, value] of facts) {
            const [first = "", ...rest] = wrap(value, MAX_WIDTH - width - 2);
            this.line(`  ${this.#paint("dim", name.padEnd(width))}${first}`);
            rest.forEach((line) => this.line(" ".repeat(width + 2) + line));
        }
    }

    /** Headings are numbered. */
    heading(text: string): void {
        this.#headings += 1;
        this.line(`\n${this.#paint("bold", `${this.#headings}. ${text}`)}\n`);
    }

    /** What a person would type for what comes next. */
    command(text: string): void {
        this.line(`   ${this.#paint("cyan", `$ ${text}`)}\n`);
    }

    rows(rows: readonly Row[]): void {
        const symbolWidth = Math.max(...rows.map(({ symbol }) => symbol.length));
        const kindWidth = Math.max(...rows.map(({ kind }) => kind.length)) + 2;
        const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + 2;
        for (const { symbol, kind, name, outcome } of rows) {
            const text = `${symbol.padEnd(symbolWidth)} ${kind.padEnd(kindWidth)}${name.padEnd(nameWidth)}${outcome}`;
            this.line(`   ${this.#paint(COLOUR_OF_SYMBOL[symbol], text)}`);
        }
    }

    /** Lines to be read, or typed, as they stand: never wrapped. */
    verbatim(lines: readonly string[]): void {
        lines.forEach((line) => this.line(line === "" ? "" : `   ${line}`));
    }

    /** A paragraph, with a blank line before it. */
    say(text: string): void {
        this.line(
            `\n${wrap(text, MAX_WIDTH - 3)
                .map((line) => `   ${line}`)
                .join("\n")}`,
        );
    }

    /** Says on a terminal that something takes its time; the returned function takes that back. */
    wait(text: string): () => void {
        if (this.#out.isTTY !== true) {
            return () => undefined;
        }
        this.#out.write(`   ${this.#paint("dim", `${text} …`)}`);
        return () => void this.#out.write("\r\u001b[K");
    }

    line(text: string): void {
        this.#out.write(`${text}\n`);
    }

    #paint(colour: Colour, text: string): string {
        return this.#hasColour ? styleText(colour, text) : text;
    }
}

/** Breaks at spaces; a word that is longer than the width gets a line of its own. */
function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= width) {
            lines[lines.length - 1] = `${last} ${word}`;
        } else {
            lines.push(word);
        }
    }
    return lines;
}
