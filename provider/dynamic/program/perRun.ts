/**
 * Memory of one run of a program, by its stack resource: a process may run several programs, one after the other or side
 * by side, and each has a stack resource of its own.
 */
export function perRun<T>(make: () => T): (stackResource: object) => T {
    const memories = new WeakMap<object, { readonly memory: T }>();
    return (stackResource) => {
        const known = memories.get(stackResource) ?? { memory: make() };
        memories.set(stackResource, known);
        return known.memory;
    };
}
