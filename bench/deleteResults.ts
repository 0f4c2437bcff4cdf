import { PARALLEL } from "./results";
import type { Cost, Way } from "./results";

/** The ways to delete many entries that are compared; "floor" reaches no Atlas. */
export const DELETING_WAYS = ["floor", "entries", "list", "reference"] as const satisfies readonly Way[];
export type DeletingWay = (typeof DELETING_WAYS)[number];

/** How many entries the reference client has under way at a time: as many as Terraform. */
export const REFERENCE_PARALLEL = 10;

export const DELETING_NAMES: Readonly<Record<DeletingWay, string>> = {
    floor: `single resources whose provider does nothing, ${PARALLEL} at a time`,
    entries: `single entries, ${PARALLEL} at a time`,
    list: "one list",
    reference: `reference client, ${REFERENCE_PARALLEL} at a time`,
};

/** What `npm run deletes` writes to bench/delete-results.json. */
export interface DeleteResults {
    readonly entries: number;
    readonly latencyMs: number;
    /** Rounds, in each of which every way was run once. */
    readonly rounds: number;
    /** The median of the rounds. */
    readonly costs: Readonly<Record<DeletingWay, Cost>>;
}
