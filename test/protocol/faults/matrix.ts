import type { FaultName, OperationName, Outcome } from "./expected";
import { EXPECTED, FAULT_NAMES, OPERATION_NAMES } from "./expected";
import { FAULT_CASES } from "./faults";
import { Lab, LAB_WIDTH } from "./lab";
import { OPERATIONS } from "./operations";
import { Trial } from "./trial";

/** One operation under one fault. */
export interface Cell {
    readonly operation: OperationName;
    readonly fault: FaultName;
}

/** All cells but those where the fault cannot happen. */
export const CELLS: readonly Cell[] = OPERATION_NAMES.flatMap((operation) =>
    FAULT_NAMES.filter((fault) => expectedOf({ operation, fault }) !== "-").map((fault) => ({
        operation,
        fault,
    })),
);

const FAULTS_IN_TURN = 4;

/**
 * Some cells that stand for all: each operation under a wrong server and under four faults more, which go through all
 * faults in turn; and each creation whose answer is lost.
 */
export const SOME_CELLS = CELLS.filter(isAmongSome);

function isAmongSome({ operation, fault }: Cell): boolean {
    const isLostCreation = ["lost after", "408, HTML"].includes(fault) && operation.endsWith(" create");
    const first = OPERATION_NAMES.indexOf(operation) * FAULTS_IN_TURN;
    const inTurn = Array.from(
        { length: FAULTS_IN_TURN },
        (_, n) => FAULT_NAMES[(first + n) % FAULT_NAMES.length],
    );
    return fault === "wrong server" || isLostCreation || inTurn.includes(fault);
}

export interface CellResult extends Cell {
    readonly outcome: Outcome | "broken";
    /** What went wrong in a cell that is broken. */
    readonly problem?: Error;
}

export function expectedOf({ operation, fault }: Cell): Outcome {
    return EXPECTED[operation][fault];
}

/** Tries cells, as many side by side as can be; all of them take half a minute. */
export async function tryAll(cells: readonly Cell[] = CELLS): Promise<CellResult[]> {
    const lab = await Lab.start();
    const waiting = [...cells].sort((one, other) => rankOf(one) - rankOf(other));
    const underWay = new Map<Cell, Promise<void>>();
    const results: CellResult[] = [];
    try {
        while (waiting.length + underWay.size > 0) {
            const next = underWay.size < LAB_WIDTH ? takeNext(waiting, [...underWay.keys()]) : undefined;
            if (next === undefined) {
                await Promise.race(underWay.values());
                continue;
            }
            lab.clock.skewMs = skewOf(next);
            const trial = tryOne(lab, next).then((result) => {
                results.push(result);
                underWay.delete(next);
            });
            underWay.set(next, trial);
        }
        return results;
    } finally {
        await lab.stop();
    }
}

/** The first that would not get into the way of others. */
function takeNext(waiting: Cell[], underWay: readonly Cell[]): Cell | undefined {
    const index = waiting.findIndex((cell) => underWay.every((other) => !areAtOdds(cell, other)));
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
}

function areAtOdds(one: Cell, other: Cell): boolean {
    return (
        skewOf(one) !== skewOf(other) ||
        [one, other].some(strikesEverybody) ||
        // A fault of POST /orgs strikes whoever makes an organization.
        ([one, other].some(isCreationOfOrganization) &&
            [one, other].every(({ operation }) => operation.startsWith("Organization ")))
    );
}

function strikesEverybody({ fault }: Cell): boolean {
    const { upset, wrongServer } = FAULT_CASES[fault];
    return (upset ?? wrongServer) !== undefined;
}

function isCreationOfOrganization({ operation }: Cell): boolean {
    return operation === "Organization create";
}

function skewOf({ fault }: Cell): number {
    return FAULT_CASES[fault].skewMs ?? 0;
}

/** Those that others cannot run beside come first, or last; and those that take long before the others. */
function rankOf(cell: Cell): number {
    const isLong = ["no answer", "503 for ever"].includes(cell.fault);
    return isCreationOfOrganization(cell) ? 0 : strikesEverybody(cell) ? 3 : isLong ? 1 : 2;
}

async function tryOne(lab: Lab, { operation, fault }: Cell): Promise<CellResult> {
    try {
        const outcome = await new Trial(lab, OPERATIONS[operation], FAULT_CASES[fault]).run();
        return { operation, fault, outcome };
    } catch (error) {
        return { operation, fault, outcome: "broken", problem: error as Error };
    }
}
