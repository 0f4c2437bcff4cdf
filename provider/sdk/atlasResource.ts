import type { ResourceDefinition } from "../schema/schema";
import * as pulumi from "@pulumi/pulumi";
import type { CheckFailure } from "../schema/checks";
import { knowsOnly, runChecks } from "../schema/checks";
import { refusal, withClaim } from "./run";
import { frontOfProgram } from "./front";
import { tokenOf } from "../packageFile";
import { knownValues, plainValues } from "./values";
import type { Properties } from "../schema/properties";
import { addRepeatedSecrets } from "./provider";
import { containsUnknown, UNKNOWN } from "../schema/properties";
import { HOST_MODULE, loaderLine, PROVIDER_PROPERTY, typeToken } from "../runtime/wireContract";
import { createRequire } from "node:module";

/**
 * What all resources of this package share. In state stands one short line that loads the installed package, where
 * Pulumi's own dynamic.Resource would put a copy of the provider's code.
 */
export abstract class AtlasResource extends pulumi.CustomResource {
    protected constructor(
        definition: ResourceDefinition,
        name: string,
        given: object | null | undefined,
        options: pulumi.CustomResourceOptions = {},
    ) {
        const { kind, hostExport, secrets } = definition;
        const front = frontOfProgram();
        if (!front.isPlugin) {
            refuseUnlessHostFindsPackage(`${kind} "${name}"`);
            refuseImport(kind, name, options);
        }
        const isLookup = options.id !== undefined;
        // A program in JavaScript may leave the arguments out: that is like giving none of them.
        const args = (given ?? {}) as Properties;
        const accepted = isLookup ? args : acceptedArgs(definition, name, args);
        const secretOutputs = [...(options.additionalSecretOutputs ?? []), ...secrets];
        const complete = addRepeatedSecrets(definition, args, secretOutputs);
        const loader = loaderLine(hostExport);
        const properties = declaredProperties(definition, accepted);
        if (!front.isPlugin) {
            // Pulumi reads the secret outputs when all inputs are known: this one is not before that list is complete.
            properties[PROVIDER_PROPERTY] = complete === undefined ? loader : complete.then(() => loader);
        }
        super(front.typeToken(kind), name, properties, {
            ...front.options(kind, options),
            additionalSecretOutputs: secretOutputs,
        });
        constructions.set(this, { args, options });
    }
}

/** What a resource was constructed with. */
interface Construction {
    readonly args: Properties;
    readonly options: pulumi.CustomResourceOptions;
}

const constructions = new WeakMap<pulumi.Resource, Construction>();

/** What a resource was constructed with; undefined if this copy of the package has not constructed it. */
export function constructionOf(resource: pulumi.Resource): Construction | undefined {
    return constructions.get(resource);
}

/** Whether a value is a resource of a kind, also across copies of this package. */
export function isResourceOfKind(kind: string, value: unknown): boolean {
    return (
        pulumi.CustomResource.isInstance(value) &&
        [typeToken(kind), tokenOf(kind)].includes((value as { __pulumiType?: string }).__pulumiType ?? "")
    );
}

function refuseImport(kind: string, name: string, options: pulumi.CustomResourceOptions): void {
    if (options.import !== undefined) {
        throw refusal(
            `${kind} "${name}": Pulumi cannot import dynamic resources. Take over an organization with existingOrgId, an access-list entry with onConflict: "adopt", a whole access list by declaring it, or look anything up with ${kind}.get.`,
        );
    }
}

function acceptedArgs(definition: ResourceDefinition, name: string, args: Properties): Properties {
    const right = withRightInputs(definition, name, args);
    const claimant = { kind: definition.kind, name };
    return (definition.claims ?? []).reduce((accepted, claim) => withClaim(claimant, claim, accepted), right);
}

/**
 * Refuses plain values that are wrong. The engine checks them as well, but skips that for a resource whose provider
 * is not known yet, which is the rule when one program creates an organization and what is in it. What Atlas may have
 * shown is left to the engine's check, which knows the state; unless an input is unknown, as then the resource is new.
 */
function withRightInputs(definition: ResourceDefinition, name: string, args: Properties): Properties {
    const known = plainValues(args) as Properties;
    const { inputs, checks } = definition;
    const all = [knowsOnly(inputs, definition.internalInputs), ...checks];
    const failures = runChecks(known, all);
    const message = `${definition.kind} "${name}": ${failures.map(describe).join(" ")}`;
    if (runChecks(known, all, UNKNOWN).length > 0) {
        throw refusal(message);
    }
    return failures.length > 0 && containsUnknown(known) ? refusedIfUnknown(args, message) : args;
}

/** Returns the arguments with a refusal on the first of them, in case a preview does not know all of them. */
function refusedIfUnknown(args: Properties, message: string): Properties {
    const checked = async (value: unknown): Promise<unknown> => {
        if ((await knownValues(args)) === undefined) {
            throw refusal(message);
        }
        return value;
    };
    const [first = ""] = Object.keys(args);
    return { ...args, [first]: checked(args[first]) };
}

function describe({ property, reason }: CheckFailure): string {
    return `${property}: ${reason}`;
}

/** Every input and output is declared, else it would stay undefined on the resource, above all after `get`. */
function declaredProperties(definition: ResourceDefinition, args: Properties): pulumi.Inputs {
    const names = [...definition.inputs, ...definition.outputs];
    const declared = names.map((name): [string, unknown] => [
        name,
        declaredValue(definition, name, args[name]),
    ]);
    const unlisted = (definition.internalInputs ?? []).map((name): [string, unknown] => [name, args[name]]);
    return Object.fromEntries([...declared, ...unlisted.filter(([, value]) => value !== undefined)]);
}

function declaredValue(definition: ResourceDefinition, name: string, value: unknown): unknown {
    // A secret that the program gives as plain text would stand in clear among the inputs in state.
    return definition.secrets.includes(name) && value !== undefined ? pulumi.secret(value) : value;
}

/** The folder of the program, in which Pulumi starts it and its provider host; a program may leave it later. */
const PROGRAM_FOLDER = process.cwd();

/**
 * Refuses a resource of a program whose folder does not lead to this package: the provider host, which starts there,
 * could not load it. So it is where only another package of a workspace depends on this one, and beside a bundle.
 *
 * @param who names the resource.
 */
export function refuseUnlessHostFindsPackage(who: string): void {
    if (isProgramOfPulumi() && !isFoundFrom(PROGRAM_FOLDER)) {
        throw refusal(
            `${who}: Pulumi's provider process loads the package pulumi-atlas-org from the program's folder and does not find it there: run \`npm install pulumi-atlas-org\` (or the same with pnpm, yarn or bun) in ${PROGRAM_FOLDER}, also if another package or a bundle brings it along.`,
        );
    }
}

/** Whether Pulumi started this process to run a program. Unit tests, and inline programs of the Automation API, run elsewhere. */
function isProgramOfPulumi(): boolean {
    return process.env["PULUMI_NODEJS_MONITOR"] !== undefined;
}

function isFoundFrom(folder: string): boolean {
    try {
        createRequire(`${folder}/_`).resolve(HOST_MODULE);
        return true;
    } catch {
        return false;
    }
}
