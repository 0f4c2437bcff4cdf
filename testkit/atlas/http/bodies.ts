import { badRequest, invalidField } from "../errors";

/** Returns the value of a field, or throws the failure that Atlas would answer with. */
export type FieldReader<T> = (value: unknown, field: string) => T;

type Readers = Record<string, FieldReader<unknown>>;
type Values<R extends Readers> = { [K in keyof R]: ReturnType<R[K]> };

/** The fields of a request body. Atlas refuses any other. */
export interface BodyShape<R extends Readers, O extends Readers> {
    readonly required: R;
    readonly optional: O;
    /** Fields of the reply that a request must not carry. */
    readonly readOnly?: readonly string[];
}

/** Checks a body against its shape: unknown and missing fields first, then each value. */
export function readObject<R extends Readers, O extends Readers>(
    body: unknown,
    shape: BodyShape<R, O>,
): Values<R> & Partial<Values<O>> {
    const object = asObject(body);
    refuseUnknown(object, shape);
    refuseMissing(object, Object.keys(shape.required));
    const readers: Readers = { ...shape.required, ...shape.optional };
    const entries = Object.entries(object).map(([field, value]) => [field, readers[field]?.(value, field)]);
    return Object.fromEntries(entries) as Values<R> & Partial<Values<O>>;
}

export function text(minLength: number, maxLength: number): FieldReader<string> {
    return (value, field) => {
        if (typeof value !== "string" || value.length < minLength || value.length > maxLength) {
            throw invalidField(field, `must be a string of ${minLength} to ${maxLength} characters`);
        }
        return value;
    };
}

export function hexId(value: unknown, field: string): string {
    if (typeof value !== "string" || !/^[a-f0-9]{24}$/.test(value)) {
        throw invalidField(field, "must be a 24-hexadecimal digit string");
    }
    return value;
}

export function flag(value: unknown, field: string): boolean {
    if (typeof value !== "boolean") {
        throw invalidField(field, "must be true or false");
    }
    return value;
}

export function wholeNumber(minimum: number, maximum: number): FieldReader<number> {
    return (value, field) => {
        if (typeof value !== "number" || !Number.isInteger(value) || value < minimum || value > maximum) {
            throw invalidField(field, `must be a whole number from ${minimum} to ${maximum}`);
        }
        return value;
    };
}

export function orNull<T>(reader: FieldReader<T>): FieldReader<T | null> {
    return (value, field) => (value === null ? null : reader(value, field));
}

export function arrayOf<T>(reader: FieldReader<T>): FieldReader<T[]> {
    return (value, field) => {
        if (!Array.isArray(value)) {
            throw invalidField(field, "must be an array");
        }
        return value.map((item) => reader(item, field));
    };
}

export function asObject(body: unknown): Record<string, unknown> {
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
        throw badRequest("INVALID_JSON", "The request body must be a JSON object.");
    }
    return body as Record<string, unknown>;
}

function refuseUnknown(object: Record<string, unknown>, shape: BodyShape<Readers, Readers>): void {
    for (const field of Object.keys(object)) {
        if (shape.readOnly?.includes(field) ?? false) {
            throw badRequest("ATTRIBUTE_READ_ONLY", `The attribute ${field} is read-only.`, [field]);
        }
        if (!Object.hasOwn(shape.required, field) && !Object.hasOwn(shape.optional, field)) {
            throw badRequest("INVALID_ATTRIBUTE", `There is no attribute ${field} here.`, [field]);
        }
    }
}

function refuseMissing(object: Record<string, unknown>, required: readonly string[]): void {
    const missing = required.filter((field) => object[field] === undefined || object[field] === null);
    if (missing.length === 1) {
        const [field = ""] = missing;
        throw badRequest("MISSING_ATTRIBUTE", `${field} is missing.`, missing);
    }
    if (missing.length > 1) {
        const names = missing.join(", ");
        throw badRequest("MISSING_ATTRIBUTES", `${names} are missing.`, missing);
    }
}
