import type { Lifecycle } from "#provider/runtime/lifecycle";
import { runChecks } from "#provider/schema/checks";
import { SECRET_SETTINGS } from "#provider/configuration/names";
import * as kinds from "#provider/kinds";
import * as lookUps from "#provider/lookUps";
import type { ProviderFunction } from "#provider/functions/lookUp";
import { PLUGIN_NAME, tokenOf, withSettingsOfPlugin } from "#provider/packageFile";
import { typeToken } from "#provider/runtime/wireContract";
import type { DocumentedProperty } from "../docs/generated/declarations";
import { docsOfDeclaration, isDeclared, propertiesOf } from "../docs/generated/declarations";
import { argsInterfaceOf } from "../docs/generated/properties";
import { exampleOf } from "./examples";
import { languages, languagesOfProperty } from "./languages";
import { SchemaTypes } from "./types";
import type { PropertySpec } from "./types";

/**
 * The plugin's schema, from the tables of the resources and the docs in the code.
 *
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
export function packageSchema(): object {
    const types = new SchemaTypes();
    const resources = (Object.values(kinds) as Lifecycle<object, object>[]).map(
        (lifecycle): [string, object] => [tokenOf(lifecycle.definition.kind), resourceSpec(lifecycle, types)],
    );
    const functions = (Object.values(lookUps) as ProviderFunction<never, unknown>[]).map(
        (lookUp): [string, object] => [tokenOf(lookUp.name), functionSpec(lookUp, types)],
    );
    return {
        name: PLUGIN_NAME,
        displayName: "MongoDB Atlas organizations",
        description:
            "Organizations, API keys and service accounts with their access lists, and live-migration links of MongoDB Atlas.",
        keywords: ["pulumi", "mongodb", "atlas", "category/cloud", "kind/native"],
        license: "Apache-2.0",
        meta: { moduleFormat: "(.*)" },
        language: languages(),
        config: { variables: providerProperties(types, withoutStack) },
        provider: {
            description: docsOfDeclaration("Provider"),
            inputProperties: providerProperties(types, withSettingsOfPlugin),
            properties: textProperties(providerProperties(types, withSettingsOfPlugin)),
        },
        types: types.specs(),
        resources: Object.fromEntries(resources),
        functions: Object.fromEntries(functions),
    };
}

function resourceSpec(lifecycle: Lifecycle<object, object>, types: SchemaTypes): object {
    const { kind, secrets, inputs } = lifecycle.definition;
    const args = propertiesOf(argsInterfaceOf(kind));
    const outputs = propertiesOf(kind);
    const spec = (property: DocumentedProperty) => ({
        ...types.property(property),
        ...(secrets.includes(property.name) && { secret: true }),
        ...languagesOfProperty(kind, property.name),
    });
    return {
        description: [docsOfDeclaration(kind), exampleOf(kind)].join("\n\n"),
        inputProperties: byName(args, (property) => ({
            ...spec(property),
            ...(isReplacing(lifecycle, property.name) && { willReplaceOnChanges: true }),
        })),
        requiredInputs: args.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
        properties: byName(outputs, (output) => ({
            ...spec(output),
            // What is given is documented where it is given.
            description: describedBy(output, args, inputs),
        })),
        required: outputs.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
        aliases: [{ type: typeToken(kind) }],
    };
}

function describedBy(
    output: DocumentedProperty,
    args: readonly DocumentedProperty[],
    inputs: readonly string[],
): string {
    const given = args.find(({ name }) => name === output.name);
    return inputs.includes(output.name) && given !== undefined && output.docs === "As given."
        ? given.docs
        : output.docs;
}

/** Whether every change of the input replaces the resource. */
function isReplacing({ diffTable }: Lifecycle<object, object>, input: string): boolean {
    const rows = diffTable.filter(({ inputs }) => inputs.includes(input));
    return rows.length > 0 && rows.every(({ onChange }) => onChange === "replace");
}

function functionSpec(lookUp: ProviderFunction<never, unknown>, types: SchemaTypes): object {
    const { name, inputs, checks } = lookUp;
    const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const required = runChecks({}, checks)
        .filter(({ reason }) => reason === "is required.")
        .map(({ property }) => property);
    const documented = isDeclared(`${capital}Args`) ? propertiesOf(`${capital}Args`) : [];
    const result = propertiesOf(isDeclared(`${capital}Result`) ? `${capital}Result` : FOUND[name]!);
    return {
        description: docsOfDeclaration(name),
        inputs: {
            properties: Object.fromEntries(
                inputs.map((input) => [
                    input,
                    types.property({ ...documentedAs(input, [...documented, ...result]), type: "string" }),
                ]),
            ),
            ...(required.length > 0 && { required }),
        },
        outputs: {
            properties: byName(result, (property) => types.property(property)),
            required: result.filter(({ isOptional }) => !isOptional).map(({ name: output }) => output),
            type: "object",
        },
    };
}

/** An input of a look-up, which is documented where it is given or where it is found. */
function documentedAs(input: string, documented: readonly DocumentedProperty[]): DocumentedProperty {
    return documented.find(({ name }) => name === input)!;
}

/** What a look-up of one thing finds. */
const FOUND: Readonly<Record<string, string>> = {
    getOrganization: "FoundOrganization",
    getOrgApiKey: "FoundOrgApiKey",
    getOrgServiceAccount: "FoundOrgServiceAccount",
};

/** @param inWords says what the docs say in the words of these properties. */
function providerProperties(
    types: SchemaTypes,
    inWords: (docs: string) => string,
): Record<string, PropertySpec> {
    const args = propertiesOf("ProviderParts");
    return byName(args, (property) => ({
        ...types.property({ ...property, docs: inWords(property.docs) }),
        ...(SECRET_SETTINGS.includes(property.name) && { secret: true }),
    }));
}

/** What is itself a setting of the stack takes its default from no other. */
function withoutStack(docs: string): string {
    return docs.replaceAll(/(?:`mongodbatlas:\w+`(?: or )?)+ of the stack, then /g, "");
}

/** Outputs of a provider can only be texts. */
function textProperties(properties: Record<string, PropertySpec>): Record<string, PropertySpec> {
    return Object.fromEntries(Object.entries(properties).filter(([, { type }]) => type === "string"));
}

function byName<Spec>(
    properties: readonly DocumentedProperty[],
    specOf: (property: DocumentedProperty) => Spec,
): Record<string, Spec> {
    return Object.fromEntries(properties.map((property) => [property.name, specOf(property)]));
}
