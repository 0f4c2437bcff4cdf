import type { DeleteResults } from "./deleteResults";
import { DELETING_NAMES, DELETING_WAYS } from "./deleteResults";
import { markdownTable } from "./markdownTable";

/** What it takes to delete many entries, in each of the ways. */
export function deletesTable({ entries, latencyMs, costs }: DeleteResults): string {
    const rows = DELETING_WAYS.map((way) => {
        const { wallMs, requests } = costs[way];
        return [
            DELETING_NAMES[way],
            (wallMs / 1000).toFixed(1),
            (wallMs / costs.floor.wallMs).toFixed(2),
            String(requests),
        ];
    });
    return markdownTable(
        [`deleting ${entries} entries, Atlas at ${latencyMs} ms`, "seconds", "floor = 1", "requests"],
        rows,
    );
}
