import * as kinds from "#provider/kinds";

/** A kind of resource: "LinkToken" is served by the export linkToken of the host. */
export type Kind = Capitalize<keyof typeof kinds>;

/** Every kind. */
export const KINDS = Object.keys(kinds).map(
    (name) => name.charAt(0).toUpperCase() + name.slice(1),
) as readonly Kind[];

/** The export of the host that serves a kind. */
export function hostExportOf(kind: Kind): string {
    return kind.charAt(0).toLowerCase() + kind.slice(1);
}
