import type { Operation, Step } from "pulumi-atlas-org/testkit";

/** How the Pulumi CLI shows each kind of step. */
interface Wording {
    readonly symbol: StepSymbol;
    readonly planned: string;
    readonly done: string;
}

export type StepSymbol = " " | "+" | "-" | "~" | "+-" | "++" | "--" | ">" | ">>" | "<" | "<<";

/** In the order of a summary. */
const WORDINGS: Record<Operation, Wording> = {
    create: { symbol: "+", planned: "to create", done: "created" },
    update: { symbol: "~", planned: "to update", done: "updated" },
    delete: { symbol: "-", planned: "to delete", done: "deleted" },
    replace: { symbol: "+-", planned: "to replace", done: "replaced" },
    "create-replacement": {
        symbol: "++",
        planned: "to create replacement",
        done: "created replacement",
    },
    "delete-replaced": { symbol: "--", planned: "to delete original", done: "deleted original" },
    read: { symbol: ">", planned: "to read", done: "read" },
    "read-replacement": { symbol: ">>", planned: "to read for replacement", done: "read for replacement" },
    discard: { symbol: "<", planned: "to discard", done: "discarded" },
    "discard-replaced": { symbol: "<<", planned: "to discard original", done: "discarded original" },
    refresh: { symbol: "~", planned: "to refresh", done: "refreshed" },
    same: { symbol: " ", planned: "unchanged", done: "unchanged" },
};

export function symbolOf(operation: Operation): StepSymbol {
    return WORDINGS[operation].symbol;
}

/** What became of the resource, or would: "created", "to create", "to create: failed". */
export function outcomeOf({ op, status }: Step): string {
    const { planned, done } = WORDINGS[op];
    return status === "done" ? done : status === "planned" ? planned : `${planned}: failed`;
}

/** The verbs of a summary, by operation: "created", or "to create" of a preview. */
export function verbs(tense: "planned" | "done"): Record<string, string> {
    return Object.fromEntries(Object.entries(WORDINGS).map(([op, wording]) => [op, wording[tense]]));
}
