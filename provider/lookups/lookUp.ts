import type { Check } from "../core/checks";
import { failure, isRequired, knowsOnly, runChecks } from "../core/checks";
import type { AtlasList } from "../atlas/endpoints/pages";
import { shownMembers, wholeList } from "../atlas/endpoints/pages";
import type { AtlasSession } from "../core/session";
import type { Callers } from "../core/settings/settings";
import { OBJECT_ID } from "../core/valueTypes";
import type { Properties } from "../core/properties";
import { isPresent } from "../core/properties";

/** A question to Atlas, or to Ops Manager, which changes nothing: data and a function, without Pulumi's SDK. */
export interface LookUp<Args extends object, Result> {
    /** For ever the last part of its token: "getOrganization". */
    readonly name: string;
    readonly inputs: readonly string[];
    readonly checks: readonly Check[];
    /** As whom it calls. @default with any credential of the provider */
    readonly callers?: Callers;
    run(session: AtlasSession, args: Args): Promise<Result>;
}

/** What is wrong with the arguments of a look-up, in sentences. */
export function argumentProblems({ inputs, checks }: LookUp<never, unknown>, args: object): string[] {
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
    session: Pick<AtlasSession, "warn">,
    list: AtlasList<T>,
    { isMeant, what, describe }: Meant<T>,
): T {
    const found = list.members.filter(isMeant);
    const all = found.length > 0 ? shownMembers(list, session) : wholeList(list);
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
