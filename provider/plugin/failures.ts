import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { messageOf } from "../atlas/errors/explained";
import type { Redact } from "../atlas/secrets/redaction";
import { withSettingsOfPlugin } from "../pluginNames";
import type { WireProperties } from "./wireValues";
import { toStruct } from "./wireValues";

/** A resource that Atlas holds although the operation failed. */
export interface RecordedResource {
    readonly id: string;
    readonly outputs: WireProperties;
}

/**
 * A failure as gRPC carries it; the engine records the resource that it carries.
 *
 * @param redact takes secrets out of what it says.
 */
export function asServiceError(
    error: unknown,
    redact: Redact,
    recorded?: RecordedResource,
): Partial<grpc.ServiceError> {
    const message = withSettingsOfPlugin(redact(messageOf(error)));
    return {
        code: grpc.status.UNKNOWN,
        details: message,
        ...(recorded && { metadata: metadataOf(message, recorded) }),
    };
}

function metadataOf(message: string, { id, outputs }: RecordedResource): grpc.Metadata {
    const failed = new ErrorResourceInitFailed();
    failed.setId(id);
    failed.setProperties(toStruct(outputs));
    failed.setReasonsList([message]);
    const detail = new Any();
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(message);
    status.addDetails(detail);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return metadata;
}
