import type * as pulumi from "@pulumi/pulumi";
import type { Check } from "./checks";
import { isRequired, unlessRepeated } from "./checks";
import type { Claim } from "./claim";
import type { DiffRow, OnChange } from "./diff";
import type { Properties } from "./properties";
import type { SetInput } from "./sets";
import type { ValueForm, ValueType } from "./valueTypes";

/** An input of a resource, which is an output as well. */
export interface InputSchema<Type extends ValueForm = ValueForm> {
    readonly role: "input";
    readonly type: Type;
    readonly isOptional?: boolean;
    /** Secret in state, in the program and in every error. Default false. */
    readonly isSecret?: boolean;
    /** Where it is not given, the output of its name may hold what Atlas made. Default false. */
    readonly isComputed?: boolean;
    /** What a change means; as rows where that takes several inputs, or more than a word. */
    readonly change: OnChange | readonly DiffRow[];
    /** For `refuse`: what the user should know, and do. */
    readonly refusal?: string;
    /** The canonical value, of outputs and of inputs alike. Default: the value as it is. */
    readonly canonical?: (properties: Properties) => unknown;
    /** Inputs whose values the output of this name shows: secret there, it is secret here. */
    readonly repeats?: readonly string[];
}

/** What Atlas tells of a resource, or what this package keeps of it. */
export interface OutputSchema<Type extends ValueForm = ValueForm> {
    readonly role: "output";
    readonly type: Type;
    readonly isOptional?: boolean;
    readonly isSecret?: boolean;
    /** As of an input. */
    readonly repeats?: readonly string[];
}

/** The one table of a resource: each property stands in it once. */
export interface ResourceSchema {
    /** The last part of the type token, for ever. */
    readonly kind: string;
    /** The name of the lifecycle in `pulumi-atlas-org/host`, for ever. */
    readonly hostExport: string;
    readonly properties: Readonly<Record<string, InputSchema | OutputSchema>>;
    /** As of a definition. */
    readonly internalInputs?: readonly string[];
    /** How to name to people a resource that has no id yet. */
    readonly subject: (inputs: Properties) => string;
    /** What several inputs must satisfy together. */
    readonly rules?: readonly Check[];
    /** What no two resources of one program may both manage. */
    readonly claims?: readonly Claim[];
}

/**
 * Holds a table against the arguments that a class documents and the outputs that its lifecycle returns: by
 * `satisfies SchemaOf<Args, Outputs>` the compiler refuses a name that one of them lacks, and a value of another type.
 */
export interface SchemaOf<Args, Outputs> extends ResourceSchema {
    readonly properties: {
        readonly [Name in keyof InputsOf<Args>]-?: InputSchema<ValueType<NonNullable<InputsOf<Args>[Name]>>> &
            Optionality<InputsOf<Args>, Name>;
    } & {
        readonly [Name in Exclude<keyof Outputs, keyof Args>]-?: OutputSchema<
            ValueType<NonNullable<Outputs[Name]>>
        > &
            Optionality<Outputs, Name>;
    };
}

type Optionality<Of, Name extends keyof Of> =
    Partial<Pick<Of, Name>> extends Pick<Of, Name>
        ? { readonly isOptional: true }
        : { readonly isOptional?: false };

/** Arguments of a class as a lifecycle gets them: plain values, and what is not given is not there. */
export type InputsOf<Args> = {
    [Name in keyof Args as undefined extends Args[Name] ? never : Name]: pulumi.Unwrap<Args[Name]>;
} & {
    [Name in keyof Args as undefined extends Args[Name] ? Name : never]?: Exclude<
        pulumi.Unwrap<Args[Name]>,
        undefined
    >;
};

