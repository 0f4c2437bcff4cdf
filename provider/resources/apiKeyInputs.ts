/** Characters in the description of an API key. */
export const DESCRIPTION_MAX_LENGTH = 250;

/** Roles as a set that compares: their order means nothing, and what is named twice counts once. */
export function roleSet(roles: unknown): unknown {
    return Array.isArray(roles) && roles.every((role) => typeof role === "string")
        ? [...new Set<unknown>(roles)].sort()
        : roles;
}
