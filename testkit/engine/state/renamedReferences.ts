import {
    isStackUrn,
    nameOf,
    parseProviderReference,
    providerReference,
    qualifiedTypeOf,
    typeOf,
} from "../urns";
import type { ResourceState } from "./resourceState";

/**
 * The resources as they are written: whoever refers to one by a name that it no longer has is brought up to date, and
 * the old names are forgotten (NormalizeURNReferences of pkg/resource/deploy/snapshot.go). Returns copies.
 */
export function renameReferences(resources: readonly ResourceState[]): ResourceState[] {
    const newUrns = collectNewUrns(resources);
    if (newUrns.size === 0) return [...resources];
    const rename = (urn: string): string => newUrns.get(urn) ?? urn;
    return resources.map((state) => ({
        ...state,
        urn: rename(state.urn),
        parent: rename(state.parent),
        provider: renameProvider(state.provider, rename),
        dependencies: state.dependencies.map(rename),
        propertyDependencies: Object.fromEntries(
            Object.entries(state.propertyDependencies).map(([key, urns]) => [key, urns.map(rename)]),
        ),
        deletedWith: rename(state.deletedWith),
        replaceWith: state.replaceWith.map(rename),
        aliases: [],
    }));
}

function collectNewUrns(resources: readonly ResourceState[]): Map<string, string> {
    const newUrns = new Map<string, string>();
    for (const { urn, parent, aliases } of resources) {
        for (const alias of aliases) newUrns.set(alias, urn);
        // A child's URN names the types of its parents.
        const newParent = newUrns.get(parent);
        if (newParent === undefined || isStackUrn(newParent)) continue;
        const stackAndProject = urn.split("::", 2).join("::");
        newUrns.set(urn, `${stackAndProject}::${qualifiedTypeOf(newParent)}$${typeOf(urn)}::${nameOf(urn)}`);
    }
    return newUrns;
}

function renameProvider(reference: string, rename: (urn: string) => string): string {
    if (reference === "") return "";
    const { urn, id } = parseProviderReference(reference);
    return providerReference(rename(urn), id);
}
