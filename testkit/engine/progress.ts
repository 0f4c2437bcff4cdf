import { RefreshStep } from "./steps/refreshStep";
import type { Diagnostic } from "./stack";
import type { Step, StepOperation } from "./steps/step";
import { nameOf, STACK_TYPE, typeOf } from "./urns";

interface Wording {
    sign: string;
    done: string;
}

/** In the order of the summary. */
const WORDINGS: Record<StepOperation, Wording> = {
    same: { sign: " ", done: "unchanged" },
    create: { sign: "+", done: "created" },
    update: { sign: "~", done: "updated" },
    delete: { sign: "-", done: "deleted" },
    replace: { sign: "+-", done: "replaced" },
    "create-replacement": { sign: "++", done: "created replacement" },
    "delete-replaced": { sign: "--", done: "deleted original" },
    read: { sign: ">", done: "read" },
    "read-replacement": { sign: ">>", done: "read for replacement" },
    refresh: { sign: "~", done: "refreshed" },
    discard: { sign: "<", done: "discarded" },
    "discard-replaced": { sign: "<<", done: "discarded original" },
    "remove-pending-replace": { sign: "~", done: "completed pending delete" },
};

const PLANNED: Partial<Record<StepOperation, string>> = {
    "create-replacement": "create replacement",
    "delete-replaced": "delete original",
    "read-replacement": "read for replacement",
    "discard-replaced": "discard original",
};

/** Prints a run for people: a line for each step that changes something, for each message, and a summary. */
export class ProgressPrinter {
    readonly #isPreview: boolean;
    readonly #onLine: (line: string) => void;

    constructor({ isPreview, onLine }: { isPreview: boolean; onLine: (line: string) => void }) {
        this.#isPreview = isPreview;
        this.#onLine = onLine;
    }

    step(step: Step, hasFailed: boolean): void {
        const { sign, done } = WORDINGS[step.op];
        const isQuiet = step.op === "same" || (step instanceof RefreshStep && step.result === "same");
        if (isQuiet && !hasFailed) return;
        const verb = hasFailed ? `${verbOf(step.op)} failed` : this.#isPreview ? verbOf(step.op) : done;
        const found =
            step instanceof RefreshStep && !hasFailed
                ? `: ${step.result === "delete" ? "gone" : "changed"}`
                : "";
        this.#onLine(`${sign} ${describe(step.urn)} ${verb}${found}`);
    }

    diagnostic({ severity, message, urn }: Diagnostic): void {
        const about = urn === undefined ? "" : `${describe(urn)}: `;
        const head = severity === "info" ? "" : `${severity}: `;
        this.#onLine(`  ${head}${about}${message.replaceAll("\n", "\n    ")}`);
    }

    summary(changes: Readonly<Record<string, number>>): void {
        const parts = Object.entries(WORDINGS).flatMap(([op, { sign, done }]) => {
            const count = changes[op] ?? 0;
            if (count === 0 || op === "same" || op.startsWith("read")) return [];
            return [`${sign} ${count} ${this.#isPreview ? `to ${op}` : done}`];
        });
        const unchanged = changes["same"] ?? 0;
        if (unchanged > 0) parts.push(`${unchanged} unchanged`);
        this.#onLine(`Resources: ${parts.length > 0 ? parts.join(", ") : "no changes"}`);
    }
}

function verbOf(op: StepOperation): string {
    return PLANNED[op] ?? op;
}

/** Type and name, without what every dynamic resource has in common. */
function describe(urn: string): string {
    const type = typeOf(urn)
        .replace(/^pulumi-nodejs:dynamic\//u, "")
        .replace(/^pulumi-nodejs:dynamic:/u, "dynamic:");
    return type === STACK_TYPE ? `stack ${nameOf(urn)}` : `${type} ${nameOf(urn)}`;
}
