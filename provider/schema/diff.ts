import { isDeepStrictEqual } from "node:util";
import type { Properties } from "./properties";
import { containsUnknown, isPresent } from "./properties";

/**
 * What a change of some inputs means:
 * - `replace`: a new resource takes the place of the old one;
 * - `update`: the resource is updated in place;
 * - `updateIfDeclared`: the same, and what the program no longer declares is left as it is;
 * - `refuse`: Atlas cannot change it and a replacement would destroy too much, so the preview fails;
 * - `steers`: it is nothing that Atlas knows, and only state follows;
 * - `none`: it means nothing to a resource that exists, so that there is no difference.
 */
export type OnChange = "replace" | "update" | "updateIfDeclared" | "refuse" | "steers" | "none";

/** A row of a resource's diff table. */
export interface DiffRow {
    /** The inputs that the row watches; together they make one value. */
    readonly inputs: readonly string[];
    readonly onChange: OnChange;
    /** The canonical value, of outputs and of inputs alike; default: the single input as it is. */
    readonly value?: (properties: Properties) => unknown;
    /** For `refuse`: what the user should know, and do. */
    readonly refusal?: string;
}

export interface Changes {
    readonly hasChanges: boolean;
    /** The inputs that differ, or are not known yet. */
    readonly changed: readonly string[];
    /** The inputs that force a replacement. */
    readonly replaces: string[];
    /** Sentences, one for each refused change. */
    readonly refusals: string[];
}

/** Compares what state holds with what the program asks for. A value not known yet is a change, never a replacement. */
export function compare(rows: readonly DiffRow[], old: Properties, wanted: Properties): Changes {
    const table = rows.filter(({ onChange }) => onChange !== "none");
    const isUnknown = (row: DiffRow) => row.inputs.some((input) => containsUnknown(wanted[input]));
    const changed = table.filter((row) => !isUnknown(row) && hasChanged(row, old, wanted));
    const inputsOf = (some: readonly DiffRow[]) =>
        some.flatMap((row) => row.inputs.filter((input) => !isDeepStrictEqual(old[input], wanted[input])));
    return {
        hasChanges: changed.length > 0 || table.some(isUnknown),
        changed: [...new Set(inputsOf([...changed, ...table.filter(isUnknown)]))],
        replaces: inputsOf(changed.filter((row) => row.onChange === "replace")),
        refusals: refusedRows(changed).map(
            (row) => `${row.inputs.join(", ")}: ${row.refusal ?? "cannot be changed."}`,
        ),
    };
}

/** Of rows about the same input, the first: the others need not make sense then. */
function refusedRows(changed: readonly DiffRow[]): DiffRow[] {
    const refused = changed.filter((row) => row.onChange === "refuse");
    return refused.filter(
        (row, index) => refused.findIndex(({ inputs }) => inputs[0] === row.inputs[0]) === index,
    );
}

function hasChanged(row: DiffRow, old: Properties, wanted: Properties): boolean {
    const value = row.value ?? ((properties: Properties) => properties[row.inputs[0] ?? ""]);
    const [before, after] = [value(old), value(wanted)];
    if (row.onChange === "updateIfDeclared" || row.onChange === "refuse") {
        return !covers(before, after);
    }
    return !isDeepStrictEqual(before ?? undefined, after ?? undefined);
}

/** Whether everything that is declared holds already; in objects, member by member. */
export function covers(actual: unknown, declared: unknown): boolean {
    if (declared === undefined) {
        return true;
    }
    if (typeof declared === "object" && declared !== null && !Array.isArray(declared)) {
        const members = isPresent(actual) ? (actual as Properties) : {};
        return Object.entries(declared).every(([name, value]) => covers(members[name], value));
    }
    return isDeepStrictEqual(actual, declared);
}
