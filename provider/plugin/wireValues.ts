import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isDeepStrictEqual } from "node:util";
import type { MarkedValue } from "../schema/markedSecrets";
import type { Properties } from "../schema/properties";
import { UNKNOWN, withoutNull } from "../schema/properties";
import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { messageOf } from "../atlas/errors/errors";
import type { Redact } from "../atlas/secrets";
import { withSettingsOfPlugin } from "../packageFile";

// Pulumi's values on the wire are JSON, with objects of a mark for what JSON does not have.
// See https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go

const MARK = "4dabf18193072939515e22adb298388d";
const SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE_MARK = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_MARK = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What stands for an unknown text, boolean, number, list or object. */
export const UNKNOWNS: readonly string[] = [
    UNKNOWN,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

type Marked = Readonly<Record<string, unknown>>;

/** Properties as they came, with the marks of their secrets. */
export type WireProperties = Properties;

/** What came; nothing if nothing came. */
export function received(struct: Struct | undefined): WireProperties {
    return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: WireProperties): Struct {
    return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Plain values for a lifecycle: without marks, and without what is null. */
export function unwrapSecrets(properties: WireProperties): Properties {
    return withoutNull(plainValue(properties) as Properties);
}

function plainValue(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(plainValue);
    }
    if (typeof value !== "object" || value === null) {
        return isUnknown(value) ? UNKNOWN : value;
    }
    const object = value as Marked;
    switch (object[MARK]) {
        case SECRET_MARK:
            return plainValue(object["value"]);
        case OUTPUT_MARK:
            return "value" in object ? plainValue(object["value"]) : UNKNOWN;
        case RESOURCE_MARK:
            return plainValue(object["id"] ?? object["urn"]);
        default:
            return Object.fromEntries(
                Object.entries(object).map(([name, member]) => [name, plainValue(member)]),
            );
    }
}

export function secret(value: unknown): Marked {
    return isMarkedSecret(value) ? value : { [MARK]: SECRET_MARK, value };
}

function isMarkedSecret(value: unknown): value is Marked {
    return typeof value === "object" && value !== null && (value as Marked)[MARK] === SECRET_MARK;
}

export function containsSecret(value: unknown): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        (isMarked(value) || Object.values(value).some(containsSecret))
    );
}

/** A text, a number or a boolean that is marked, or that is a part of what is. */
export interface SecretLeaf extends MarkedValue {
    /** What it is called where it stands. */
    readonly name: string;
    /** Whether the mark is that of the whole property. */
    readonly isOfWhole: boolean;
}

/** All that is marked as secret, in whatever depth. */
export function secretLeaves(properties: WireProperties): SecretLeaf[] {
    return Object.entries(properties).flatMap(([property, value]) => {
        const isOfWhole = isMarked(value);
        return leavesIn(value, { name: property, isSecret: false }).map((leaf) => ({
            ...leaf,
            property,
            isOfWhole,
        }));
    });
}

function leavesIn(
    value: unknown,
    { name, isSecret }: { name: string; isSecret: boolean },
): Pick<SecretLeaf, "name" | "value">[] {
    if (Array.isArray(value)) {
        return value.flatMap((member) => leavesIn(member, { name, isSecret }));
    }
    if (typeof value === "object" && value !== null) {
        const object = value as Marked;
        return MARK in value
            ? leavesIn(object["value"] ?? object["id"], { name, isSecret: isSecret || isMarked(object) })
            : Object.entries(value).flatMap(([member, each]) => leavesIn(each, { name: member, isSecret }));
    }
    const isLeaf = ["string", "number", "boolean"].includes(typeof value) && !isUnknown(value);
    return isSecret && isLeaf ? [{ name, value: value as SecretLeaf["value"] }] : [];
}

function isMarked(value: unknown): value is Marked {
    return (
        isMarkedSecret(value) ||
        (typeof value === "object" && value !== null && isSecretOutput(value as Marked))
    );
}

function isUnknown(value: unknown): boolean {
    return (UNKNOWNS as readonly unknown[]).includes(value);
}

function isSecretOutput(object: Marked): boolean {
    return object[MARK] === OUTPUT_MARK && object["secret"] === true;
}

/**
 * Plain values for the engine. Secret are those that always are, and those that came as secrets under the same name.
 *
 * @param sent what the engine has sent: where a value is still the same, its marks are as well.
 */
export function markSecrets(
    values: Properties,
    { secrets, sent }: { secrets: readonly string[]; sent: WireProperties },
): WireProperties {
    const members = Object.entries(values).map(([name, value]): [string, unknown] => {
        const before = sent[name];
        const isSame = name in sent && isDeepStrictEqual(plainValue(before), value);
        const isSecret = secrets.includes(name) || (!isSame && containsSecret(before));
        const shown = isSame ? before : value;
        return [name, isSecret ? secret(shown) : shown];
    });
    return Object.fromEntries(members);
}

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
