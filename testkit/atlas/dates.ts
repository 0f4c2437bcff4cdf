/** A moment as Atlas writes it: ISO 8601, UTC, in whole seconds (recorded: "2026-08-10T03:02:57Z"). */
export function atlasDate(timeMs: number): string {
    return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
