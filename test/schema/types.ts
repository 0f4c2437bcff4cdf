import { ORGANIZATION_ROLES } from "#provider/atlas/endpoints/organizationRole";
import { tokenOf } from "#provider/packageFile";
import type { DocumentedProperty } from "../docs/generated/declarations";
import { docsOfDeclaration, propertiesOf } from "../docs/generated/declarations";

/** A property in Pulumi's schema. */
export interface PropertySpec extends TypeSpec {
    readonly description?: string;
    readonly secret?: boolean;
    readonly willReplaceOnChanges?: boolean;
}

export interface TypeSpec {
    readonly type?: string;
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly $ref?: string;
    readonly oneOf?: readonly TypeSpec[];
}

const PLAIN: Readonly<Record<string, TypeSpec>> = {
    string: { type: "string" },
    number: { type: "integer" },
    boolean: { type: "boolean" },
    "Record<string, string>": { type: "object", additionalProperties: { type: "string" } },
};

/** Choices that are written where they are used: their names are for ever in generated SDKs. */
const CHOICES: Readonly<Record<string, string>> = {
    onAmbiguousDelete: "OnAmbiguousDelete",
    mode: "AccessListMode",
    status: "MigrationLinkStatus",
};

/** The names of choices whose properties are called the same. */
const CHOICES_BY_VALUES: Readonly<Record<string, string>> = {
    '"fail" | "replace"': "LinkOnConflict",
    '"fail" | "adopt"': "AccessListEntryOnConflict",
    '"leave" | "adopt"': "AccessListOnConflict",
};

/** The types of a schema, gathered from the types of its properties. */
export class SchemaTypes {
    readonly #specs = new Map<string, object>();

    property(property: DocumentedProperty): PropertySpec {
        const { name, type, docs } = property;
        return { ...this.#type(type, name), ...(docs !== "" && { description: docs }) };
    }

    specs(): Record<string, object> {
        return Object.fromEntries([...this.#specs].sort(([one], [other]) => (one < other ? -1 : 1)));
    }

    #type(text: string, property: string): TypeSpec {
        const type = text.replace(/ \| null\b/, "").replace(/^pulumi\.Unwrap<(.*)>$/, "$1");
        const plain = PLAIN[type];
        if (plain !== undefined) {
            return plain;
        }
        if (type.endsWith("[]")) {
            return { type: "array", items: this.#type(type.slice(0, -2), property) };
        }
        if (type.startsWith('"')) {
            return this.#enum(CHOICES_BY_VALUES[type] ?? CHOICES[property]!, type);
        }
        const choices = ENUMS[type];
        if (choices === undefined) {
            return this.#object(type);
        }
        const closed = this.#enum(type, choices);
        return OPEN_ENUMS.includes(type) ? { type: "string", oneOf: [{ type: "string" }, closed] } : closed;
    }

    #enum(name: string, choices: string): TypeSpec {
        this.#specs.set(tokenOf(name), {
            type: "string",
            enum: choices.split(" | ").map((choice) => {
                const value = JSON.parse(choice) as string;
                return { name: pascalCase(value), value };
            }),
        });
        return { $ref: `#/types/${tokenOf(name)}` };
    }

    #object(name: string): TypeSpec {
        const token = tokenOf(name);
        if (!this.#specs.has(token)) {
            const properties = propertiesOf(name);
            this.#specs.set(token, {
                description: docsOfDeclaration(name),
                type: "object",
                properties: Object.fromEntries(
                    properties.map((property) => [
                        property.name,
                        { ...this.property(property), ...(isSecret(property.name) && { secret: true }) },
                    ]),
                ),
                required: properties.filter(({ isOptional }) => !isOptional).map((each) => each.name),
            });
        }
        return { $ref: `#/types/${token}` };
    }
}

/** Types of TypeScript that are lists of choices. */
const ENUMS: Readonly<Record<string, string>> = {
    OrganizationRole: ORGANIZATION_ROLES.map((role) => JSON.stringify(role)).join(" | "),
    MigrationLinkStatus: '"SYNCED" | "NOT_SYNCED"',
};

/** Choices to which Atlas may add: a program that names a newer one must compile in any language. */
const OPEN_ENUMS: readonly string[] = ["OrganizationRole"];

function isSecret(name: string): boolean {
    return ["privateKey", "clientSecret"].includes(name);
}

/** "DeleteAny" for "deleteAny", "NotSynced" for "NOT_SYNCED". */
function pascalCase(value: string): string {
    const words = (value === value.toUpperCase() ? value.toLowerCase() : value).split("_");
    return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("");
}
