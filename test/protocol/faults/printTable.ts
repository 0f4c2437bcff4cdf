import { isDeepStrictEqual } from "node:util";
import type { Cell, CellResult } from "./matrix";
import { expectedOf, tryAll } from "./matrix";
import { formatTable } from "./table";

/** Tries all cells, and prints what came of them: `npm run faults`. Fails if one is not as it should be. */
async function printTable(): Promise<void> {
    const results = await tryAll();
    const outcomeOf = (cell: Cell) => find(results, cell)?.outcome ?? "-";
    print(formatTable(outcomeOf));
    print("");
    print(fiveFaults(outcomeOf));
    for (const { problem, outcome, ...cell } of results) {
        if (outcome !== expectedOf(cell)) {
            process.exitCode = 1;
            const difference = `${outcome}, where ${expectedOf(cell)} is expected`;
            print(`${cell.operation}, ${cell.fault}: ${difference}. ${problem?.message ?? ""}`);
        }
    }
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
