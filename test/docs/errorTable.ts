import type { Advice } from "#provider/atlas/errors/errorCodes";
import { ERROR_CODES } from "#provider/atlas/errors/errorCodes";

/** The table of error codes, as Markdown that prettier leaves alone: what the README shows. */
export function errorTable(): string {
    const rows = ERROR_CODES.map(({ codes, meaning, advice }) => [
        codes.map((code) => `\`${code}\``).join(", "),
        meaning,
        adviceFor(advice).replaceAll("|", "\\|"),
    ]);
    const head = ["Atlas's code", "what it means here", "what to do"];
    const widths = head.map((_, column) =>
        Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
    return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function adviceFor(advice: Advice): string {
    return typeof advice === "function"
        ? advice({ path: "", parameters: [], retryAfterMs: undefined, caller: "the credential" })
        : advice;
}
