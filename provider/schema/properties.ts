/** The inputs or outputs of a resource as Pulumi's host hands them over: plain JSON values. */
export type Properties = Readonly<Record<string, unknown>>;

/** The version of the outputs' shape, for ever; its absence tells that a `read` serves `get`, which has no state yet. */
export const SCHEMA_VERSION = 1;

/** What goes into state: stamped with the schema version, and without undefined, which the host cannot encode. */
export function toState(outputs: object): Record<string, unknown> {
    return { ...(withoutUndefined(outputs) as object), schemaVersion: SCHEMA_VERSION };
}

export function isPresent<T>(value: T | null | undefined): value is T {
    return value !== null && value !== undefined;
}

/** What Atlas need not show, where nothing else tells it. @throws Error if Atlas has not shown it. */
export function shown<T>(value: T | undefined, what: string): T {
    if (value === undefined) {
        throw new Error(`Atlas's answer does not show ${what}. Try again later.`);
    }
    return value;
}

/** What a lifecycle sees: null counts as absent. */
export function withoutNull(properties: Properties): Record<string, unknown> {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => isPresent(value)));
}

function withoutUndefined(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutUndefined);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, member]) => member !== undefined)
            .map(([name, member]) => [name, withoutUndefined(member)]),
    );
}

/** The texts of these names in inputs or outputs of a resource, at whatever depth. */
export function textsNamed(names: readonly string[], value: unknown): string[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
              typeof member === "string" && names.includes(name) ? [member] : textsNamed(names, member),
          )
        : [];
}

/** What stands for a value that is not known yet when Pulumi previews, in `check` and `diff` of a dynamic provider. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is unknown, or holds one that is. */
export function containsUnknown(value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some(containsUnknown);
    }
    return value === UNKNOWN;
}
