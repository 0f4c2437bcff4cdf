import { isDeepStrictEqual } from "node:util";
import type { Cell, CellResult } from "./matrix";
import { expectedOf, tryAll } from "./matrix";
import { writePart } from "../../docs/generated/markers";
import { formatTables } from "./table";

/**
 * Tries all cells, prints what came of them, and writes the tables of docs/reliability.md: `npm run faults`. Fails, and
 * writes nothing, if one cell is not as it should be.
 */
async function printTable(): Promise<void> {
    const results = await tryAll();
    const outcomeOf = (cell: Cell) => find(results, cell)?.outcome ?? "-";
    const tables = formatTables(outcomeOf);
    print(tables);
    print("");
    print(fiveFaults(outcomeOf));
    const surprises = results.filter(({ outcome, ...cell }) => outcome !== expectedOf(cell));
    surprises.forEach(report);
    if (surprises.length === 0) {
        writePart({ page: "docs/reliability.md", name: "faults", text: tables });
    }
}

function report({ problem, outcome, ...cell }: CellResult): void {
    process.exitCode = 1;
    const difference = `${outcome}, where ${expectedOf(cell)} is expected`;
    print(`${cell.operation}, ${cell.fault}: ${difference}. ${problem?.message ?? ""}`);
}

/** The faults that an access-list entry meets most often. */
function fiveFaults(outcomeOf: (cell: Cell) => string): string {
    const cells: Cell[] = [
        { operation: "OrgApiKeyAccessListEntry create", fault: "503 once" },
        { operation: "OrgApiKeyAccessListEntry create", fault: "429, Retry-After" },
        { operation: "OrgApiKeyAccessListEntry create", fault: "lost after" },
        { operation: "OrgApiKeyAccessListEntry read", fault: "503 once" },
        { operation: "OrgApiKeyAccessListEntry read", fault: "lost before" },
    ];
    const survived = cells.filter((cell) => outcomeOf(cell) === "survived").length;
    return `503 on POST, 429 with Retry-After on POST, connection lost after POST, 503 on read, connection lost on read, of an access-list entry: ${survived} of ${cells.length} survived in the same run`;
}

function find(results: readonly CellResult[], { operation, fault }: Cell): CellResult | undefined {
    return results.find((result) => isDeepStrictEqual([result.operation, result.fault], [operation, fault]));
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

void printTable();
