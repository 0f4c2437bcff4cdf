import { markdownTable } from "../../../bench/markdownTable";
import type { FaultName, OperationName } from "./expected";
import { FAULT_NAMES, OPERATION_NAMES } from "./expected";

/** An operation under a fault, and what comes of it. */
type OutcomeOf = (cell: { operation: OperationName; fault: FaultName }) => string;

/** A heading and a table for each kind of resource: rows are faults, columns are its operations. */
export function formatTables(outcomeOf: OutcomeOf): string {
    const kinds = [...new Set(OPERATION_NAMES.map(kindOf))];
    return kinds.map((kind) => `### ${kind}\n\n${formatTable(kind, outcomeOf)}`).join("\n\n");
}

function formatTable(kind: string, outcomeOf: OutcomeOf): string {
    const operations = OPERATION_NAMES.filter((operation) => kindOf(operation) === kind);
    const rows = FAULT_NAMES.map((fault) => [
        fault,
        ...operations.map((operation) => outcomeOf({ operation, fault })),
    ]);
    return markdownTable(["fault", ...operations.map((operation) => operation.split(" ")[1] ?? "")], rows);
}

function kindOf(operation: OperationName): string {
    return operation.split(" ")[0] ?? "";
}
