/** Words around those of an error. */
export interface Explanation {
    /** What happened, as we see it; what the error says follows in parentheses. @default nothing */
    readonly before?: string;
    /** What the error means, and what to do about it. @default nothing */
    readonly after?: string;
}

/** An error that explains another. Its cause is the other, unless another cause is given. */
export function explained(
    error: unknown,
    { cause = error, ...words }: Explanation & { readonly cause?: unknown },
): Error {
    return new Error(explanation(error, words), { cause });
}

/** What an error says, with words around it. */
export function explanation(error: unknown, { before = "", after = "" }: Explanation): string {
    const said = messageOf(error);
    return inSentences(before, before === "" ? said : `(${said})`, after);
}

/** What an error says. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

/** Sentences in one line, without those that are empty. */
export function inSentences(...sentences: readonly string[]): string {
    return sentences.filter((text) => text !== "").join(" ");
}
