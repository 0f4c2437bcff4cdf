import { loadPulumiSdk } from "#testkit/engine/sdk";
import { REPOSITORY } from "./generated/markers";
import { kindInSchema } from "./schemaNames";

interface Program {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly resources: Readonly<Record<string, Resource>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Resource {
    readonly type: string;
    readonly properties?: object;
    readonly options?: object;
}

const OPTIONS = ["provider", "deletedWith", "deleteBeforeReplace", "aliases", "protect"];

/**
 * What is wrong with a YAML program on the plugin: types, properties, options and outputs that are not there.
 *
 * @param isPart whether it is part of a program, whose other resources are not there.
 */
export function problemsInYaml(text: string, { isPart = false } = {}): string[] {
    const program = loadPulumiSdk(REPOSITORY).loadYaml(text) as Program;
    const names = [...Object.keys(program.resources), ...Object.keys(program.config ?? {})];
    return [
        ...Object.entries(program.resources).flatMap(([name, resource]) =>
            problemsOfResource(name, resource),
        ),
        ...referencesIn(program).flatMap(([name = "", output]) => {
            const resource = program.resources[name];
            if (resource === undefined) {
                return isPart || names.includes(name) ? [] : [`There is no ${name}.`];
            }
            const outputs = [...Object.keys(kindInSchema(kindOf(resource))?.properties ?? {}), "id", "urn"];
            return output === undefined || outputs.includes(output)
                ? []
                : [`${name} has no output ${output}.`];
        }),
    ];
}

/** "OrgApiKey" for "atlas-org:OrgApiKey", "Provider" for "pulumi:providers:atlas-org". */
function kindOf({ type }: Resource): string {
    return type === "pulumi:providers:atlas-org" ? "Provider" : type.replace(/^atlas-org:/, "");
}

function problemsOfResource(name: string, resource: Resource): string[] {
    const kind = kindInSchema(kindOf(resource));
    if (kind === undefined) {
        return [`${name} is a ${resource.type}, which there is not.`];
    }
    const given = Object.keys(resource.properties ?? {});
    const options = Object.keys(resource.options ?? {});
    return [
        ...given
            .filter((input) => !(input in kind.inputProperties))
            .map((input) => `${name} has no input ${input}.`),
        ...(kind.requiredInputs ?? [])
            .filter((input) => !given.includes(input))
            .map((input) => `${name} needs ${input}.`),
        ...options
            .filter((option) => !OPTIONS.includes(option))
            .map((option) => `There is no option ${option}.`),
    ];
}

/** The names and outputs of all references such as ${ci.apiKeyId}. */
function referencesIn(program: Program): (string | undefined)[][] {
    const text = JSON.stringify([program.resources, program.outputs]);
    return [...text.matchAll(/\$\{(\w+)(?:\.(\w+))?[^}]*\}/g)].map(([, name, output]) => [name, output]);
}
