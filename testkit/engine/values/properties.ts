/** A value of a resource property, as the engine keeps it: JSON, plus what is secret, unknown, or a resource. */
export type PropertyValue =
    null | boolean | number | string | PropertyValue[] | PropertyMap | Secret | Unknown | ResourceReference;

export interface PropertyMap {
    [key: string]: PropertyValue;
}

/** A value that is masked when printed and encrypted in the state. */
export class Secret {
    readonly element: PropertyValue;

    constructor(element: PropertyValue) {
        this.element = element;
    }
}

/** A value that only a real update will know. */
export class Unknown {
    readonly kind = "unknown";
}

export const UNKNOWN = new Unknown();

/** Another resource as a value. */
export class ResourceReference {
    readonly urn: string;
    /** Undefined for a component. */
    readonly id: string | Unknown | undefined;
    readonly packageVersion: string;

    constructor(urn: string, id: string | Unknown | undefined, packageVersion: string) {
        this.urn = urn;
        this.id = id;
        this.packageVersion = packageVersion;
    }
}

export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
    return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof Secret) &&
        !(value instanceof Unknown) &&
        !(value instanceof ResourceReference)
    );
}

/** Applies `change` to each value of the map. A value for which it returns undefined is left out. */
export function mapValues<T>(
    map: PropertyMap,
    change: (value: PropertyValue, key: string) => T | undefined,
): Record<string, T> {
    const entries: [string, T][] = [];
    for (const [key, value] of Object.entries(map)) {
        const changed = change(value, key);
        if (changed !== undefined) entries.push([key, changed]);
    }
    return Object.fromEntries(entries);
}

/** Whether the value, or anything in it, is of the class. */
export function containsInstance(value: PropertyValue, kind: typeof Secret | typeof Unknown): boolean {
    if (value instanceof kind) return true;
    if (value instanceof Secret) return containsInstance(value.element, kind);
    if (value instanceof ResourceReference) return kind === Unknown && value.id instanceof Unknown;
    if (Array.isArray(value)) return value.some((item) => containsInstance(item, kind));
    return isPropertyMap(value) && Object.values(value).some((item) => containsInstance(item, kind));
}

export function makeSecret(value: PropertyValue): Secret {
    return value instanceof Secret ? value : new Secret(value);
}

/** The value without its secret marks, at any depth. */
export function revealSecrets(value: PropertyValue): PropertyValue {
    if (value instanceof Secret) return revealSecrets(value.element);
    if (Array.isArray(value)) return value.map(revealSecrets);
    return isPropertyMap(value) ? mapValues(value, revealSecrets) : value;
}

/** Equality of the engine: a null counts like a property that is not there; a secret equals only a secret. */
export function isEqual(one: PropertyValue, other: PropertyValue): boolean {
    if (Array.isArray(one)) return Array.isArray(other) && isEqualArray(one, other);
    if (one instanceof Secret) return other instanceof Secret && isEqual(one.element, other.element);
    if (one instanceof Unknown) return other instanceof Unknown;
    if (one instanceof ResourceReference) {
        return other instanceof ResourceReference && isEqualReference(one, other);
    }
    return isPropertyMap(one) ? isPropertyMap(other) && isEqualMap(one, other) : one === other;
}

function isEqualArray(one: PropertyValue[], other: PropertyValue[]): boolean {
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index] ?? null));
}

function isEqualReference(one: ResourceReference, other: ResourceReference): boolean {
    return (
        one.urn === other.urn &&
        (one.id === other.id || [one, other].every(({ id }) => id instanceof Unknown))
    );
}

function isEqualMap(one: PropertyMap, other: PropertyMap): boolean {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].every((key) => isEqual(one[key] ?? null, other[key] ?? null));
}

/**
 * Marks as secret in `outs` what stands under the same key as a secret in `ins`, as the engine does for providers
 * that do not speak secrets (annotateSecrets of pkg/resource/plugin/provider_plugin.go): maps are walked, and an
 * array that holds a secret makes the whole output secret.
 */
export function annotateSecrets(outs: PropertyMap | undefined, ins: PropertyMap | undefined): void {
    for (const [key, inValue] of Object.entries(ins ?? {})) {
        const outValue = outs?.[key];
        if (outs === undefined || outValue === undefined) continue;
        if (isPropertyMap(outValue) && isPropertyMap(inValue)) annotateSecrets(outValue, inValue);
        else if (containsInstance(inValue, Secret)) outs[key] = makeSecret(outValue);
    }
}

/** The value for people: "[secret]" and "[unknown]" instead of what they stand for. */
export function displayValue(value: PropertyValue, showSecrets = false): unknown {
    if (value instanceof Secret) return showSecrets ? displayValue(value.element, true) : "[secret]";
    if (value instanceof Unknown) return "[unknown]";
    if (value instanceof ResourceReference) return typeof value.id === "string" ? value.id : value.urn;
    if (Array.isArray(value)) return value.map((item) => displayValue(item, showSecrets));
    return isPropertyMap(value) ? mapValues(value, (item) => displayValue(item, showSecrets)) : value;
}
