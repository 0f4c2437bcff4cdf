import type { Cell } from "./matrix";
import { FAULT_NAMES, OPERATION_NAMES } from "./expected";

/** Rows are operations, columns are faults; Markdown, aligned as prettier aligns it. */
export function formatTable(outcomeOf: (cell: Cell) => string): string {
    const head = ["", ...FAULT_NAMES];
    const rows = OPERATION_NAMES.map((operation) => [
        operation,
        ...FAULT_NAMES.map((fault) => outcomeOf({ operation, fault })),
    ]);
    const widths = head.map((_title, column) =>
        Math.max(...[head, ...rows].map((row) => row[column]!.length)),
    );
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
    return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
