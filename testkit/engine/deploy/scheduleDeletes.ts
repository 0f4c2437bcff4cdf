import { DependencyGraph } from "../state/dependencyGraph";
import type { ResourceState } from "../state/resourceState";
import type { Step } from "../steps/step";

/**
 * Puts deletes in order: each list runs side by side, after the one before it; nothing is deleted before what
 * depends on it (ScheduleDeletes of pkg/resource/deploy/step_generator.go).
 */
export function scheduleDeletes<T extends Step & { old: ResourceState }>(
    resources: readonly ResourceState[],
    steps: readonly T[],
): T[][] {
    const graph = new DependencyGraph(resources);
    const lists: T[][] = [];
    let waiting = new Map(steps.map((step) => [step.old, step]));
    while (waiting.size > 0) {
        const ready = [...waiting].filter(([state]) => {
            const dependencies = [...graph.dependenciesOf(state)];
            return !dependencies.some((dependency) => waiting.has(dependency));
        });
        lists.unshift(ready.map(([, step]) => step));
        const gone = new Set(ready.map(([state]) => state));
        waiting = new Map([...waiting].filter(([state]) => !gone.has(state)));
    }
    return lists;
}
