import type { ResourceDefinition } from "../schema/schema";
import type { ConfigurableInstance } from "../runtime/createProviderInstance";
import type { Difference, ResourceOperations } from "../runtime/operations";
import { operationsOf } from "../runtime/operations";
import { Claims } from "../schema/claim";
import type { CheckFailure } from "../schema/checks";
import { failure } from "../schema/checks";
import type { Lifecycle, ListedResource } from "../runtime/lifecycle";
import type { MarkedValue } from "../schema/markedSecrets";
import type { Properties } from "../schema/properties";
import { perInstance } from "../runtime/providerInstance";
import { containsUnknown, isPresent, toState, UNKNOWN } from "../schema/properties";
import type { WireProperties } from "./wireValues";
import { containsSecret, markSecrets, unwrapSecrets, secretLeaves } from "./wireValues";
import { isDeepStrictEqual } from "node:util";
import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";

/** A resource of the program, as the engine calls it. */
export interface ResourceName {
    readonly urn: string;
    /** Its name in the program. */
    readonly name: string;
    /** The types of the components around it, from the outside. */
    readonly componentTypes: readonly string[];
}

export interface CheckedResource {
    readonly inputs: WireProperties;
    readonly failures: readonly CheckFailure[];
}

export interface ReadResource {
    readonly id: string;
    readonly outputs: WireProperties;
    readonly inputs: WireProperties;
}

/** What a change asks for, with each property that differs. */
export interface DetailedDifference extends Difference {
    readonly details: ReturnType<typeof detailedDiff>;
}

/** A change, as the engine sends it. */
export interface WireChange {
    readonly id: string;
    readonly old: WireProperties;
    readonly wanted: WireProperties;
}

async function firstOf<T>(all: AsyncIterable<T>, limit: number): Promise<T[]> {
    const first: T[] = [];
    for await (const each of all) {
        first.push(each);
        if (first.length >= limit) {
            break;
        }
    }
    return first;
}

/** Generated SDKs claim nothing in the program, as this package's classes do. */
const claimsOf = perInstance(() => new Claims());

/** What the engine asks of one kind of resource, in values as they are on the wire. */
export class ResourceKind {
    readonly definition: ResourceDefinition;
    readonly #instance: ConfigurableInstance;
    readonly #lifecycle: Lifecycle<object, object>;
    readonly #operations: ResourceOperations;

    constructor(lifecycle: Lifecycle<object, object>, instance: ConfigurableInstance) {
        this.definition = lifecycle.definition;
        this.#instance = instance;
        this.#lifecycle = lifecycle;
        this.#operations = operationsOf(lifecycle, instance);
    }

    async check(
        resource: ResourceName,
        old: WireProperties,
        given: WireProperties,
    ): Promise<CheckedResource> {
        const known = unwrapSecrets(given);
        const wanted = { ...known, ...this.#internalInputsFor(resource, known) };
        const { inputs, failures } = await this.#operations.check(
            unwrapSecrets(old),
            wanted,
            this.#secretsIn(old, given),
        );
        const all = failures.length > 0 ? failures : this.#claimFailures(resource, inputs);
        return { inputs: this.#marked(inputs, given), failures: all };
    }

    async diff(change: WireChange): Promise<DetailedDifference> {
        const [old, wanted] = [unwrapSecrets(change.old), unwrapSecrets(change.wanted)];
        const difference = await this.#operations.diff(
            change.id,
            old,
            wanted,
            this.#secretsIn(change.old, change.wanted),
        );
        return { ...difference, details: detailedDiff(difference, old, wanted) };
    }

    async create(wanted: WireProperties): Promise<{ id: string; outputs: WireProperties }> {
        const { id, outputs } = await this.#operations.create(unwrapSecrets(wanted), this.#secretsIn(wanted));
        return { id, outputs: this.outputs(outputs, wanted) };
    }

    /** What a creation would bring, as far as that can be told before. */
    previewCreate(wanted: WireProperties): WireProperties {
        const { outputs: made, computed = [] } = this.definition;
        const unknown = [...made, ...computed].map((name): [string, unknown] => [name, UNKNOWN]);
        const outputs = { ...Object.fromEntries(unknown), ...this.#shown(unwrapSecrets(wanted)) };
        return this.outputs(toState(outputs), wanted);
    }

    /** @param known undefined for an import. */
    async read(
        id: string,
        known: WireProperties | undefined,
        givenInputs: WireProperties,
    ): Promise<ReadResource | undefined> {
        const recorded =
            known === undefined
                ? await this.#operations.import(id)
                : await this.#operations.read(id, unwrapSecrets(known), this.#secretsIn(known, givenInputs));
        if (recorded === undefined) {
            return undefined;
        }
        const sent = { ...givenInputs, ...known };
        return {
            id: recorded.id,
            outputs: this.outputs(recorded.outputs, sent),
            inputs: this.#inputsRead(recorded.outputs, givenInputs),
        };
    }

    async update({ id, old, wanted }: WireChange): Promise<WireProperties> {
        const { outputs } = await this.#operations.update(
            id,
            unwrapSecrets(old),
            unwrapSecrets(wanted),
            this.#secretsIn(old, wanted),
        );
        return this.outputs(outputs, { ...old, ...wanted });
    }

