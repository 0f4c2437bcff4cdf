import { expect } from "chai";
import { schemaProblems } from "./schemaProblems";

type JsonObject = Record<string, unknown>;

const MODE = "atlas-org:index:Mode";
const SIDE = "atlas-org:index:Side";
const KEY = "atlas-org:index:Key";
const GET_KEY = "atlas-org:index:getKey";

/** A small schema in which nothing is wrong. */
function goodSchema(): JsonObject {
    const text = { type: "string", description: "A text." };
    return {
        name: "atlas-org",
        description: "Keys.",
        language: {
            nodejs: { packageName: "atlas-org-sdk", respectSchemaVersion: true },
            python: { packageName: "atlas_org" },
            go: { importBasePath: "example.com/atlas/sdk" },
            csharp: { rootNamespace: "Atlas" },
            java: { basePackage: "com.atlas" },
        },
        config: { variables: { token: { ...text, secret: true } } },
        provider: { description: "Settings.", inputProperties: { token: text }, properties: { token: text } },
        types: {
            [MODE]: {
                type: "string",
                enum: [
                    { name: "One", value: "one" },
                    { name: "Two", value: "two" },
                ],
            },
            [SIDE]: { type: "object", properties: { left: text }, required: ["left"] },
        },
        resources: {
            [KEY]: {
                description: "A key.",
                inputProperties: {
                    mode: { $ref: `#/types/${MODE}`, willReplaceOnChanges: true },
                    sides: { type: "array", items: { $ref: `#/types/${SIDE}` } },
                    tags: { type: "object", additionalProperties: { type: "string" } },
                    role: { type: "string", oneOf: [{ type: "string" }, { $ref: `#/types/${MODE}` }] },
                    secretText: { ...text, secret: true },
                },
                requiredInputs: ["mode"],
                properties: { mode: { $ref: `#/types/${MODE}` }, secretText: { ...text, secret: true } },
                required: ["mode"],
                aliases: [{ type: "pulumi-nodejs:dynamic/atlas:Key" }],
            },
        },
        functions: {
            [GET_KEY]: {
                description: "Looks a key up.",
                inputs: { properties: { id: text } },
                outputs: { type: "object", properties: { id: text }, required: ["id"] },
            },
        },
    };
}

/** The same with another value at a place. @param value undefined takes out what is there. */
function withChange(place: string, value: unknown): JsonObject {
    const schema = goodSchema();
    const names = place.split("/").slice(1);
    const last = names.pop()!;
    const holder = names.reduce((object, name) => object[name] as JsonObject, schema);
    holder[last] = value;
    return JSON.parse(JSON.stringify(schema)) as JsonObject;
}

