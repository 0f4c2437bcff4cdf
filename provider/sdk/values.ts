import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../schema/properties";

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

/** Undefined as long as one of them is unknown, which only a preview leaves so. Values may themselves be undefined. */
export async function knownValues(
    given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown> | undefined> {
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
        // `apply` would make the whole unknown: these two are what the SDK itself goes by, and every Output has them.
        const inner = pulumi.output(value) as unknown as InnerOutput;
        if (!(await inner.isKnown)) {
            return undefined;
        }
        values[name] = await inner.promise();
    }
    return values;
}

interface InnerOutput {
    readonly isKnown: Promise<boolean>;
    promise(): Promise<unknown>;
}
