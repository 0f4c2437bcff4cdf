/** Starts work on all names, `size` at a time, and tells for each how it ended. */
export function inPool<T>(
    size: number,
    names: readonly string[],
    work: (name: string) => Promise<T>,
): Map<string, Promise<T>> {
    const lanes = Array.from({ length: size }, () => Promise.resolve() as Promise<unknown>);
    return new Map(
        names.map((name, index) => {
            const result = lanes[index % size]!.then(() => work(name));
            // Who asks for the result hears of its failure; the lane goes on.
            lanes[index % size] = result.catch(() => undefined);
            return [name, result];
        }),
    );
}