describe("what is wrong with a schema of a package", () => {
    it("is nothing for a good one", () => {
        expect(schemaProblems(goodSchema())).to.deep.equal([]);
    });

    const inputs = `/resources/${KEY}/inputProperties`;
    const cases: readonly (readonly [what: string, place: string, value: unknown, problem: RegExp])[] = [
        ["a package without a name", "/name", undefined, /^\/name is missing$/],
        ["a keyword that no package has", "/homePage", "https://example.com", /homePage is no keyword there/],
        ["a keyword that no resource has", `/resources/${KEY}/inputs`, {}, /inputs is no keyword there/],
        [
            "a keyword that no property has",
            `${inputs}/mode/secrets`,
            true,
            /mode\/secrets is no keyword there/,
        ],
        ["a keyword that no function has", `/functions/${GET_KEY}/properties`, {}, /is no keyword there/],
        ["a keyword that no language has", "/language/nodejs/name", "x", /nodejs\/name is no keyword there/],
        ["a language without its section", "/language/go", undefined, /^\/language\/go is missing$/],
        [
            "a path as the name for npm",
            "/language/nodejs/packageName",
            "atlas-org/plugin",
            /packageName must match/,
        ],
        ["a package in capitals for npm", "/language/nodejs/packageName", "@pulumi/Atlas", /must match/],
        ["a dash in Python", "/language/python/packageName", "atlas-org", /packageName must match/],
        [
            "a type that there is not",
            `${inputs}/mode/$ref`,
            "#/types/atlas-org:index:Side2",
            /not among the types/,
        ],
        ["a reference to elsewhere", `${inputs}/mode/$ref`, "#/resources/x", /not among the types/],
        ["a type of another language", `${inputs}/secretText/type`, "text", /type must be one of/],
        ["a list of nothing", `${inputs}/sides/items`, undefined, /must be a type with items beside/],
        [
            "a map of nothing",
            `${inputs}/tags/additionalProperties`,
            undefined,
            /with additionalProperties beside/,
        ],
        ["two forms of one type", `${inputs}/mode/type`, "string", /not with \$ref/],
        ["no type", `${inputs}/secretText/type`, undefined, /must be a type/],
        ["a choice of one", `${inputs}/role/oneOf`, [{ type: "string" }], /needs two types or more/],
        [
            "a wrong type inside of one",
            `${inputs}/sides/items`,
            { type: "list" },
            /items\/type must be one of/,
        ],
        [
            "a required input that is none",
            `/resources/${KEY}/requiredInputs`,
            ["id"],
            /names id, which is not among/,
        ],
        [
            "a required output that is none",
            `/resources/${KEY}/required`,
            ["tags"],
            /names tags, which is not among/,
        ],
        ["a required member that is none", `/types/${SIDE}/required`, ["right"], /names right/],
        ["an output of Pulumi's own", `/resources/${KEY}/properties/urn`, { type: "string" }, /has taken/],
        ["a name with a dash", `${inputs}/a-b`, { type: "string" }, /a-b must match/],
        ["an empty description", `${inputs}/secretText/description`, "", /description is empty/],
        [
            "a secret that its output tells",
            `/resources/${KEY}/properties/secretText/secret`,
            undefined,
            /must be secret/,
        ],
        ["no secret, said at length", `${inputs}/secretText/secret`, false, /secret must be true/],
        ["a choice without a name", `/types/${MODE}/enum/0/name`, undefined, /enum\/0\/name is missing/],
        ["a choice without a value", `/types/${MODE}/enum/0/value`, undefined, /enum\/0\/value is missing/],
        ["a choice twice", `/types/${MODE}/enum/0/value`, "two", /has a value twice/],
        ["a name of a choice that is none", `/types/${MODE}/enum/0/name`, "one two", /name must match/],
        [
            "an alias that is no type",
            `/resources/${KEY}/aliases`,
            [{ type: "Key" }],
            /aliases\/0\/type must match/,
        ],
        [
            "an output of a provider that is no text",
            "/provider/properties/token/type",
            "integer",
            /must be a text/,
        ],
        ["a number in a place of words", "/description", 1, /description is empty/],
        ["a list in a place of an object", "/types", [], /^\/types must be an object/],
    ];

    for (const [what, place, value, problem] of cases) {
        it(`is told of ${what}, with its place`, () => {
            const problems = schemaProblems(withChange(place, value));

            expect(problems.join("\n")).to.match(new RegExp(problem.source, "m"));
        });
    }

    it("is told of a token of another package, of another module, and of a name that is none", () => {
        const { resources } = goodSchema() as { resources: JsonObject };
        for (const token of [
            "atlas:index:Key",
            "atlas-org:keys:Key",
            "atlas-org:Key",
            "atlas-org:index:A-Key",
        ]) {
            const schema = { ...goodSchema(), resources: { [token]: resources[KEY] } };
            expect(schemaProblems(schema), token).to.deep.equal([
                `/resources/${token} must be a token like atlas-org:index:Name`,
            ]);
        }
    });

    it("is told of what is no object", () => {
        expect(schemaProblems(undefined)).to.deep.equal([" must be an object"]);
    });
});
