import { OperationError } from "../../core/host/operationErrors";
import type { Properties } from "../../core/properties";
import { PROVIDER_PROPERTY } from "../wireContract";

/**
 * Throws what failed in the form that reads well where Pulumi's host prints it.
 *
 * @param inputs those of the operation: if the error records a resource, refresh and destroy need their `__provider`.
 */
export function asHostError(inputs: Properties = {}): (error: unknown) => never {
    return (error) => {
        throw error instanceof OperationError ? hostError(error, inputs) : error;
    };
}

function hostError({ message, operation, resource, recorded }: OperationError, inputs: Properties): Error {
    const shown = new Error(message);
    // The host prints `${error}: ${error.stack}` beside the message, which Pulumi shows anyway: keep that line short.
    shown.stack = `${operation} failed`;
    shown.toString = () => resource;
    if (recorded !== undefined) {
        const properties = { ...recorded.outputs, [PROVIDER_PROPERTY]: inputs[PROVIDER_PROPERTY] };
        // Of an error that records a resource, Pulumi prints nothing but the reasons.
        Object.assign(shown, { id: recorded.id, properties, reasons: [message] });
    }
    return shown;
}
