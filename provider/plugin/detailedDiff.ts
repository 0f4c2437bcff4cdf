import { isDeepStrictEqual } from "node:util";
import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Difference } from "../core/host/operations";
import type { Properties } from "../core/properties";
import { isPresent } from "../core/properties";

/** A difference by property, as a preview shows it: by member in lists and objects. */
export function detailedDiff(
    { changed, replaces, outputToReplace }: Difference,
    old: Properties,
    wanted: Properties,
): Map<string, PropertyDiff> {
    const details = changed.flatMap((input) =>
        differencesIn(input, old[input], wanted[input]).map(
            ({ path, kind }) => [path, propertyDiff(kind, replaces.includes(input), true)] as const,
        ),
    );
    const missing =
        outputToReplace === undefined
            ? []
            : [[outputToReplace, propertyDiff("UPDATE", true, false)] as const];
    return new Map([...details, ...missing]);
}

type Kind = "ADD" | "DELETE" | "UPDATE";

interface PathDifference {
    readonly path: string;
    readonly kind: Kind;
}

function differencesIn(path: string, before: unknown, after: unknown): PathDifference[] {
    if (isDeepStrictEqual(before, after)) {
        return [];
    }
    if (!isPresent(before) || !isPresent(after)) {
        return [{ path, kind: isPresent(after) ? "ADD" : "DELETE" }];
    }
    if (Array.isArray(before) && Array.isArray(after)) {
        return memberDifferences(before, after, (index) => `${path}[${index}]`);
    }
    if (isObject(before) && isObject(after)) {
        return memberDifferences(before, after, (name) => `${path}.${name}`);
    }
    return [{ path, kind: "UPDATE" }];
}

function memberDifferences(
    before: object,
    after: object,
    pathOf: (name: string) => string,
): PathDifference[] {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
        differencesIn(pathOf(name), valueIn(before, name), valueIn(after, name)),
    );
}

function valueIn(container: object, name: string): unknown {
    return (container as Properties)[name];
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertyDiff(kind: Kind, isReplaced: boolean, isInput: boolean): PropertyDiff {
    const difference = new PropertyDiff();
    difference.setKind(PropertyDiff.Kind[isReplaced ? (`${kind}_REPLACE` as const) : kind]);
    difference.setInputdiff(isInput);
    return difference;
}
