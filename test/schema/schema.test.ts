import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import * as kinds from "#provider/kinds";
import * as lookUps from "#provider/lookUps";
import { REPOSITORY } from "../docs/generated/markers";
import { schemaProblems } from "./schemaProblems";
import { schemaText } from "./schemaText";

const text = readFileSync(path.join(REPOSITORY, "schema.json"), "utf8");
const schema = JSON.parse(text) as Schema;

interface Member {
    readonly secret?: boolean;
    readonly description?: string;
    readonly items?: object;
    readonly language?: { readonly csharp: { readonly name: string } };
}

type Members = Readonly<Record<string, Member>>;

interface Resource {
    readonly inputProperties: Members;
    readonly properties: Members;
    readonly requiredInputs: readonly string[];
    readonly aliases: readonly { readonly type: string }[];
}

interface NamedType {
    readonly enum?: readonly { readonly name: string; readonly value: string }[];
}

interface Schema {
    readonly types: Readonly<Record<string, NamedType>>;
    readonly resources: Readonly<Record<string, Resource>>;
    readonly functions: Readonly<Record<string, object>>;
}

describe("the schema of the plugin", () => {
    it("is as the code says: else run `npm run schema`", () => {
        expect(text).to.equal(schemaText());
    });

    it("holds what a schema of a package must hold, and nothing else", () => {
        expect(schemaProblems(schema)).to.deep.equal([]);
    });

    it("has choices that the package has as values, by the names that generated SDKs give them", () => {
        const choices = Object.entries(schema.types).flatMap(([token, type]) =>
            type.enum === undefined
                ? []
                : [[token.split(":").at(-1)!, type.enum.map(({ name, value }) => [name, value])] as const],
        );

        expect(choices.map(([name]) => name)).to.include.members(["OrganizationRole", "AccessListMode"]);
        for (const [name, members] of choices) {
            expect(atlas, name).to.have.property(name).that.deep.equals(Object.fromEntries(members));
        }
    });

    it("lets a program name a role that is newer than the package", () => {
        const items = Object.values(schema.resources).flatMap(({ inputProperties: { roles } }) =>
            roles === undefined ? [] : [roles.items],
        );

        expect(items).to.have.lengthOf(2);
        for (const item of items) {
            expect(item).to.deep.equal({
                type: "string",
                oneOf: [{ type: "string" }, { $ref: "#/types/atlas-org:index:OrganizationRole" }],
            });
        }
    });

    it("has each kind and each look-up, with what leads from the dynamic resource to it", () => {
        const names = Object.values(kinds).map(({ definition }) => definition.kind);
        expect(Object.keys(schema.resources)).to.have.members(names.map((name) => `atlas-org:index:${name}`));
        expect(Object.keys(schema.functions)).to.have.members(
            Object.values(lookUps).map(({ name }) => `atlas-org:index:${name}`),
        );
        for (const name of names) {
            expect(schema.resources[`atlas-org:index:${name}`]!.aliases).to.deep.equal([
                { type: `pulumi-nodejs:dynamic/mongodbatlas:${name}` },
            ]);
        }
    });

    it("names no setting of the dynamic resources, which have another namespace", () => {
        expect(text).not.to.match(/mongodbatlas:[a-z]/);
    });

    it("gives outputs that are called as their class another name in C#, which does not compile else", () => {
        const clashing = Object.entries(schema.resources).flatMap(([token, { properties }]) => {
            const kind = token.split(":").at(-1) ?? "";
            const inCSharp = Object.entries(properties).map(
                ([name, { language }]) => language?.csharp.name ?? capitalized(name),
            );
            return inCSharp.filter((name) => name === kind);
        });
        expect(clashing).to.deep.equal([]);
    });

    for (const { definition } of Object.values(kinds)) {
        it(`has what ${definition.kind} takes and gives, what is secret, and words for all of it`, () => {
            const { inputProperties, properties, requiredInputs } =
                schema.resources[`atlas-org:index:${definition.kind}`]!;

            expect(Object.keys(inputProperties)).to.have.members([...definition.inputs]);
            expect(Object.keys(properties)).to.have.members([...definition.inputs, ...definition.outputs]);
            const without = Object.fromEntries(requiredInputs.map((name) => [name, null]));
            const refused = definition.checks.flatMap((check) => check(without));
            expect(
                refused.filter(({ reason }) => reason === "is required.").map((each) => each.property),
            ).to.have.members([...requiredInputs]);
            for (const members of [inputProperties, properties]) {
                const secrets = Object.keys(members).filter((name) => members[name]!.secret === true);
                expect(secrets).to.have.members(definition.secrets.filter((name) => name in members));
                expect(Object.keys(members).filter((name) => !members[name]!.description)).to.be.empty;
            }
        });
    }
});

function capitalized(name: string): string {
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
