/** The values that are not among the excluded ones, in their order. */
export function without<T>(values: readonly T[], excluded: readonly T[]): T[] {
    const set = new Set(excluded);
    return values.filter((value) => !set.has(value));
}