    /** What an update would bring: outputs that are no inputs stay as they are. */
    previewUpdate({ old, wanted }: Omit<WireChange, "id">): WireProperties {
        const before = unwrapSecrets(old);
        const { inputs, computed = [] } = this.definition;
        const others = Object.entries(before).filter(
            ([name]) => !inputs.includes(name) || computed.includes(name),
        );
        const outputs = { ...Object.fromEntries(others), ...this.#shown(unwrapSecrets(wanted)) };
        return this.outputs(outputs, { ...old, ...wanted });
    }

    delete(id: string, outputs: WireProperties): Promise<void> {
        return this.#operations.delete(id, unwrapSecrets(outputs), this.#secretsIn(outputs));
    }

    /** What exists of the kind, the first of it if there is a limit. @throws Error if nothing of it can be imported. */
    list(orgId: string, limit = Number.POSITIVE_INFINITY): Promise<ListedResource[]> {
        const listed = this.#lifecycle.list?.(this.#instance, orgId);
        if (listed === undefined) {
            throw new Error(
                `${this.definition.kind}: nothing of it can be listed, as Atlas does not show enough of it for an import.`,
            );
        }
        return this.#instance.asOperation(() => firstOf(listed, limit));
    }

    /** Outputs as the engine gets them. @param sent is what it has sent. */
    outputs(outputs: Properties, sent: WireProperties): WireProperties {
        const { repeats = {} } = this.definition;
        const repeated = Object.entries(repeats)
            .filter(([, inputs]) => inputs.some((input) => containsSecret(sent[input])))
            .map(([name]) => name);
        return markSecrets(outputs, { secrets: [...this.definition.secrets, ...repeated], sent });
    }

    /**
     * What the program has marked as secret. What is secret by its kind is marked as a whole by this package: of that, only
     * what has the name of a secret counts, as messages may name the ids and public keys beside them.
     */
    #secretsIn(...sent: readonly WireProperties[]): MarkedValue[] {
        const { secrets, secretNames = [] } = this.definition;
        return sent
            .flatMap(secretLeaves)
            .filter(
                ({ property, name, isOfWhole }) =>
                    !(isOfWhole && secrets.includes(property)) || secretNames.includes(name),
            );
    }

    #marked(inputs: Properties, sent: WireProperties): WireProperties {
        return markSecrets(inputs, { secrets: this.definition.secrets, sent });
    }

    /** Inputs as outputs show them. */
    #shown(inputs: Properties): Properties {
        const { internalInputs = [] } = this.definition;
        return Object.fromEntries(Object.entries(inputs).filter(([name]) => !internalInputs.includes(name)));
    }

    /**
     * Inputs that follow what was read make Pulumi show drift by property. Those that the program has not given, though
     * outputs have them, stay out; and no output shows internal inputs.
     */
    #inputsRead(outputs: Properties, sent: WireProperties): WireProperties {
        const { inputs, computed = [], internalInputs = [] } = this.definition;
        const isInput = (name: string) => inputs.includes(name) && (!computed.includes(name) || name in sent);
        const read = Object.entries(outputs).filter(([name]) => isInput(name));
        const internal = internalInputs.flatMap((name) =>
            name in sent ? [[name, sent[name]] as const] : [],
        );
        return { ...this.#marked(Object.fromEntries(read), sent), ...Object.fromEntries(internal) };
    }

    /** What a class tells by itself, for a program whose SDK has no such class. */
    #internalInputsFor(resource: ResourceName, given: Properties): Properties {
        const isGiven = this.definition.internalInputs?.some((input) => input in given) ?? false;
        return isGiven ? {} : (this.#lifecycle.internalInputsFor?.(resource, given) ?? {});
    }

    #claimFailures({ urn, name }: ResourceName, inputs: Properties): CheckFailure[] {
        const { kind, claims = [] } = this.definition;
        const claimant = { kind, name };
        return claims.flatMap((claim) => {
            const isKnown = claim.inputs.every((input) => !containsUnknown(inputs[input]));
            const refusal = isKnown
                ? claimsOf(this.#instance).make({ by: urn, claimant, claim, inputs })
                : undefined;
            return refusal === undefined ? [] : [failure("", refusal)];
        });
    }
}

/** A difference by property, as a preview shows it: by member in lists and objects. */
export function detailedDiff(
    { changed, replaces, outputToReplace }: Difference,
    old: Properties,
    wanted: Properties,
): Map<string, PropertyDiff> {
    const details = changed.flatMap((input) =>
        differencesIn(input, old[input], wanted[input]).map(
            ({ path, kind }) => [path, propertyDiff(kind, replaces.includes(input), true)] as const,
        ),
    );
    const missing =
        outputToReplace === undefined
            ? []
            : [[outputToReplace, propertyDiff("UPDATE", true, false)] as const];
    return new Map([...details, ...missing]);
}

type Kind = "ADD" | "DELETE" | "UPDATE";

interface PathDifference {
    readonly path: string;
    readonly kind: Kind;
}

function differencesIn(path: string, before: unknown, after: unknown): PathDifference[] {
    if (isDeepStrictEqual(before, after)) {
        return [];
    }
    if (!isPresent(before) || !isPresent(after)) {
        return [{ path, kind: isPresent(after) ? "ADD" : "DELETE" }];
    }
    if (Array.isArray(before) && Array.isArray(after)) {
        return memberDifferences(before, after, (index) => `${path}[${index}]`);
    }
    if (isObject(before) && isObject(after)) {
        return memberDifferences(before, after, (name) => `${path}.${name}`);
    }
    return [{ path, kind: "UPDATE" }];
}

function memberDifferences(
    before: object,
    after: object,
    pathOf: (name: string) => string,
): PathDifference[] {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
        differencesIn(pathOf(name), valueIn(before, name), valueIn(after, name)),
    );
}

function valueIn(container: object, name: string): unknown {
    return (container as Properties)[name];
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertyDiff(kind: Kind, isReplaced: boolean, isInput: boolean): PropertyDiff {
    const difference = new PropertyDiff();
    difference.setKind(PropertyDiff.Kind[isReplaced ? (`${kind}_REPLACE` as const) : kind]);
    difference.setInputdiff(isInput);
    return difference;
}
