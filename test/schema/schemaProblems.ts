/**
 * What a schema of a Pulumi package must hold, as far as the schema of this plugin uses it. The Pulumi CLI reads a schema
 * leniently: it passes over a keyword that it does not know. So only keywords that are listed here may stand in it.
 *
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 * @returns what is wrong, each with its place; nothing for a good schema.
 */
export function schemaProblems(schema: unknown): string[] {
    return PACKAGE(schema, "", asObject(schema));
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Says what is wrong with a value. @param at is its place in the schema. */
type Rule = (value: unknown, at: string, schema: JsonObject) => string[];

const PRIMITIVES = ["boolean", "integer", "number", "string"];

const LANGUAGES = ["nodejs", "python", "go", "csharp", "java"];

/** Names that Pulumi gives to each resource itself. */
const TAKEN = ["id", "urn", "pulumi"];

const text: Rule = (value, at) => (typeof value === "string" ? [] : [`${at} must be a text`]);

const filledText: Rule = (value, at) => (typeof value === "string" && value !== "" ? [] : [`${at} is empty`]);

const yes: Rule = (value, at) => (value === true ? [] : [`${at} must be true, or not be there`]);

const anything: Rule = () => [];

function oneOf(choices: readonly string[]): Rule {
    return (value, at) =>
        choices.includes(value as string) ? [] : [`${at} must be one of ${choices.join(", ")}`];
}

function matching(pattern: RegExp): Rule {
    return (value, at) => (pattern.test(String(value)) ? [] : [`${at} must match ${String(pattern)}`]);
}

function all(...rules: readonly Rule[]): Rule {
    return (value, at, schema) => rules.flatMap((rule) => rule(value, at, schema));
}

function listOf(rule: Rule): Rule {
    return (value, at, schema) =>
        Array.isArray(value)
            ? value.flatMap((member, index) => rule(member, `${at}/${index}`, schema))
            : [`${at} must be a list`];
}

/** An object whose names are free. */
function mapOf(rule: Rule, nameRule: Rule = anything): Rule {
    return (value, at, schema) =>
        isObject(value)
            ? Object.entries(value).flatMap(([name, member]) => [
                  ...nameRule(name, `${at}/${name}`, schema),
                  ...rule(member, `${at}/${name}`, schema),
              ])
            : [`${at} must be an object`];
}

/** An object with these members, of which some must be there, and with no others. */
function objectWith(members: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule {
    return (value, at, schema) => {
        if (!isObject(value)) {
            return [`${at} must be an object`];
        }
        const missing = required.filter((name) => !(name in value)).map((name) => `${at}/${name} is missing`);
        const wrong = Object.entries(value).flatMap(([name, member]) =>
            Object.hasOwn(members, name)
                ? members[name]!(member, `${at}/${name}`, schema)
                : [`${at}/${name} is no keyword there`],
        );
        return [...missing, ...wrong];
    };
}

/** A token of this package: "atlas-org:index:Name". */
const token: Rule = (value, at, schema) => {
    const [name, module, last, ...others] = String(value).split(":");
    const isToken = name === schema["name"] && module === "index" && others.length === 0;
    return isToken && /^[A-Za-z]\w*$/.test(last ?? "")
        ? []
        : [`${at} must be a token like ${String(schema["name"])}:index:Name`];
};

const reference: Rule = (value, at, schema) => {
    const [, named] = /^#\/types\/(.+)$/.exec(String(value)) ?? [];
    return named !== undefined && Object.hasOwn(asObject(schema["types"]), named)
        ? []
        : [`${at} refers to ${String(value)}, which is not among the types`];
};

/** The keywords of a type; a property has others beside them. */
const TYPE_KEYWORDS: Readonly<Record<string, Rule>> = {
    type: oneOf([...PRIMITIVES, "array", "object"]),
    items: (value, at, schema) => TYPE(value, at, schema),
    additionalProperties: (value, at, schema) => TYPE(value, at, schema),
    $ref: reference,
    oneOf: all(
        listOf((value, at, schema) => TYPE(value, at, schema)),
        (value, at) => (Array.isArray(value) && value.length > 1 ? [] : [`${at} needs two types or more`]),
    ),
};

/** A type is said in one way: by its name, by a reference, or by its choices, of which the type is the common one. */
const isOneForm: Rule = (value, at) => {
    const { type, ...others } = asObject(value);
    const details = Object.keys(others).filter((name) => Object.hasOwn(TYPE_KEYWORDS, name));
    const wanted =
        type === "array"
            ? "items"
            : type === "object"
              ? "additionalProperties"
              : type === undefined
                ? details[0] === "$ref"
                    ? "$ref"
                    : "oneOf"
                : "oneOf" in others
                  ? "oneOf"
                  : undefined;
    return details.join() === (wanted ?? "")
        ? []
        : [
              `${at} must be a type with ${wanted ?? "nothing"} beside, not with ${details.join() || "nothing"}`,
          ];
};

const TYPE: Rule = all(objectWith(TYPE_KEYWORDS), isOneForm);

const PROPERTY: Rule = all(
    objectWith({
        ...TYPE_KEYWORDS,
        description: filledText,
        secret: yes,
        willReplaceOnChanges: yes,
        language: objectWith({ csharp: objectWith({ name: filledText }, ["name"]) }),
    }),
    isOneForm,
);

const PROPERTIES = mapOf(PROPERTY, matching(/^[a-z]\w*$/));

const namesOf = (value: unknown, member: string) => Object.keys(asObject(asObject(value)[member]));

/** What must be given is among what can be given. */
function namesAmong(list: string, properties: string): Rule {
    return (value, at) => {
        const listed = asObject(value)[list] ?? [];
        const known = namesOf(value, properties);
        return Array.isArray(listed)
            ? listed
                  .filter((name) => !known.includes(String(name)))
                  .map((name) => `${at}/${list} names ${String(name)}, which is not among ${properties}`)
            : [`${at}/${list} must be a list`];
    };
}

const OBJECT_TYPE: Rule = all(
    objectWith(
        {
            description: filledText,
            type: oneOf(["object"]),
            properties: PROPERTIES,
            required: listOf(text),
        },
        ["properties"],
    ),
    namesAmong("required", "properties"),
);

const ENUM: Rule = all(
    objectWith(
        {
            type: oneOf(["string"]),
            enum: listOf(
                objectWith({ name: matching(/^[A-Z]\w*$/), value: filledText, description: filledText }, [
                    "name",
                    "value",
                ]),
            ),
        },
        ["type", "enum"],
    ),
    (value, at) => {
        const choices = asObject(value)["enum"];
        return ["name", "value"].flatMap((part) => {
            const parts = (Array.isArray(choices) ? choices : []).map((choice) => asObject(choice)[part]);
            return new Set(parts).size === parts.length ? [] : [`${at}/enum has a ${part} twice`];
        });
    },
);

const NAMED_TYPE: Rule = (value, at, schema) =>
    ("enum" in asObject(value) ? ENUM : OBJECT_TYPE)(value, at, schema);

const RESOURCE_KEYWORDS: Readonly<Record<string, Rule>> = {
    description: filledText,
    inputProperties: PROPERTIES,
    requiredInputs: listOf(text),
    properties: PROPERTIES,
    required: listOf(text),
    aliases: listOf(objectWith({ type: matching(/^[\w-]+:[\w/-]+:\w+$/) }, ["type"])),
};

const isResource: Rule = all(
    namesAmong("requiredInputs", "inputProperties"),
    namesAmong("required", "properties"),
    (value, at) =>
        ["inputProperties", "properties"].flatMap((members) =>
            namesOf(value, members)
                .filter((name) => TAKEN.includes(name))
                .map((name) => `${at}/${members}/${name} is a name that Pulumi has taken`),
        ),
    (value, at) => {
        const [inputs, outputs] = [
            asObject(asObject(value)["inputProperties"]),
            asObject(asObject(value)["properties"]),
        ];
        return Object.keys(inputs)
            .filter((name) => asObject(inputs[name])["secret"] === true && name in outputs)
            .filter((name) => asObject(outputs[name])["secret"] !== true)
            .map((name) => `${at}/properties/${name} must be secret, as the input is`);
    },
);

const RESOURCE: Rule = all(
    objectWith(RESOURCE_KEYWORDS, [
        "description",
        "inputProperties",
        "requiredInputs",
        "properties",
        "required",
    ]),
    isResource,
);

const PROVIDER: Rule = all(
    objectWith(RESOURCE_KEYWORDS, ["description", "inputProperties", "properties"]),
    isResource,
    (value, at) =>
        Object.entries(asObject(asObject(value)["properties"]))
            .filter(([, property]) => asObject(property)["type"] !== "string")
            .map(([name]) => `${at}/properties/${name} must be a text: a provider has no other outputs`),
);

const FUNCTION: Rule = objectWith({ description: filledText, inputs: OBJECT_TYPE, outputs: OBJECT_TYPE }, [
    "description",
    "inputs",
    "outputs",
]);

/** A whole name of an npm package. With a path behind it, npm refuses what `pulumi package add` installs. */
const NPM_NAME = /^(@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/;

const LANGUAGE: Rule = objectWith(
    {
        nodejs: objectWith({ packageName: matching(NPM_NAME), respectSchemaVersion: yes }, ["packageName"]),
        python: objectWith(
            {
                packageName: matching(/^[a-z]\w*$/),
                pyproject: objectWith({ enabled: yes }),
                respectSchemaVersion: yes,
            },
            ["packageName"],
        ),
        go: objectWith(
            {
                importBasePath: matching(/^[\w.-]+(\/[\w.-]+)+$/),
                generateResourceContainerTypes: yes,
                respectSchemaVersion: yes,
            },
            ["importBasePath"],
        ),
        csharp: objectWith({
            rootNamespace: matching(/^[A-Z]\w*$/),
            namespaces: mapOf(matching(/^[A-Z]\w*$/)),
            respectSchemaVersion: yes,
        }),
        java: objectWith({ basePackage: matching(/^[a-z]\w*(\.[a-z]\w*)*$/) }),
    },
    LANGUAGES,
);

const PACKAGE: Rule = objectWith(
    {
        name: matching(/^[a-z][a-z0-9-]*$/),
        displayName: filledText,
        description: filledText,
        keywords: listOf(filledText),
        license: filledText,
        publisher: filledText,
        homepage: matching(/^https:\/\//),
        repository: matching(/^https:\/\//),
        version: matching(/^\d+\.\d+\.\d+/),
        pluginDownloadURL: filledText,
        meta: objectWith({ moduleFormat: filledText }),
        language: LANGUAGE,
        config: objectWith({ variables: PROPERTIES }, ["variables"]),
        provider: PROVIDER,
        types: mapOf(NAMED_TYPE, token),
        resources: mapOf(RESOURCE, token),
        functions: mapOf(FUNCTION, token),
    },
    ["name", "description", "language", "config", "provider", "types", "resources", "functions"],
);

function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): JsonObject {
    return isObject(value) ? value : {};
}
