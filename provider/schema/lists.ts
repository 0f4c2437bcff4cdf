const MAX_LISTED = 20;

/** Texts as people read them: of many, the first, and how many others there are. */
export function listed(texts: readonly string[]): string {
    const others = texts.length - MAX_LISTED;
    const shown = texts.slice(0, MAX_LISTED).join(", ");
    return others > 0 ? `${shown} and ${others} others` : shown;
}

/** The values that are not among the excluded ones, in their order. */
export function without<T>(values: readonly T[], excluded: readonly T[]): T[] {
    const set = new Set(excluded);
    return values.filter((value) => !set.has(value));
}
