/** The type of a stack's root resource. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

const PROVIDER_TYPE_PREFIX = "pulumi:providers:";

export interface UrnParts {
    stack: string;
    project: string;
    /** URN of the parent, or "". */
    parent: string;
    type: string;
    name: string;
}

/** The URN of a resource, as the engine makes it: a child's type is prefixed by the types of its parents. */
export function makeUrn({ stack, project, parent, type, name }: UrnParts): string {
    const parentType = parent === "" || isStackUrn(parent) ? "" : `${qualifiedTypeOf(parent)}$`;
    return `urn:pulumi:${stack}::${project}::${parentType}${type}::${name}`;
}

/** The type with those of its parents: "my:Component$my:Resource". */
export function qualifiedTypeOf(urn: string): string {
    return urn.split("::")[2] ?? "";
}

export function typeOf(urn: string): string {
    const qualified = qualifiedTypeOf(urn);
    return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/** A name may hold "::" itself. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

export function isStackUrn(urn: string): boolean {
    return qualifiedTypeOf(urn) === STACK_TYPE;
}

export function isProviderType(type: string): boolean {
    return type.startsWith(PROVIDER_TYPE_PREFIX);
}

export function providerType(packageName: string): string {
    return PROVIDER_TYPE_PREFIX + packageName;
}

/** The package that a provider type serves. */
export function providerPackage(type: string): string {
    return type.slice(PROVIDER_TYPE_PREFIX.length);
}

/** The package that a resource type belongs to: "pulumi-nodejs" of "pulumi-nodejs:dynamic:Resource". */
export function packageOf(type: string): string {
    return type.split(":")[0] ?? "";
}

/** How a resource names its provider: the provider's URN and its id. */
export function providerReference(urn: string, id: string): string {
    return `${urn}::${id}`;
}

/** @throws Error when it is no provider reference. */
export function parseProviderReference(reference: string): { urn: string; id: string } {
    const end = reference.lastIndexOf("::");
    if (end < 0 || !reference.startsWith("urn:")) {
        throw new Error(`could not parse provider reference ${reference}`);
    }
    return { urn: reference.slice(0, end), id: reference.slice(end + 2) };
}
