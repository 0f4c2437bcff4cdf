/** What is done to a value of an answer. */
export type Change = "drop" | "null" | "otherType" | "otherObject";

export const CHANGES: readonly Change[] = ["drop", "null", "otherType", "otherObject"];

/** Where a value stands in JSON; [] is the whole. */
export type JsonPath = readonly (string | number)[];

/** What stands in answers about an object of ours, to what stands there about one of somebody else. */
export type Others = ReadonlyMap<string, string>;

/** Every value in some JSON, at every depth; of an array, the first one only. */
export function pathsIn(value: unknown, path: JsonPath = []): JsonPath[] {
    if (Array.isArray(value)) {
        return value.length === 0 ? [path] : [path, ...pathsIn(value[0], [...path, 0])];
    }
    const members = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return [path, ...members.flatMap(([name, member]) => pathsIn(member, [...path, name]))];
}

/** "results[0].roles" */
export function pathText(path: JsonPath): string {
    const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
    return text === "" ? "the whole answer" : text.replace(/^\./, "");
}

/** The same with a change in one place; undefined if nothing stands there. Dropped as a whole, it is an empty object. */
export function altered(
    value: unknown,
    { path, change }: { path: JsonPath; change: Change },
    others: Others,
): { value: unknown } | undefined {
    const [part, ...rest] = path;
    if (part === undefined) {
        return { value: changed(value, change, others) };
    }
    if (typeof value !== "object" || value === null || !(part in value)) {
        return undefined;
    }
    const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
    if (rest.length === 0 && change === "drop") {
        if (Array.isArray(copy)) {
            copy.splice(Number(part), 1);
        } else {
            Reflect.deleteProperty(copy, part);
        }
        return { value: copy };
    }
    const inner = altered(copy[part], { path: rest, change }, others);
    copy[part] = inner?.value;
    return inner && { value: copy };
}

function changed(value: unknown, change: Change, others: Others): unknown {
    switch (change) {
        case "drop":
            return {};
        case "null":
            return null;
        case "otherType":
            return ofOtherType(value);
        case "otherObject":
            return ofOtherObject(value, others);
    }
}

function ofOtherType(value: unknown): unknown {
    return Array.isArray(value) ? { 0: "first" } : typeof value === "string" ? 7 : "another type";
}

function ofOtherObject(value: unknown, others: Others): unknown {
    if (Array.isArray(value)) {
        return value.map((member) => ofOtherObject(member, others));
    }
    if (typeof value === "object" && value !== null) {
        const members = Object.entries(value).map(([name, member]) => [name, ofOtherObject(member, others)]);
        return Object.fromEntries(members) as unknown;
    }
    return typeof value === "string"
        ? textOfOtherObject(value, others)
        : typeof value === "number"
          ? value + 1
          : !value;
}

function textOfOtherObject(text: string, others: Others): string {
    const own = [...others.keys()].find((key) => text.includes(key));
    if (own !== undefined) {
        return text.replaceAll(own, others.get(own)!);
    }
    return COMMON_OTHERS.get(text) ?? (/^\d{4}-\d\d-\d\dT/.test(text) ? A_DATE : `${text} of another`);
}

const A_DATE = "2020-02-02T02:02:02Z";

const COMMON_OTHERS: Others = new Map([
    ["ORG_OWNER", "ORG_READ_ONLY"],
    ["ORG_MEMBER", "ORG_READ_ONLY"],
    ["SYNCED", "NOT_SYNCED"],
    ["self", "next"],
]);
