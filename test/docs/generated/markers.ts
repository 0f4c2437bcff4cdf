import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const REPOSITORY = path.join(__dirname, "../../..");

/** A part of a page that a command writes. */
export interface GeneratedPart {
    /** From the root of the repository: "docs/errors.md". */
    readonly page: string;
    /** Stands in the marks around the part, so it is one of its kind in the page. */
    readonly name: string;
    /** Markdown, without a line break at its end. */
    readonly text: string;
}

/** What stands in a page between the marks of a part. @throws Error if the page has no such marks. */
export function writtenPart({ page, name }: Omit<GeneratedPart, "text">): string {
    const text = readPage(page);
    const [from, to] = placeOf(text, { page, name });
    return text.slice(from, to).trim();
}

/** Puts a part between its marks. */
export function writePart({ page, name, text }: GeneratedPart): void {
    const old = readPage(page);
    const [from, to] = placeOf(old, { page, name });
    writeFileSync(path.join(REPOSITORY, page), `${old.slice(0, from)}\n\n${text}\n\n${old.slice(to)}`);
}

/** Where the first mark ends, and the second begins. */
function placeOf(text: string, { page, name }: Omit<GeneratedPart, "text">): [number, number] {
    const first = `<!-- npm run docs: ${name} -->`;
    const second = `<!-- end: ${name} -->`;
    const [from, to] = [text.indexOf(first), text.indexOf(second)];
    if (from < 0 || to < from) {
        throw new Error(`${page} has no lines "${first}" and "${second}", one after the other.`);
    }
    return [from + first.length, to];
}

export function readPage(page: string): string {
    return readFileSync(path.join(REPOSITORY, page), "utf8");
}
