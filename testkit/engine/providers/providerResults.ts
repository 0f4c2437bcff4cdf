import type { PropertyMap } from "../values/properties";
import type { InitError } from "./providerErrors";

export interface CheckFailure {
    property: string;
    reason: string;
}

export interface CheckResult {
    inputs: PropertyMap;
    failures: CheckFailure[];
}

export interface InvokeResult {
    result: PropertyMap;
    /** What is wrong with the arguments. */
    failures: CheckFailure[];
}

export interface DiffResult {
    /** Undefined: the provider does not say. */
    hasChanges: boolean | undefined;
    replaceKeys: string[];
    /** Paths of what has changed, if the provider says so. */
    changedKeys: string[];
    deleteBeforeReplace: boolean;
}

/** What a create, update or read leaves behind; `error` when the resource is there, but not as it should be. */
export interface OperationResult {
    id: string;
    outputs: PropertyMap;
    /** Of a read: the inputs, if the provider returned any. */
    inputs?: PropertyMap;
    error?: InitError;
}

/** A diff cannot be had: the provider has inputs that a preview does not know. */
export class DiffUnavailableError extends Error {
    override readonly name = "DiffUnavailableError";

    constructor() {
        super(
            "The provider for this resource has inputs that are not known during preview.\n" +
                "This preview may not correctly represent the changes that will be applied during an update.",
        );
    }
}
