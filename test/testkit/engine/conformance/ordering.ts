import type { ResourceRecord, Step } from "#testkit/engine/stack";
import type { CallRecord } from "./observe";

/** Where several operations run at a time, only what a thing goes through has an order. */
export function inOrder<T>(items: readonly T[], isParallel: boolean): T[] {
    return isParallel ? sorted(items) : [...items];
}

/**
 * The CLI deletes level by level, in no certain order within a level: sorts what stands between other items. That
 * dependents go first is for `deletedTooEarly` to see.
 */
export function withSortedDeletes<T>(items: readonly T[], isDelete: (item: T) => boolean): T[] {
    const result: T[] = [];
    let deletes: T[] = [];
    for (const item of items) {
        if (isDelete(item)) {
            deletes.push(item);
        } else {
            result.push(...sorted(deletes), item);
            deletes = [];
        }
    }
    return [...result, ...sorted(deletes)];
}

/** Numbers the processes of the providers, from 1, by what they were configured with. */
export function processNumbers(calls: readonly CallRecord[]): Map<number, number> {
    const configured = calls.filter(({ method }) => method === "configure");
    const byConfig = configured.sort((a, b) => compare(a["config"], b["config"]));
    return new Map(byConfig.map((call, index) => [call.process, index + 1]));
}

/** The resources that a run began to delete before something that, by the state before, depends on them. */
export function deletedTooEarly(steps: readonly Step[], before: readonly ResourceRecord[]): string[] {
    const deleted = steps
        .filter(({ op }) => op === "delete" || op === "delete-replaced")
        .map(({ urn }) => urn);
    return before.flatMap((resource) => {
        const position = deleted.indexOf(resource.urn);
        return references(resource).filter((urn) => {
            const target = deleted.indexOf(urn);
            return target >= 0 && target < position;
        });
    });
}

function references({ dependencies = [], parent, provider, ...rest }: ResourceRecord): string[] {
    const deletedWith = rest["deletedWith"] as string | undefined;
    const providerUrn = provider?.split("::").slice(0, -1).join("::");
    return [...dependencies, parent, providerUrn, deletedWith].filter((urn) => urn !== undefined);
}

function sorted<T>(items: readonly T[]): T[] {
    return [...items].sort(compare);
}

function compare(a: unknown, b: unknown): number {
    const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
    return textA < textB ? -1 : Number(textA > textB);
}
