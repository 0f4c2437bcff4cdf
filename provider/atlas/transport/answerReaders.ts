// How the fields of an answer are read: into what the package uses of them, in the types that it relies on. What the table
// of answers (`endpoints/answers.ts`) does not name, no one gets to see.

/** Reads a value of an answer. @param name what errors call the value: "secrets[0].id". @throws UnusableField */
export type Reader<T> = (value: unknown, name: string) => T;

/** What a reader makes of an answer. */
export type Answer<R> = R extends Reader<infer T> ? T : never;

/** Why a field cannot be used: it is missing, null or of another type; or it is about something else than was asked for. */
export type FieldProblem = "unusable" | "about something else";

/** A field that decides does not hold what it must. Says nothing of its value. */
export class UnusableField extends Error {
    override readonly name = "UnusableField";
    readonly field: string;
    readonly problem: FieldProblem;

    constructor(field: string, problem: FieldProblem = "unusable") {
        super(`${field}: ${problem}`);
        this.field = field;
        this.problem = problem;
    }
}

/** A field of an object in an answer, as the object's reader reads it; undefined if it is not there. */
export interface Field<T, IsOptional extends boolean> {
    readonly isOptional: IsOptional;
    readonly read: Reader<T | undefined>;
}

/** The answer cannot be used without it: missing, null and another type are one error. */
export function decides<T>(read: Reader<T>): Field<T, false> {
    return { isOptional: false, read };
}

/** Missing, null and another type say nothing, and state keeps what it has. */
export function informs<T>(read: Reader<T>): Field<T, true> {
    return {
        isOptional: true,
        read: (value, name) => {
            try {
                return read(value, name);
            } catch {
                return undefined;
            }
        },
    };
}

/** Atlas leaves out what has no value, so missing and null say that there is none. Another type is an error. */
export function decidesOrIsNone<T>(read: Reader<T>): Field<T, true> {
    return {
        isOptional: true,
        read: (value, name) => (value === undefined || value === null ? undefined : read(value, name)),
    };
}

type Fields = Readonly<Record<string, Field<unknown, boolean>>>;
type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;
type Optional<F extends Fields> = {
    [Name in keyof F]: F[Name]["isOptional"] extends true ? Name : never;
}[keyof F];

/** An object with these fields. */
export type ObjectOf<F extends Fields> = {
    readonly [Name in Exclude<keyof F, Optional<F>>]: ValueOf<F[Name]>;
} & { readonly [Name in Optional<F>]?: ValueOf<F[Name]> };

export function object<F extends Fields>(fields: F): Reader<ObjectOf<F>> {
    return (value, name) => {
        const given = membersOf(value, name);
        const members = Object.entries(fields).flatMap(([field, { read }]) => {
            const member = read(given[field], name === "" ? field : `${name}.${field}`);
            return member === undefined ? [] : [[field, member] as const];
        });
        return Object.fromEntries(members) as ObjectOf<F>;
    };
}

function membersOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw new UnusableField(name);
    }
    return value as Record<string, unknown>;
}

export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
    return (value, name) => {
        if (!Array.isArray(value)) {
            throw new UnusableField(name);
        }
        return value.map((member, place) => read(member, `${name}[${place}]`));
    };
}

/** A text, which may be empty. */
export const anyText: Reader<string> = (value, name) => {
    if (typeof value !== "string") {
        throw new UnusableField(name);
    }
    return value;
};

/** A text that is not empty. */
export const text: Reader<string> = (value, name) => {
    if (value === "") {
        throw new UnusableField(name);
    }
    return anyText(value, name);
};

/** One of some texts. */
export function oneOf<T extends string>(...choices: readonly T[]): Reader<T> {
    return (value, name) => {
        const choice = choices.find((each) => each === value);
        if (choice === undefined) {
            throw new UnusableField(name);
        }
        return choice;
    };
}

export const number: Reader<number> = (value, name) => {
    if (typeof value !== "number") {
        throw new UnusableField(name);
    }
    return value;
};

export const positiveNumber: Reader<number> = (value, name) => {
    const given = number(value, name);
    if (!(given > 0)) {
        throw new UnusableField(name);
    }
    return given;
};

export const flag: Reader<boolean> = (value, name) => {
    if (typeof value !== "boolean") {
        throw new UnusableField(name);
    }
    return value;
};

/** An answer about what was asked for: of the fields that identify it, those that it holds are these. */
export function about<T extends object>(ids: Readonly<Record<string, string>>, read: Reader<T>): Reader<T> {
    return (value, name) => {
        const answer = read(value, name);
        const isOther = ([field, id]: [string, unknown]) => field in ids && ids[field] !== id;
        const [other] = Object.entries(answer).find(isOther) ?? [];
        if (other !== undefined) {
            throw new UnusableField(other, "about something else");
        }
        return answer;
    };
}
