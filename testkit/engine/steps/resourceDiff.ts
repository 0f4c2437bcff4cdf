import type { Diagnostics } from "../diagnostics";
import type { Provider } from "../providers/provider";
import { isEqual, revealSecrets } from "../values/properties";
import type { PropertyMap, PropertyValue } from "../values/properties";
import { containsPath, parsePropertyPath, resetPaths } from "../values/propertyPaths";
import type { ResourceState } from "../state/resourceState";

/** What a diff decides. */
export interface Diff {
    hasChanges: boolean;
    replaceKeys: readonly string[];
    /** Paths, where the provider names them or the engine compared the inputs itself. */
    changedKeys: readonly string[];
    deleteBeforeReplace: boolean;
}

export const NO_CHANGES: Diff = {
    hasChanges: false,
    replaceKeys: [],
    changedKeys: [],
    deleteBeforeReplace: false,
};

/** A name that stands in `replaceOnChanges` for the errors of a create or update. */
const INIT_ERROR_KEY = "#initerror";

/** A replacement that the engine itself decides on. */
export function replacedBecauseOf(key: string): Diff {
    return { ...NO_CHANGES, hasChanges: true, replaceKeys: [key] };
}

/** Asks the provider; if it does not say, inputs that differ are a change. */
export async function diffResource(
    { diagnostics }: { diagnostics: Diagnostics },
    provider: Provider,
    old: ResourceState,
    options: { newInputs: PropertyMap; ignoreChanges: string[]; keepUnknowns: boolean },
): Promise<Diff> {
    const { newInputs, ignoreChanges } = options;
    const olds = { inputs: old.inputs, outputs: old.outputs ?? {} };
    const { hasChanges, ...diff } = await provider.diff(old, olds, newInputs, options);
    if (hasChanges !== undefined) return { ...diff, hasChanges };
    const inputs = ignoreInputs(diagnostics, {
        urn: old.urn,
        inputs: newInputs,
        oldInputs: old.inputs,
        ignoreChanges,
    });
    const changedKeys = changedKeysOf(old.inputs, inputs);
    return { ...diff, hasChanges: changedKeys.length > 0, changedKeys };
}

function changedKeysOf(olds: PropertyMap, news: PropertyMap): string[] {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const plain = (value: PropertyValue | undefined): PropertyValue => revealSecrets(value ?? null);
    return keys.filter((key) => !isEqual(plain(olds[key]), plain(news[key])));
}

/** Adds what the option `replaceOnChanges` says to what the provider says. */
export function applyReplaceOnChanges(
    diff: Diff,
    replaceOnChanges: readonly string[],
    hasInitErrors: boolean,
): Diff {
    const isTrigger = (key: string): boolean =>
        replaceOnChanges.some((path) => containsPath(parsePropertyPath(path), parsePropertyPath(key)));
    const isTriggeredByErrors = hasInitErrors && isTrigger(INIT_ERROR_KEY);
    return {
        ...diff,
        hasChanges: diff.hasChanges || isTriggeredByErrors,
        replaceKeys: [
            ...diff.replaceKeys,
            ...diff.changedKeys.filter(isTrigger),
            ...(isTriggeredByErrors ? [INIT_ERROR_KEY] : []),
        ],
    };
}

/** The inputs with what `ignoreChanges` names set back to what it was. */
export function ignoreInputs(
    diagnostics: Diagnostics,
    change: { urn: string; inputs: PropertyMap; oldInputs: PropertyMap; ignoreChanges: string[] },
): PropertyMap {
    const { inputs, failed } = resetPaths(change.inputs, change.oldInputs, change.ignoreChanges);
    if (failed.length > 0) {
        const paths = JSON.stringify(failed.join(", "));
        diagnostics.info(
            `cannot ignore changes in added or removed elements of the path: ${paths}`,
            change.urn,
        );
    }
    return inputs;
}
