import type { PropertyMap, PropertyValue } from "./properties";
import { mapValues, ResourceReference, Secret, Unknown, UNKNOWN } from "./properties";

/** Marks an object on the wire and in the state that stands for something JSON has no word for. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
export const REFERENCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const ASSET_SIGNATURES = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

/** How a value that is not known yet travels. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The same for values whose type is known; pkg/resource/plugin/rpc.go of pulumi/pulumi. */
const UNKNOWN_VALUES = new Set([
    UNKNOWN_VALUE,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** JSON as it travels in a protobuf Struct. */
export type WireValue = null | boolean | number | string | WireValue[] | WireMap;

export interface WireMap {
    [key: string]: WireValue;
}

export interface WireOptions {
    /** Unknown values travel as a marker; else they are left out. */
    keepUnknowns?: boolean;
    /** Secrets travel marked; else bare. */
    keepSecrets?: boolean;
    /** Resources travel marked; else as their id or URN. */
    keepResources?: boolean;
}

/** What the SDK and its dynamic provider understand. */
export function toWire(map: PropertyMap, options: WireOptions): WireMap {
    return mapValues(map, (value) => toWireValue(value, options));
}

function toWireValue(value: PropertyValue, options: WireOptions): WireValue | undefined {
    if (value instanceof Secret) {
        const element = toWireValue(value.element, options);
        if (element === undefined || !options.keepSecrets) return element;
        return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value: element };
    }
    if (value instanceof Unknown) return options.keepUnknowns ? UNKNOWN_VALUE : undefined;
    if (value instanceof ResourceReference) return toWireReference(value, options);
    if (Array.isArray(value)) {
        return value.map((item) => toWireValue(item, options)).filter((item) => item !== undefined);
    }
    return typeof value === "object" && value !== null ? toWire(value, options) : value;
}

function toWireReference({ urn, id, packageVersion }: ResourceReference, options: WireOptions): WireValue {
    const wireId = id instanceof Unknown ? UNKNOWN_VALUE : id;
    if (!options.keepResources) return wireId ?? urn;
    return {
        [SIGNATURE_KEY]: REFERENCE_SIGNATURE,
        urn,
        ...(wireId === undefined ? {} : { id: wireId }),
        ...(packageVersion === "" ? {} : { packageVersion }),
    };
}

/**
 * Reads what came over the wire.
 * @throws Error for an asset or archive, and for an unknown value where none may be.
 */
export function fromWire(map: WireMap, options: { rejectUnknowns?: boolean } = {}): PropertyMap {
    return Object.fromEntries(
        Object.entries(map).map(([key, value]) => [key, fromWireValue(key, value, options)]),
    );
}

function fromWireValue(key: string, value: WireValue, options: { rejectUnknowns?: boolean }): PropertyValue {
    if (typeof value === "string" && UNKNOWN_VALUES.has(value)) {
        if (options.rejectUnknowns) throw new Error(`unexpected unknown property value for "${key}"`);
        return UNKNOWN;
    }
    if (Array.isArray(value)) return value.map((item) => fromWireValue(key, item, options));
    if (typeof value !== "object" || value === null) return value;
    return fromSigned(key, fromWire(value, options));
}

function fromSigned(key: string, map: PropertyMap): PropertyValue {
    const signature = map[SIGNATURE_KEY];
    if (signature === undefined) return map;
    if (signature === SECRET_SIGNATURE) return new Secret(map["value"] ?? null);
    if (signature === REFERENCE_SIGNATURE) return readReference(map);
    if (signature === OUTPUT_SIGNATURE) {
        const value = map["value"] ?? UNKNOWN;
        return map["secret"] === true ? new Secret(value) : value;
    }
    if (typeof signature === "string" && ASSET_SIGNATURES.includes(signature)) {
        throw new UnsupportedFeatureError(`assets and archives (property "${key}")`);
    }
    throw new Error(`unrecognized signature '${JSON.stringify(signature)}' in property map for "${key}"`);
}

/** The reference that a signed object stands for; an empty id is one that is not known. */
export function readReference(map: PropertyMap): ResourceReference {
    const { urn, id, packageVersion } = map;
    const text = (value: PropertyValue | undefined): string => (typeof value === "string" ? value : "");
    const knownId = text(id) || UNKNOWN;
    return new ResourceReference(text(urn), id === undefined ? undefined : knownId, text(packageVersion));
}

/** The program uses something of Pulumi that this engine does not do. */
export class UnsupportedFeatureError extends Error {
    override readonly name = "UnsupportedFeatureError";

    constructor(feature: string) {
        super(`The testkit's engine does not do ${feature}. Run this program with the Pulumi CLI.`);
    }
}
