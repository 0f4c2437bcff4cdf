import { markdownTable } from "./markdownTable";
import type { ScaleResults } from "./scaleResults";
import type { Outcome, Scenario } from "./scenarios/scaleSimulation";

const OPERATIONS = ["up", "refresh", "destroy"] as const;

/** What stacks of one organization wait for its bucket of calls: a row for each scenario, a column for each operation. */
export function scaleTable({ results }: ScaleResults): string {
    const rows = results
        .filter(({ scenario }) => scenario.organizations === "one")
        .map(({ scenario, outcomes }) => [
            scenario.stackCount.toLocaleString("en-US"),
            scenario.declaration === "list" ? "as a list" : "one by one",
            scenario.maxRateLimitWaitMs === undefined
                ? "10 min (default)"
                : `${scenario.maxRateLimitWaitMs / 3_600_000} hours`,
            ...OPERATIONS.map((operation) =>
                describeOutcome(
                    outcomes.find((outcome) => outcome.operation === operation),
                    scenario,
                ),
            ),
        ]);
    return markdownTable(["stacks", "entries", "a call may wait", ...OPERATIONS], rows);
}

function describeOutcome(outcome: Outcome | undefined, scenario: Scenario): string {
    if (outcome === undefined) {
        return "";
    }
    const { durationMs, failures } = outcome;
    const wait = durationMs < 60_000 ? "no wait" : `${Math.round(durationMs / 60_000)} min`;
    return failures === 0 ? wait : `${wait}; ${failures} of ${resourcesOf(scenario)} fail`;
}

function resourcesOf({ declaration, stackCount, entriesPerStack }: Scenario): string {
    const perStack = declaration === "list" ? 1 : entriesPerStack;
    return (stackCount * perStack).toLocaleString("en-US");
}
