import type { PropertyMap } from "../values/properties";
import type { CustomTimeouts, ResourceState } from "../state/resourceState";

/** What the program wants of one resource. */
export interface Goal {
    type: string;
    name: string;
    custom: boolean;
    properties: PropertyMap;
    parent: string;
    protect: boolean | undefined;
    retainOnDelete: boolean | undefined;
    deleteBeforeReplace: boolean | undefined;
    dependencies: string[];
    propertyDependencies: Record<string, string[]>;
    /** Provider reference; "" for components and providers. */
    provider: string;
    ignoreChanges: string[];
    replaceOnChanges: string[];
    hideDiff: string[];
    additionalSecretOutputs: string[];
    aliases: Alias[];
    customTimeouts: CustomTimeouts;
    deletedWith: string;
    replaceWith: string[];
    sourcePosition: string;
    stackTrace: { sourcePosition?: string }[];
}

/** What a resource was called before: a whole URN, or what of it was different. */
export interface Alias {
    urn: string;
    name: string;
    type: string;
    stack: string;
    project: string;
    parent: string;
    noParent: boolean;
}

/** The program registers a resource, and waits for what becomes of it. */
export interface RegisterEvent {
    kind: "register";
    goal: Goal;
    done: (state: ResourceState) => void;
}

/** The program reads a resource that it does not manage. */
export interface ReadEvent {
    kind: "read";
    id: string;
    goal: Pick<
        Goal,
        | "type"
        | "name"
        | "parent"
        | "provider"
        | "properties"
        | "dependencies"
        | "additionalSecretOutputs"
        | "sourcePosition"
        | "stackTrace"
    >;
    done: (state: ResourceState) => void;
}

/** A component, or the stack, says what its outputs are. */
export interface OutputsEvent {
    kind: "outputs";
    urn: string;
    outputs: PropertyMap;
    done: () => void;
}

export type ProgramEvent = RegisterEvent | ReadEvent | OutputsEvent;
