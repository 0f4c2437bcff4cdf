import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../core/unknown";

/** The arguments as `check` would get them at preview: what is not plain yet is unknown. */
export function plainValues(value: unknown): unknown {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) {
        return UNKNOWN;
    }
    if (Array.isArray(value)) {
        return value.map(plainValues);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainValues(member)]));
}
