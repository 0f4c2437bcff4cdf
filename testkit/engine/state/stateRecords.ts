import type { Crypter } from "./crypter";
import type { PropertyMap, PropertyValue } from "../values/properties";
import { isPropertyMap, mapValues, ResourceReference, Secret, Unknown, UNKNOWN } from "../values/properties";
import type { PendingOperation, ResourceState } from "./resourceState";
import { makeResourceState } from "./resourceState";
import type { ResourceRecord } from "../stack";
import {
    readReference,
    REFERENCE_SIGNATURE,
    SECRET_SIGNATURE,
    SIGNATURE_KEY,
    UNKNOWN_VALUE,
} from "../values/wireValues";

/** An unchanged secret keeps its ciphertext, so that a state is written fast and compares well. */
const ciphertexts = new WeakMap<Secret, { crypter: Crypter; ciphertext: string }>();

/** A resource as the state file holds it. Without a crypter, secrets stand in clear. */
export function toRecord(state: ResourceState, crypter: Crypter | undefined): ResourceRecord {
    const { inputs, outputs, customTimeouts, urn, custom, type, ...rest } = state;
    const record: ResourceRecord = { urn, custom, type };
    const optional: Record<string, unknown> = {
        ...rest,
        inputs: Object.keys(inputs).length > 0 ? toJson(inputs, crypter) : undefined,
        outputs: outputs && Object.keys(outputs).length > 0 ? toJson(outputs, crypter) : undefined,
        customTimeouts: Object.keys(customTimeouts).length > 0 ? customTimeouts : undefined,
    };
    for (const [key, value] of Object.entries(optional)) {
        if (!isEmpty(value)) record[key] = value;
    }
    return record;
}

function isEmpty(value: unknown): boolean {
    if (value === undefined || value === "" || value === false) return true;
    return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** @throws Error when a secret cannot be decrypted. */
export function fromRecord(record: ResourceRecord, crypter: Crypter): ResourceState {
    const { inputs, outputs, ...rest } = record;
    return makeResourceState({
        ...(rest as Pick<ResourceState, "urn" | "type" | "custom"> & Partial<ResourceState>),
        inputs: (fromJson(inputs ?? {}, crypter) as PropertyMap | undefined) ?? {},
        outputs: fromJson(outputs ?? {}, crypter) as PropertyMap,
    });
}

export interface OperationRecord {
    resource: ResourceRecord;
    type: PendingOperation["type"];
}

export function toOperationRecord(
    { resource, type }: PendingOperation,
    crypter: Crypter | undefined,
): OperationRecord {
    return { resource: toRecord(resource, crypter), type };
}

function toJson(value: PropertyValue, crypter: Crypter | undefined): unknown {
    if (value instanceof Secret) return secretToJson(value, crypter);
    if (value instanceof Unknown) return UNKNOWN_VALUE;
    if (value instanceof ResourceReference) {
        const { urn, id, packageVersion } = value;
        const shownId = id === undefined ? {} : { id: id instanceof Unknown ? "" : id };
        return { [SIGNATURE_KEY]: REFERENCE_SIGNATURE, urn, packageVersion, ...shownId };
    }
    if (Array.isArray(value)) return value.map((item) => toJson(item, crypter));
    return isPropertyMap(value) ? mapValues(value, (item) => toJson(item, crypter)) : value;
}

/** What stands in a secret is encrypted as a whole. */
function secretToJson(secret: Secret, crypter: Crypter | undefined): unknown {
    const signed = { [SIGNATURE_KEY]: SECRET_SIGNATURE };
    const plaintext = JSON.stringify(toJson(secret.element, undefined));
    if (!crypter) return { ...signed, plaintext };
    const known = ciphertexts.get(secret);
    if (known?.crypter === crypter) return { ...signed, ciphertext: known.ciphertext };
    const ciphertext = crypter.encrypt(plaintext);
    ciphertexts.set(secret, { crypter, ciphertext });
    return { ...signed, ciphertext };
}

function fromJson(value: unknown, crypter: Crypter): PropertyValue {
    if (value === UNKNOWN_VALUE) return UNKNOWN;
    if (Array.isArray(value)) return value.map((item) => fromJson(item, crypter));
    if (typeof value !== "object" || value === null) return value as PropertyValue;
    const map = value as Record<string, unknown>;
    if (map[SIGNATURE_KEY] === SECRET_SIGNATURE) return secretFromJson(map, crypter);
    const properties = Object.fromEntries(
        Object.entries(map).map(([key, item]) => [key, fromJson(item, crypter)]),
    );
    return map[SIGNATURE_KEY] === REFERENCE_SIGNATURE ? readReference(properties) : properties;
}

function secretFromJson(map: Record<string, unknown>, crypter: Crypter): Secret {
    const { plaintext, ciphertext } = map;
    const text = typeof plaintext === "string" ? plaintext : crypter.decrypt(String(ciphertext));
    const secret = new Secret(fromJson(JSON.parse(text), crypter));
    if (typeof ciphertext === "string") ciphertexts.set(secret, { crypter, ciphertext });
    return secret;
}
