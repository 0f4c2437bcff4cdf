import { kindInSchema } from "./schemaNames";

/** How programs of a language name what the schema has. */
export interface SdkNames {
    /** Where the inputs of a resource begin, with its kind. */
    readonly kind: RegExp;
    /** An input of it. */
    readonly input: RegExp;
    /** An output of a variable: both in groups. */
    readonly output: RegExp;
    /** The variable that a resource is in, and its kind. */
    readonly variable: RegExp;
    /** What a property of the schema is called there. */
    readonly name: (kind: string, property: string) => string;
}

const capitalized = (property: string) => `${property.charAt(0).toUpperCase()}${property.slice(1)}`;

export const SDK_NAMES: Readonly<Record<"python" | "go" | "csharp" | "java", SdkNames>> = {
    python: {
        kind: /\batlas\.([A-Z]\w+)\($/,
        input: /^ {4}(?!opts)(\w+)=/,
        output: /\b(ci|link)\.(\w+)/g,
        variable: /^(\w+) = atlas\.(\w+)\($/gm,
        name: (_kind, property) => property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    },
    go: {
        kind: /&atlasorg\.(\w+)Args\{/,
        input: /^\t{3}(\w+): /,
        output: /\b(ci|link)\.(\w+)/g,
        variable: /^\t+(\w+), err := atlasorg\.New(\w+)\(/gm,
        name: (_kind, property) => capitalized(property),
    },
    csharp: {
        kind: /new Atlas\.(\w+)Args$/,
        input: /^ {8}(\w+) = /,
        output: /\b(ci|link)\.(\w+)/g,
        variable: /^ +var (\w+) = new Atlas\.(\w+)\(/gm,
        name: (kind, property) =>
            kindInSchema(kind)?.properties[property]?.language?.csharp.name ?? capitalized(property),
    },
    java: {
        kind: /(\w+)Args\.builder\(\)$/,
        input: /^ {12}\.(?!build\()(\w+)\(/,
        output: /\b(ci|link)\.(\w+)\(\)/g,
        variable: /^ +var (\w+) = new (\w+)\(/gm,
        name: (_kind, property) => property,
    },
};

/** What is wrong with the names in a program for a generated SDK, by the schema. */
export function problemsInSdkProgram(text: string, names: SdkNames): string[] {
    const problems: string[] = [];
    const given = new Map<string, string[]>();
    let current = "";
    for (const line of text.split("\n")) {
        const [, kind] = names.kind.exec(line) ?? [];
        const [, input] = names.input.exec(line) ?? [];
        if (kind !== undefined) {
            current = kind;
            given.set(kind, []);
        } else if (input !== undefined) {
            given.get(current)?.push(input);
        }
    }
    for (const [kind, inputs] of given) {
        problems.push(...problemsOfInputs(kind, inputs, names));
    }
    return [...problems, ...problemsOfOutputs(text, names)];
}

/** The kinds whose inputs are found in a program. */
export function kindsIn(text: string, { kind }: SdkNames): string[] {
    return text.split("\n").flatMap((line) => kind.exec(line)?.[1] ?? []);
}

function problemsOfInputs(kind: string, inputs: readonly string[], { name }: SdkNames): string[] {
    const found = kindInSchema(kind);
    if (found === undefined) {
        return [`There is no ${kind}.`];
    }
    const known = Object.keys(found.inputProperties).map((property) => name(kind, property));
    const required = (found.requiredInputs ?? []).map((property) => name(kind, property));
    return [
        ...inputs.filter((input) => !known.includes(input)).map((input) => `${kind} has no input ${input}.`),
        ...required.filter((input) => !inputs.includes(input)).map((input) => `${kind} needs ${input}.`),
    ];
}

function problemsOfOutputs(text: string, { variable, output, name }: SdkNames): string[] {
    const kinds = new Map([...text.matchAll(variable)].map(([, of = "", kind = ""]) => [of, kind]));
    return [...text.matchAll(output)].flatMap(([, of = "", used = ""]) => {
        const kind = kinds.get(of) ?? "";
        const known = Object.keys(kindInSchema(kind)?.properties ?? {}).map((property) =>
            name(kind, property),
        );
        return known.includes(used) ? [] : [`${of} has no output ${used}.`];
    });
}
