import { dependsOnSettings, isConfigError, isCredentialRefused } from "../atlas/errors/errorPredicates";
import { PartialStateError } from "./lifecycle";
import type { ConfigurableInstance } from "./createProviderInstance";

/** What Pulumi asks a provider to do with one resource. */
export type Operation = "check" | "diff" | "create" | "get" | "import" | "read" | "update" | "delete";

/** What Pulumi shows of a failure. */
export class OperationError extends Error {
    override readonly name = "OperationError";

    readonly operation: Operation;
    /** What the user calls it: its kind, and its id or what else is known of it. */
    readonly resource: string;
    /** What Atlas holds of it all the same; undefined if nothing is known. */
    readonly recorded: Recorded | undefined;

    constructor(message: string, { operation, resource, recorded }: OfOperation) {
        super(message);
        this.operation = operation;
        this.resource = resource;
        this.recorded = recorded;
    }
}

type OfOperation = Pick<OperationError, "operation" | "resource" | "recorded">;

/** A resource as state holds it. */
export interface Recorded {
    readonly id: string;
    readonly outputs: Record<string, unknown>;
}

/** An error that reads well where Pulumi prints it: whose it is, what came back, what to do. */
export function operationError(
    instance: ConfigurableInstance,
    { name, operation }: { name: string; operation: Operation },
    thrown: unknown,
): OperationError {
    const error = isOfState(operation) ? saidOnce(instance, name, thrown) : thrown;
    const original = error instanceof Error ? error : new Error(String(error));
    // What is cut may be a part of a secret, which could not be told by then.
    const told = shortened(instance.redact(original.message));
    const message = instance.redact(`${name}: ${told}${advice(operation, original)}`);
    return new OperationError(message, { operation, resource: name, recorded: recordedBy(original) });
}

function recordedBy(error: Error): Recorded | undefined {
    return error instanceof PartialStateError
        ? { id: error.id, outputs: error.outputs as Record<string, unknown> }
        : undefined;
}

/** What refresh and destroy do, which go on after a failure. */
function isOfState(operation: Operation): boolean {
    return operation === "read" || operation === "delete";
}

/** Settings that are wrong fail all that state holds: the first error says why, and the others say where that stands. */
function saidOnce(instance: ConfigurableInstance, name: string, error: unknown): unknown {
    if (!isConfigError(error)) {
        return error;
    }
    const first = instance.saidBefore(error.message, name);
    return first === undefined
        ? error
        : new Error(`the settings of its provider are refused, as for ${first}, whose error says why.`);
}

/** gRPC has room for no more beside the rest. */
const MAX_ERROR_MESSAGE_LENGTH = 4_000;

/** Of a long message the middle goes: it begins with what was tried, and ends with what to do. */
function shortened(text: string): string {
    const half = MAX_ERROR_MESSAGE_LENGTH / 2;
    return text.length > MAX_ERROR_MESSAGE_LENGTH ? `${text.slice(0, half)} … ${text.slice(-half)}` : text;
}

function advice(operation: Operation, error: Error): string {
    // An error that explains another keeps the one that Atlas answered with as its cause.
    const causes = [error, error.cause];
    if (!isOfState(operation) || !causes.some(dependsOnSettings)) {
        return "";
    }
    if (causes.some(isCredentialRefused)) {
        return ` ${SETTINGS_OF_LAST_UP} If what the credential belongs to is gone for good, as after a destroy that was interrupted, ${LET_GO}`;
    }
    return error.name === "NotConfirmedGoneError"
        ? ` ${SETTINGS_OF_LAST_UP} If it is gone for good, ${LET_GO}`
        : ` ${SETTINGS_OF_LAST_UP}`;
}

const SETTINGS_OF_LAST_UP =
    "`pulumi refresh` and `pulumi destroy` use the settings of the last `pulumi up`, its credential among them: if they have changed since, run `pulumi up` first, or add `--run-program`.";

const LET_GO =
    "let go of the resource: `pulumi stack --show-urns` shows its URN, `pulumi state delete <URN>` removes it from the state, with `--target-dependents` also what depends on it.";
