import type { Properties } from "../core/properties";
import { checkedBy } from "../core/valueTypes";

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
