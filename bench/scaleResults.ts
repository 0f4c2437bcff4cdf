import type { Outcome, Scenario } from "./scenarios/scaleSimulation";

/** What came of a scenario. */
export interface ScaleResult {
    readonly scenario: Scenario;
    readonly outcomes: readonly Outcome[];
}

/** What `npm run scale` writes to bench/scale-results.json. */
export interface ScaleResults {
    readonly entriesPerStack: number;
    readonly results: readonly ScaleResult[];
}
