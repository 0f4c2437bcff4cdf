import type { PropertyMap } from "../values/properties";
import { parseProviderReference } from "../urns";

/** Seconds. */
export interface CustomTimeouts {
    create?: number;
    update?: number;
    delete?: number;
    read?: number;
}

/**
 * One resource of the state. Steps change it in place and tell it from others by identity: while a replacement is
 * under way, two of them have the same URN.
 */
export interface ResourceState {
    urn: string;
    type: string;
    /** False for components and the stack. */
    custom: boolean;
    /** To be deleted by the next run: what a replacement left behind. */
    delete: boolean;
    /** "" while there is none. */
    id: string;
    inputs: PropertyMap;
    outputs: PropertyMap | undefined;
    parent: string;
    protect: boolean;
    /** Read by the program, not managed by it. */
    external: boolean;
    dependencies: string[];
    propertyDependencies: Record<string, string[]>;
    initErrors: string[];
    /** Provider reference; "" for components and providers. */
    provider: string;
    /** Deleted, its replacement not created yet. */
    pendingReplacement: boolean;
    additionalSecretOutputs: string[];
    aliases: string[];
    customTimeouts: CustomTimeouts;
    retainOnDelete: boolean;
    deletedWith: string;
    replaceWith: string[];
    created: string | undefined;
    modified: string | undefined;
    sourcePosition: string;
    stackTrace: { sourcePosition?: string }[];
    ignoreChanges: string[];
    hideDiff: string[];
    replaceOnChanges: string[];
}

/** An operation that was under way when the state was written. */
export interface PendingOperation {
    resource: ResourceState;
    type: "creating" | "updating" | "deleting" | "reading";
}

/** A resource that has nothing but what is given. */
export function makeResourceState(
    fields: Pick<ResourceState, "urn" | "type" | "custom"> & Partial<ResourceState>,
): ResourceState {
    return {
        delete: false,
        id: "",
        inputs: {},
        outputs: undefined,
        parent: "",
        protect: false,
        external: false,
        dependencies: [],
        propertyDependencies: {},
        initErrors: [],
        provider: "",
        pendingReplacement: false,
        additionalSecretOutputs: [],
        aliases: [],
        customTimeouts: {},
        retainOnDelete: false,
        deletedWith: "",
        replaceWith: [],
        created: undefined,
        modified: undefined,
        sourcePosition: "",
        stackTrace: [],
        ignoreChanges: [],
        hideDiff: [],
        replaceOnChanges: [],
        ...fields,
    };
}

export interface Dependency {
    kind: "parent" | "dependency" | "property" | "deletedWith" | "replaceWith";
    urn: string;
}

/** Everything that a resource depends on, but for its provider. */
export function dependenciesOf(state: ResourceState): Dependency[] {
    const urns = (kind: Dependency["kind"], list: string[]): Dependency[] =>
        list.filter((urn) => urn !== "").map((urn) => ({ kind, urn }));
    return [
        ...urns("parent", [state.parent]),
        ...urns("dependency", state.dependencies),
        ...urns("property", Object.values(state.propertyDependencies).flat()),
        ...urns("deletedWith", [state.deletedWith]),
        ...urns("replaceWith", state.replaceWith),
    ];
}

/** The URN of the resource's provider, or undefined. */
export function providerUrnOf(state: ResourceState): string | undefined {
    return state.provider === "" ? undefined : parseProviderReference(state.provider).urn;
}