/** What the program and the provider host must agree on about one kind of resource. */
export interface ResourceDefinition {
    /** The last part of the type token, for ever. */
    readonly kind: string;
    /** The name of the lifecycle in `pulumi-atlas-org/host`, for ever. */
    readonly hostExport: string;
    readonly inputs: readonly string[];
    /**
     * Inputs by which the class, or the plugin in its place, tells a lifecycle something of the program. Users do not give them, they are never a
     * difference, and no output shows them. They stand among the inputs in state, as of the last `up`.
     */
    readonly internalInputs?: readonly string[];
    /** Outputs beside the inputs. */
    readonly outputs: readonly string[];
    /** Inputs whose outputs may hold what Atlas made, where they are not given. */
    readonly computed?: readonly string[];
    /** Inputs and outputs that are secret in state and in the program. */
    readonly secrets: readonly string[];
    /** What secrets are called in inputs and outputs, at whatever depth: no error of Atlas may show their values. */
    readonly secretNames?: readonly string[];
    /** Choices of inputs and outputs: no secrets, even if the program calls them so. */
    readonly choices?: readonly string[];
    /**
     * Outputs that show the values of inputs, which make them secret. The engine sees to an output that has the name of
     * the input, but not always when only a part of a list is secret.
     */
    readonly repeats?: Readonly<Record<string, readonly string[]>>;
    /** How to name to people a resource that has no id yet. */
    readonly subject: (inputs: Properties) => string;
    /** What inputs must satisfy, whether they come from the program or from Pulumi's `check`. */
    readonly checks: readonly Check[];
    /** The inputs that are sets. */
    readonly sets?: readonly SetInput[];
    /** What no two resources of one program may both manage. */
    readonly claims?: readonly Claim[];
}

/** What a lifecycle takes from its table. */
export function fromSchema(schema: ResourceSchema): {
    definition: ResourceDefinition;
    diffTable: readonly DiffRow[];
} {
    return { definition: definitionOf(schema), diffTable: diffTableOf(schema) };
}

function definitionOf({ kind, hostExport, properties, ...others }: ResourceSchema): ResourceDefinition {
    const all = Object.entries(properties);
    const inputs = all.filter(isInput);
    return {
        kind,
        hostExport,
        subject: others.subject,
        inputs: inputs.map(([name]) => name),
        internalInputs: others.internalInputs ?? [],
        outputs: all.filter((property) => !isInput(property)).map(([name]) => name),
        computed: inputs.filter(([, { isComputed }]) => isComputed === true).map(([name]) => name),
        secrets: all.filter(([, { isSecret }]) => isSecret === true).map(([name]) => name),
        secretNames: all.flatMap(([name, property]) => secretNamesIn(name, property)),
        choices: all.flatMap(([, { type }]) => type.choices ?? []),
        repeats: Object.fromEntries(all.flatMap(([name, { repeats }]) => (repeats ? [[name, repeats]] : []))),
        checks: [...inputs.flatMap(([name, input]) => checksOf(name, input)), ...(others.rules ?? [])],
        sets: inputs.flatMap(([name, { type }]) => setsIn(name, type)),
        claims: others.claims ?? [],
    };
}

type Property = [name: string, schema: InputSchema | OutputSchema];

function isInput(property: Property): property is [string, InputSchema] {
    return property[1].role === "input";
}

function checksOf(name: string, { type, isOptional }: InputSchema): Check[] {
    return [...(isOptional === true ? [] : [isRequired(name)]), unlessRepeated(name, type.check(name))];
}

/** What a secret is called where it stands: the property itself, or the secret members of an object. */
function secretNamesIn(name: string, { type, isSecret }: InputSchema | OutputSchema): string[] {
    const members = Object.entries(type.members ?? {}).filter(([, member]) => member.isSecret === true);
    return members.length > 0 ? members.map(([member]) => member) : isSecret === true ? [name] : [];
}

function setsIn(name: string, type: ValueForm): SetInput[] {
    const members = Object.entries(type.members ?? {}).map(([member, schema]) => ({
        path: [name, member],
        ...schema,
    }));
    return [{ path: [name], ...type }, ...members]
        .filter(({ form }) => form === "set")
        .map(({ path, spelling }) => ({ path, ...(spelling && { canonical: spelling }) }));
}

function diffTableOf({ properties }: ResourceSchema): DiffRow[] {
    const rows = Object.entries(properties).filter(isInput).flatMap(rowsOf);
    // A row about several inputs stands at each of them.
    return [...new Set(rows)];
}

function rowsOf([name, { change, canonical, refusal }]: [string, InputSchema]): readonly DiffRow[] {
    return typeof change === "string"
        ? [
              {
                  inputs: [name],
                  onChange: change,
                  ...(canonical && { value: canonical }),
                  ...(refusal !== undefined && { refusal }),
              },
          ]
        : change;
}
