/** What stands for a value that is not known yet when Pulumi previews, in `check` and `diff` of a dynamic provider. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is unknown, or holds one that is. */
export function containsUnknown(value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some(containsUnknown);
    }
    return value === UNKNOWN;
}
