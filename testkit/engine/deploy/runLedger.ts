import type { ResourceState } from "../state/resourceState";

/** What a run has decided so far, by URN. */
export class RunLedger {
    /** Registered, and there when the run is over. */
    readonly kept = new Set<string>();
    readonly replaced = new Set<string>();
    readonly deletions = new Set<string>();
    /** Resources for which a delete is under way already. */
    readonly condemned = new Set<ResourceState>();
    /** Something was wrong that does not end a preview at once. */
    hasErrors = false;

    markReplaced(urn: string): void {
        this.replaced.add(urn);
        this.kept.add(urn);
    }

    /** URNs of all that the run has come past. */
    passed(): Set<string> {
        return new Set([...this.kept, ...this.deletions, ...this.replaced]);
    }
}
