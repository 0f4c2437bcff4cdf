import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import { isPulumiOnPath } from "pulumi-atlas-org/testkit";
import * as kinds from "#provider/kinds";
import * as lookUps from "#provider/lookUps";
import { REPOSITORY } from "../docs/generated/markers";
import { schemaText } from "./schemaText";

const text = readFileSync(path.join(REPOSITORY, "schema.json"), "utf8");
const schema = JSON.parse(text) as Schema;

type Members = Readonly<Record<string, { readonly secret?: boolean; readonly description?: string }>>;

interface Resource {
    readonly inputProperties: Members;
    readonly properties: Members;
    readonly requiredInputs: readonly string[];
    readonly aliases: readonly { readonly type: string }[];
}

interface Schema {
    readonly types: Readonly<Record<string, object>>;
    readonly resources: Readonly<Record<string, Resource>>;
    readonly functions: Readonly<Record<string, object>>;
}

describe("the schema of the plugin", () => {
    it("is as the code says: else run `npm run schema`", () => {
        expect(text).to.equal(schemaText());
    });

    it("satisfies Pulumi's schema of schemas", () => {
        const meta = JSON.parse(
            readFileSync(path.join(__dirname, "pulumiMetaSchema.json"), "utf8"),
        ) as object;
        const ajv = new Ajv2020({ strict: false, validateFormats: false });
        const isValid = ajv.validate(meta, schema);

        expect(ajv.errorsText(ajv.errors)).to.equal("No errors");
        expect(isValid).to.be.true;
    });

    it("refers to nothing that it does not have", () => {
        const references = [...text.matchAll(/"#\/types\/([^"]+)"/g)].map(([, token]) => token);

        expect(references).not.to.be.empty;
        expect(references.filter((token) => !(token! in schema.types))).to.be.empty;
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

    if (isPulumiOnPath()) {
        it("passes `pulumi schema check`", () => {
            const { status, stderr } = spawnSync("pulumi", ["schema", "check", "schema.json"], {
                cwd: REPOSITORY,
                encoding: "utf8",
            });
            expect(status, stderr).to.equal(0);
        });
    }
});
