import type { ResourceDefinition } from "../schema/schema";
import { messageOf } from "../atlas/errors/errors";
import type { CheckFailure } from "../schema/checks";
import { failure, knowsOnly, runChecks } from "../schema/checks";
import { compare } from "../schema/diff";
import type { Lifecycle } from "./lifecycle";
import type { MarkedValue } from "../schema/markedSecrets";
import { withoutMarked } from "../schema/markedSecrets";
import type { Properties } from "../schema/properties";
import type { ProviderInstance, CheckableInstance } from "./providerInstance";
import { perInstance } from "./providerInstance";
import { AS_PROVIDER } from "../configuration/settings";
import type { TidyInputs } from "../schema/sets";
import { withTidySets } from "../schema/sets";
import { containsUnknown } from "../schema/properties";

/** What came of a check. */
export interface CheckedInputs {
    readonly inputs: Properties;
    readonly failures: CheckFailure[];
}

/** What a check is about. */
export interface GivenInputs {
    /** Those in state; of a new resource, none. */
    readonly old: Properties;
    readonly given: Properties;
    /** What no message may show. Default: nothing. */
    readonly marked?: readonly MarkedValue[];
}

/** Pulumi's `check`: what is wrong with inputs; else the inputs as state holds them, with their sets in order. */
export function checkInputs<Inputs extends object, Outputs extends object>(
    lifecycle: Lifecycle<Inputs, Outputs>,
    instance: CheckableInstance,
    { old, given, marked = [] }: GivenInputs,
): CheckedInputs {
    const { definition } = lifecycle;
    const isNew = Object.keys(old).length === 0;
    const checks = [
        knowsOnly(definition.inputs, definition.internalInputs),
        ...definition.checks,
        ...(isNew ? (lifecycle.checksOfNew ?? []) : []),
    ];
    const failures = [
        ...settingsFailures(lifecycle, instance, { given, isNew }),
        ...runChecks(given, checks, old),
    ];
    if (failures.length > 0) {
        return { inputs: given, failures };
    }
    const tidy = withTidySets(given, definition.sets ?? [], old);
    tellRepeats(definition, instance, { ...tidy, inputs: withoutMarked(tidy.inputs, marked) });
    try {
        tellLifecycle(lifecycle, instance, { old, wanted: tidy.inputs, isNew });
        return { inputs: tidy.inputs, failures };
    } catch (error) {
        // What this resource and others ask for together cannot be done.
        return { inputs: given, failures: [failure("", messageOf(error))] };
    }
}

/** Pulumi prints a failure of no property as one of the whole resource. */
function settingsFailures(
    lifecycle: Pick<Lifecycle<object, object>, "callers">,
    instance: CheckableInstance,
    { given, isNew }: { given: Properties; isNew: boolean },
): CheckFailure[] {
    const callers = lifecycle.callers?.(given) ?? AS_PROVIDER;
    // A resource that is there may stay as it is without a credential.
    const problems = instance.settingsProblems({ ...callers, provider: isNew && callers.provider });
    return problems.map((problem) => failure("", problem));
}

const toldOf = perInstance(() => new Set<string>());

/** Says once in a run that a set names something more than once: Pulumi checks a resource that it replaces twice. */
function tellRepeats(
    { kind, subject }: ResourceDefinition,
    instance: ProviderInstance,
    { inputs, repeats }: TidyInputs,
): void {
    const told = toldOf(instance);
    for (const [name, count] of repeats) {
        const resource = containsUnknown(inputs) ? kind : `${kind} ${subject(inputs)}`;
        const line = `${resource}: ${count} of ${name} ${count === 1 ? "is" : "are"} named before, perhaps in another spelling: what is named twice counts once.`;
        if (!told.has(line)) {
            told.add(line);
            instance.warn(line);
        }
    }
}

function tellLifecycle<Inputs extends object, Outputs extends object>(
    lifecycle: Lifecycle<Inputs, Outputs>,
    instance: ProviderInstance,
    { old, wanted, isNew }: { old: Properties; wanted: Properties; isNew: boolean },
): void {
    const { definition, diffTable } = lifecycle;
    if (containsUnknown(wanted)) {
        return;
    }
    if (isNew) {
        lifecycle.willCreate?.(instance, wanted as Inputs);
    } else if (runChecks(old, definition.checks, old).length === 0) {
        const isReplaced = compare(diffTable, old, wanted).replaces.length > 0;
        lifecycle[isReplaced ? "willReplace" : "willKeep"]?.(
            instance,
            wanted as Inputs,
            old as Partial<Outputs>,
        );
    }
}
