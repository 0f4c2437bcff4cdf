import type { Check } from "../schema/checks";
import { failure, isRequired, knowsOnly, runChecks } from "../schema/checks";
import type { AtlasList } from "../atlas/endpoints/pages";
import { shownMembers, wholeList } from "../atlas/endpoints/pages";
import type { ProviderInstance, CheckableInstance } from "../runtime/providerInstance";
import type { Callers } from "../configuration/settings";
import { OBJECT_ID } from "../schema/valueTypes";
import type { Properties } from "../schema/properties";
import { isPresent } from "../schema/properties";
import { explained, messageOf } from "../atlas/errors/errors";
import { AS_PROVIDER } from "../configuration/settings";
import { isNotFound } from "../atlas/errors/errorPredicates";

/** A question to Atlas, or to Ops Manager, which changes nothing: data and a function, without Pulumi's SDK. */
export interface ProviderFunction<Args extends object, Result> {
    /** For ever the last part of its token: "getOrganization". */
    readonly name: string;
    readonly inputs: readonly string[];
    readonly checks: readonly Check[];
    /** As whom it calls. @default with any credential of the provider */
    readonly callers?: Callers;
    run(instance: ProviderInstance, args: Args): Promise<Result>;
}

/** What is wrong with the arguments of a look-up, in sentences. */
export function argumentProblems(
    { inputs, checks }: ProviderFunction<never, unknown>,
    args: object,
): string[] {
    const failures = runChecks(args as Properties, [knowsOnly(inputs), ...checks]);
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

/** The id of an organization, or of a key: 24 hexadecimal digits. */
export function isId(property: string): Check[] {
    return [isRequired(property), OBJECT_ID.check(property)];
}

/** Exactly one of several ways to name a thing. */
export function isOneOfThese(...properties: readonly [string, ...string[]]): Check {
    return (inputs) => {
        const given = properties.filter((property) => isPresent(inputs[property]));
        return given.length === 1
            ? []
            : [failure(properties[0], `give exactly one of ${properties.join(", ")}, not ${given.length}.`)];
    };
}

/** Which thing of a list is meant. */
export interface Meant<T> {
    readonly isMeant: (thing: T) => boolean;
    /** What it is called in errors: "API key of organization …". */
    readonly what: string;
    readonly describe: (thing: T) => string;
}

/**
 * The one thing that is meant; with a warning if the list may have more.
 *
 * @throws Error that lists what was found, if it is not exactly one, or that says so if it may be there all the same.
 */
export function onlyOne<T>(
    instance: Pick<ProviderInstance, "warn">,
    list: AtlasList<T>,
    { isMeant, what, describe }: Meant<T>,
): T {
    const found = list.members.filter(isMeant);
    const all = found.length > 0 ? shownMembers(list, instance) : wholeList(list);
    const [first, ...others] = found;
    if (first !== undefined && others.length === 0) {
        return first;
    }
    const shown = (found.length > 0 ? found : all).slice(0, MAX_SHOWN).map(describe);
    const count = found.length === 0 ? `there is no ${what}` : `there are ${found.length} of ${what}`;
    throw new Error(
        `${count}. ${shown.length === 0 ? "None was found at all." : `Found: ${shown.join("; ")}.`}`,
    );
}

/** Of a long list, nobody reads hundreds. */
const MAX_SHOWN = 20;

/** What a provider instance of a front can do beside: wait at its end for what is under way. */
export interface AnsweringInstance extends CheckableInstance {
    asOperation<T>(run: () => Promise<T>): Promise<T>;
}

/** The answer to a look-up whose arguments are good. @throws Error that names the look-up. */
export async function answer<Args extends object, Result>(
    lookUp: ProviderFunction<Args, Result>,
    args: Args,
    instance: AnsweringInstance,
): Promise<Result> {
    const [problem] = instance.settingsProblems(lookUp.callers ?? AS_PROVIDER);
    if (problem !== undefined) {
        throw new Error(`${lookUp.name}: ${problem}`);
    }
    try {
        return await instance.asOperation(() => lookUp.run(instance, args));
    } catch (error) {
        throw new Error(`${lookUp.name}: ${messageOf(error)}`, { cause: error });
    }
}

/** Says of a 404 what was looked for; any other error stays as it is. */
export function notFound(error: unknown, what: string): unknown {
    return isNotFound(error)
        ? explained(error, {
              before: `${what} was not found. Check its id, and that the credential and baseUrl are those of its organization.`,
          })
        : error;
}
