import type { ResourceState } from "../state/resourceState";
import { makeResourceState } from "../state/resourceState";
import type { Goal, ReadEvent } from "./goal";
import type { FoundState } from "./registrations";

/** The state of a resource as the program wants it, before any step has been taken. */
export function newManagedState(urn: string, goal: Goal, { old, alias }: FoundState): ResourceState {
    return makeResourceState({
        urn,
        type: goal.type,
        custom: goal.custom,
        inputs: goal.properties,
        parent: goal.parent,
        protect: goal.protect ?? false,
        dependencies: goal.dependencies,
        provider: goal.provider,
        propertyDependencies: goal.propertyDependencies,
        additionalSecretOutputs: goal.additionalSecretOutputs,
        aliases: alias === undefined ? [] : [alias],
        customTimeouts: goal.customTimeouts,
        retainOnDelete: goal.retainOnDelete ?? false,
        deletedWith: goal.deletedWith,
        replaceWith: goal.replaceWith,
        created: old?.created,
        modified: old?.modified,
        sourcePosition: goal.sourcePosition,
        stackTrace: goal.stackTrace,
        ignoreChanges: goal.ignoreChanges,
        hideDiff: goal.hideDiff,
        replaceOnChanges: goal.replaceOnChanges,
    });
}

/** The state of a resource that the program only reads. */
export function newReadState(urn: string, { id, goal }: ReadEvent, { alias }: FoundState): ResourceState {
    return makeResourceState({
        urn,
        type: goal.type,
        custom: true,
        external: true,
        id,
        inputs: goal.properties,
        outputs: {},
        parent: goal.parent,
        provider: goal.provider,
        dependencies: goal.dependencies,
        additionalSecretOutputs: goal.additionalSecretOutputs,
        aliases: alias === undefined ? [] : [alias],
        sourcePosition: goal.sourcePosition,
        stackTrace: goal.stackTrace,
    });
}
