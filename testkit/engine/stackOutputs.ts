import type { ResourceState } from "./state/resourceState";
import { STACK_TYPE } from "./urns";
import { displayValue } from "./values/properties";

/** What the program exports, as it stands at the stack's root resource; a secret shows as "[secret]" unless asked for. */
export function stackOutputs(
    resources: readonly ResourceState[],
    { showSecrets }: { showSecrets: boolean },
): Record<string, unknown> {
    const stack = resources.find(({ type }) => type === STACK_TYPE);
    return displayValue(stack?.outputs ?? {}, showSecrets) as Record<string, unknown>;
}
