import type { Properties } from "../schema/properties";
import { checkedBy } from "../schema/valueTypes";

/** Values that mean nothing to Atlas: any change replaces the resource. The row of a table. */
export const KEEPERS = {
    role: "input",
    type: checkedBy<Record<string, string>>("map", keepersProblem),
    isOptional: true,
    change: "replace",
    canonical: ({ keepers }: Properties) => keepers ?? {},
} as const;

function keepersProblem(value: unknown): string | undefined {
    return typeof value === "object" && !Array.isArray(value)
        ? undefined
        : "must be an object of named values.";
}

/** Characters in the description of an API key. */
export const DESCRIPTION_MAX_LENGTH = 250;

/** Roles as a set that compares: their order means nothing, and what is named twice counts once. */
export function roleSet(roles: unknown): unknown {
    return Array.isArray(roles) && roles.every((role) => typeof role === "string")
        ? [...new Set<unknown>(roles)].sort()
        : roles;
}
