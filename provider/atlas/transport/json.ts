/** Stands for a text that is not JSON; no value of JSON could. */
export const NOT_JSON = Symbol("not JSON");

/** The value of a JSON text, or NOT_JSON. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return NOT_JSON;
    }
}

/** An object by its fields; anything else has none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
