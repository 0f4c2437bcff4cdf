import type { PropertyValue } from "./properties";
import { isPropertyMap, ResourceReference, Secret, Unknown } from "./properties";

/** A value as Pulumi's messages show it, which is how Go prints the struct that holds it: "{1}", "{[{a} {b}]}". */
export function goFormat(value: PropertyValue | undefined): string {
    return `{${goElement(value ?? null)}}`;
}

function goElement(value: PropertyValue): string {
    if (value === null) return "<nil>";
    if (value instanceof Secret) return "[secret]";
    if (value instanceof Unknown) return "[unknown]";
    if (value instanceof ResourceReference) return value.urn;
    if (Array.isArray(value)) return `[${value.map(goFormat).join(" ")}]`;
    if (!isPropertyMap(value)) return String(value);
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${goFormat(value[key])}`).join(" ")}]`;
}
