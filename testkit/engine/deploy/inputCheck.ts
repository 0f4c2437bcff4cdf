import type { CheckFailure, CheckResult } from "../providers/providerResults";
import type { ResourceState } from "../state/resourceState";
import type { StepContext } from "../steps/step";
import { providerOf } from "../steps/step";
import { nameOf } from "../urns";
import { goFormat } from "../values/goFormat";
import type { PropertyMap } from "../values/properties";

/** Lets the provider check, and complete, the inputs of a resource. Returns false after reporting what is wrong. */
export async function checkInputs(
    context: StepContext,
    state: ResourceState,
    inputs: { olds: PropertyMap | undefined; news: PropertyMap },
): Promise<boolean> {
    return report(
        context,
        state,
        await providerOf(context, state).check(state.urn, inputs.olds, inputs.news),
    );
}

/** Lets a provider check its own configuration. Returns false after reporting what is wrong. */
export async function checkProvider(context: StepContext, state: ResourceState): Promise<boolean> {
    return report(context, state, await context.providers.check(state));
}

function report(context: StepContext, state: ResourceState, checked: CheckResult): boolean {
    for (const failure of checked.failures) {
        context.diagnostics.error(describeFailure(state, checked.inputs, failure), state.urn);
    }
    state.inputs = checked.inputs;
    return checked.failures.length === 0;
}

function describeFailure(
    state: ResourceState,
    inputs: PropertyMap,
    { property, reason }: CheckFailure,
): string {
    const resource = `${state.type} resource '${nameOf(state.urn)}'`;
    if (property === "") return `${resource} has a problem: ${reason}`;
    return `${resource}: property ${property} value ${goFormat(inputs[property])} has a problem: ${reason}`;
}
