import type { ServiceError } from "@grpc/grpc-js";
import type { PropertyMap } from "../values/properties";
import type { PulumiSdk } from "../sdk";
import { fromWire } from "../values/wireValues";

/** A resource that exists, but is not as it should be: an error with `id`, `properties` and `reasons`. */
export class InitError extends Error {
    override readonly name = "InitError";
    readonly id: string;
    readonly properties: PropertyMap;
    readonly reasons: string[];

    constructor(id: string, properties: PropertyMap, reasons: string[]) {
        super(initErrorMessage(reasons));
        this.id = id;
        this.properties = properties;
        this.reasons = reasons;
    }
}

/** The words of the engine's error list. */
function initErrorMessage(reasons: string[]): string {
    if (reasons.length === 0) return "resource init failed";
    const head = reasons.length === 1 ? "1 error occurred" : `${reasons.length} errors occurred`;
    return `${head}:\n${reasons.map((reason) => `\t* ${reason}`).join("\n")}`;
}

const INIT_ERROR_TYPE = "pulumirpc.ErrorResourceInitFailed";

/** Whether the provider has no such method. */
export function isUnimplemented(error: unknown, { grpc }: Pick<PulumiSdk, "grpc">): boolean {
    return (error as Partial<ServiceError>).code === grpc.status.UNIMPLEMENTED;
}

/** Turns what gRPC threw into an error that says what the provider said. */
export function readProviderError(error: unknown, { status, provider, grpc }: PulumiSdk): Error {
    const { code, details, message, metadata } = error as Partial<ServiceError>;
    if (code === grpc.status.UNAVAILABLE) {
        return new Error(`The provider's process has gone (${details ?? ""}).`, { cause: error });
    }
    const [packed] = metadata?.get("grpc-status-details-bin") ?? [];
    if (packed instanceof Buffer) {
        for (const detail of status.Status.deserializeBinary(packed).getDetailsList()) {
            if (detail.getTypeName() !== INIT_ERROR_TYPE) continue;
            const failed = provider.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
            const properties = failed.getProperties()?.toJavaScript() ?? {};
            return new InitError(failed.getId(), fromWire(properties), failed.getReasonsList());
        }
    }
    return new Error(details ?? message ?? String(error), { cause: error });
}
