import type { PropertyMap, PropertyValue } from "./properties";
import { isPropertyMap, makeSecret, Secret } from "./properties";

/** "tags.*", "list[0].name", `map["a.b"]`: names, indexes, and "*" for any. */
export type PropertyPath = (string | number)[];

/** @throws Error when the text is no property path. */
export function parsePropertyPath(text: string): PropertyPath {
    const path: PropertyPath = [];
    let rest = text;
    while (rest !== "") {
        const step = PATH_STEPS.find(([pattern]) => pattern.test(rest));
        const match = step?.[0].exec(rest);
        if (!step || !match || (rest === text && rest.startsWith("."))) {
            throw new Error(`"${text}" is not a property path`);
        }
        path.push(step[1](match[1] ?? ""));
        rest = rest.slice(match[0].length);
    }
    return path;
}

const PATH_STEPS: [RegExp, (text: string) => string | number][] = [
    [/^\.?\["((?:\\"|[^"])*)"\]/u, (text) => text.replaceAll('\\"', '"')],
    [/^\.?\[(\*)\]/u, (text) => text],
    [/^\.?\[(\d+)\]/u, Number],
    [/^\.?([^.[]+)/u, (text) => text],
];

/** Whether a path leads to the other one, or to something that holds it. */
export function containsPath(path: PropertyPath, other: PropertyPath): boolean {
    return path.length <= other.length && path.every((part, index) => part === "*" || part === other[index]);
}

/** The inputs with each path of `ignoreChanges` set back to its old value. */
export function resetPaths(
    inputs: PropertyMap,
    oldInputs: PropertyMap,
    paths: readonly string[],
): { inputs: PropertyMap; failed: string[] } {
    const copy = deepCopy(inputs) as PropertyMap;
    const failed = paths.filter((path) => {
        const parsed = parseOrUndefined(path);
        return parsed !== undefined && !reset(parsed, view(oldInputs), view(copy));
    });
    return { inputs: copy, failed };
}

/** A value seen through its secret marks. */
interface View {
    value: PropertyValue | undefined;
    isSecret: boolean;
}

function view(value: PropertyValue | undefined, isSecret = false): View {
    return value instanceof Secret ? view(value.element, true) : { value, isSecret };
}

/** Port of PropertyPath.Reset, sdk/go/common/resource/properties_path.go. Returns false for a path error. */
function reset(path: PropertyPath, old: View, now: View): boolean {
    const [key, ...rest] = path;
    if (key === undefined) return false;
    if (key === "*") return resetAll(rest, old, now);
    if (rest.length > 0) return resetBelow(key, rest, old, now);
    return typeof key === "number" ? resetItem(key, old, now) : resetKey(key, old, now);
}

function resetBelow(key: string | number, rest: PropertyPath, old: View, now: View): boolean {
    const isContainer = typeof key === "number" ? Array.isArray : isPropertyMap;
    if (!isContainer(old.value) || !isContainer(now.value)) {
        return !isContainer(old.value) && !isContainer(now.value);
    }
    const [oldChild, newChild] = [child(old, key), child(now, key)];
    if (oldChild.value === undefined && newChild.value === undefined) return typeof key === "string";
    if (newChild.value === undefined || (typeof key === "number" && oldChild.value === undefined))
        return false;
    return reset(rest, oldChild, newChild);
}

function resetItem(index: number, old: View, now: View): boolean {
    if (!Array.isArray(old.value) || !Array.isArray(now.value)) {
        return !Array.isArray(old.value) && !Array.isArray(now.value);
    }
    const isInOld = index < old.value.length;
    if (isInOld !== index < now.value.length) return false;
    if (isInOld) now.value[index] = secretAsBefore(child(old, index).value ?? null, old, now);
    return true;
}

function resetKey(key: string, old: View, now: View): boolean {
    const before = isPropertyMap(old.value) ? old.value[key] : undefined;
    if (!isPropertyMap(now.value)) return before === undefined;
    if (before === undefined) Reflect.deleteProperty(now.value, key);
    else now.value[key] = secretAsBefore(before, old, now);
    return true;
}

function resetAll(rest: PropertyPath, old: View, now: View): boolean {
    if (!isPropertyMap(now.value) && !Array.isArray(now.value)) return false;
    if (Array.isArray(now.value) !== Array.isArray(old.value)) return rest.length === 0;
    const keys = Array.isArray(now.value)
        ? now.value.map((_, index) => index).slice(0, (old.value as PropertyValue[]).length)
        : Object.keys({ ...(old.value as PropertyMap), ...(rest.length === 0 ? now.value : {}) });
    const isComplete = keys.every((key) => reset([key, ...rest], old, now));
    const hasSameLength =
        !Array.isArray(now.value) || now.value.length === (old.value as PropertyValue[]).length;
    return isComplete && hasSameLength;
}

function child(parent: View, key: string | number): View {
    const value = Array.isArray(parent.value)
        ? parent.value[key as number]
        : isPropertyMap(parent.value)
          ? parent.value[key as string]
          : undefined;
    return view(value, parent.isSecret);
}

function secretAsBefore(value: PropertyValue, old: View, now: View): PropertyValue {
    return old.isSecret && !now.isSecret ? makeSecret(value) : value;
}

function parseOrUndefined(path: string): PropertyPath | undefined {
    try {
        return parsePropertyPath(path);
    } catch {
        return undefined;
    }
}

function deepCopy(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) return value.map(deepCopy);
    if (value instanceof Secret) return new Secret(deepCopy(value.element));
    if (!isPropertyMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepCopy(item)]));
}
