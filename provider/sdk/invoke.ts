import * as pulumi from "@pulumi/pulumi";
import { messageOf } from "../atlas/errors/errors";
import type { Properties } from "../schema/properties";
import { perInstance, remembered } from "../runtime/providerInstance";
import { recordOf } from "../configuration/configuration";
import { knownValues } from "./values";
import { tokenOf } from "../packageFile";
import { frontOfProgram, pluginDownloadOptions } from "./front";
import { isMocked, perRun, refusal } from "./run";
import { settingsOf } from "./provider";
import type { ConfigurableInstance } from "../runtime/createProviderInstance";
import { createProviderInstance } from "../runtime/createProviderInstance";
import { answer, argumentProblems } from "../functions/lookUp";
import type { ProviderFunction } from "../functions/lookUp";

// Pulumi's host of dynamic resources serves no functions, so look-ups run in the program's own process.

/** The arguments of a look-up as the Output form takes them. */
export type OutputArgs<Args> = Args extends unknown
    ? {
          readonly [Name in keyof Args]:
              | pulumi.Input<Exclude<Args[Name], undefined>>
              | (undefined extends Args[Name] ? undefined : never);
      }
    : never;

/** Runs a look-up at once. @throws pulumi.RunError if it fails, or if the settings of its provider are not known yet. */
export async function invoke<Args extends object, Result>(
    lookUp: ProviderFunction<Args, Result>,
    args: Args | undefined,
    options: pulumi.InvokeOptions = {},
): Promise<Result> {
    const result = await invokeIfKnown(lookUp, args, options);
    if (result === undefined) {
        throw refusal(
            `${lookUp.name}: the settings of its provider are not known yet, as something that they come from is still to be made. Use ${lookUp.name}Output, whose result is unknown until then.`,
        );
    }
    return result;
}

/** The same for arguments that are outputs, and for a provider that is not known yet: then the result is unknown. */
export function invokeOutput<Args extends object, Result>(
    lookUp: ProviderFunction<Args, Result>,
    args: pulumi.Input<object> | undefined,
    options: pulumi.InvokeOutputOptions = {},
): pulumi.Output<Result> {
    const { dependsOn, ...others } = options;
    const before = pulumi.output(dependsOn).apply((given) => idsOf([(given as Given) ?? []].flat()));
    return pulumi.all([args, before]).apply(async ([known, after]) => {
        const found = await invokeIfKnown(lookUp, known as Args | undefined, others, after);
        return found ?? (pulumi.unknown as unknown as Result);
    });
}

type Given = pulumi.Resource | readonly pulumi.Resource[] | undefined;

/** Known only once the resources are made: of a component, all that is in it. */
function idsOf(resources: readonly pulumi.Resource[]): pulumi.Output<unknown> {
    return pulumi.output(
        resources.map((each) => (pulumi.CustomResource.isInstance(each) ? each.id : idsIn(each))),
    );
}

function idsIn(component: pulumi.Resource): pulumi.Output<unknown> {
    // Pulumi's own functions go by these two as well; a component that is made elsewhere shows nothing of what is in it.
    const { __childResources: children, __data: whenConstructed } = component as Component;
    return pulumi.all([component.urn, whenConstructed]).apply(() => idsOf([...(children ?? [])]));
}

interface Component extends pulumi.Resource {
    readonly __childResources?: ReadonlySet<pulumi.Resource>;
    readonly __data?: Promise<unknown>;
}

/**
 * Undefined while the settings of the provider are not known.
 *
 * @param after are the ids of what must be made before: an earlier answer says nothing of these. @default none
 */
async function invokeIfKnown<Args extends object, Result>(
    lookUp: ProviderFunction<Args, Result>,
    args: Args = {} as Args,
    options: pulumi.InvokeOptions,
    after: unknown = [],
): Promise<Result | undefined> {
    const { isPlugin } = frontOfProgram();
    if (isMocked() || isPlugin) {
        const where = isPlugin ? pluginDownloadOptions() : {};
        return pulumi.runtime.invoke(tokenOf(lookUp.name), args, {
            ...options,
            ...where,
        }) as Promise<Result>;
    }
    const problems = argumentProblems(lookUp, args);
    if (problems.length > 0) {
        throw refusal(`${lookUp.name}: ${problems.join(" ")}`);
    }
    const settings = await knownSettings(lookUp.name, options);
    return settings && run(lookUp, { args, after }, await instanceFor(settings));
}

const answersIn = perInstance(() => new Map<string, Promise<unknown>>());

async function run<Args extends object, Result>(
    lookUp: ProviderFunction<Args, Result>,
    { args, after }: { args: Args; after: unknown },
    instance: ConfigurableInstance,
): Promise<Result> {
    const question = JSON.stringify([lookUp.name, Object.entries(args).sort(), after]);
    try {
        const found = remembered(answersIn(instance), question, () => answer(lookUp, args, instance));
        // Whoever gets it may change it.
        return structuredClone((await found) as Result);
    } catch (error) {
        throw refusal(messageOf(error));
    }
}

/** By full keys; undefined while some are not known. */
async function knownSettings(name: string, options: pulumi.InvokeOptions): Promise<Properties | undefined> {
    const { provider = options.parent?.getProvider(PROVIDER_TOKEN) } = options;
    const settings = provider && settingsOf(provider);
    if (settings === undefined && options.provider !== undefined) {
        throw refusal(`${name}: its provider is not a Provider of pulumi-atlas-org.`);
    }
    return settings === undefined ? pulumi.runtime.allConfig() : knownValues(settings);
}

/** Resources of this package have it, and those of any other package that is written in the same way. */
const PROVIDER_TOKEN = "pulumi-nodejs:dynamic:Resource";

const instancesIn = perRun(() => new Map<string, ConfigurableInstance>());
const OUTSIDE_ANY_STACK = {};

/** One instance for each provider of a run: it holds the client, and what was asked before. */
async function instanceFor(settings: Properties): Promise<ConfigurableInstance> {
    // Only now: most programs look nothing up, and the HTTP stack takes a while to load.
    const { AtlasClient } = await import("../atlas/client.js");
    const instances = instancesIn(pulumi.runtime.getStackResource() ?? OUTSIDE_ANY_STACK);
    const name = JSON.stringify(Object.entries(settings).sort());
    const known = instances.get(name);
    if (known !== undefined) {
        return known;
    }
    const instance = createProviderInstance((options) => new AtlasClient(options));
    instance.configure(recordOf(settings));
    instances.set(name, instance);
    endWithProgram(instance);
    return instance;
}

const openInstances = new Set<ConfigurableInstance>();

/** Access tokens are handed back when the program has nothing else to do. */
function endWithProgram(instance: ConfigurableInstance): void {
    if (openInstances.size === 0) {
        process.once("beforeExit", () => {
            openInstances.forEach((each) => void each.end());
            openInstances.clear();
        });
    }
    openInstances.add(instance);
}
