import type { Diagnostics } from "./diagnostics";
import { ReadStep } from "./steps/readStep";
import { RefreshStep } from "./steps/refreshStep";
import type { Step as StepRecord } from "./stack";
import type { Step, StepOperation } from "./steps/step";
import type { ProgressPrinter } from "./progress";
import { isProviderType, nameOf } from "./urns";

export interface RunRecorderOptions {
    isPreview: boolean;
    /** The summary counts what a refresh found. */
    isRefresh: boolean;
    diagnostics: Diagnostics;
    progress: ProgressPrinter;
}

/** Keeps what a run did, for its result and for people; the engine's own doings are left out. */
export class RunRecorder {
    readonly steps: StepRecord[] = [];
    readonly changes: Record<string, number> = {};
    readonly #options: RunRecorderOptions;
    readonly #records = new Map<Step, StepRecord>();

    constructor(options: RunRecorderOptions) {
        this.#options = options;
    }

    begin(step: Step): void {
        const { op, urn, type } = step;
        if (isInternal(step) || op === "remove-pending-replace") return;
        const record: StepRecord = { op, urn, type, name: nameOf(urn), status: "planned" };
        this.steps.push(record);
        this.#records.set(step, record);
    }

    end(step: Step, error: Error | undefined): void {
        const { isPreview, diagnostics, progress } = this.#options;
        const record = this.#records.get(step);
        if (record && !isPreview) record.status = error ? "failed" : "done";
        if (error) {
            const message = isPreview ? `Preview failed: ${error.message}` : error.message;
            diagnostics.error(message, record ? step.urn : "");
        } else if (record) {
            const op = this.#countedAs(step);
            if (op) this.changes[op] = (this.changes[op] ?? 0) + 1;
        }
        if (record) progress.step(step, error !== undefined);
    }

    /** What the summary counts the step as, if at all; pkg/engine/update.go. */
    #countedAs(step: Step): StepOperation | undefined {
        if (step instanceof RefreshStep) return this.#options.isRefresh ? step.result : undefined;
        if (step instanceof ReadStep && !step.foundChange) return undefined;
        return step.isLogical ? step.op : undefined;
    }
}

/** The default provider is the engine's own affair. */
function isInternal({ urn, type }: Step): boolean {
    return isProviderType(type) && /^default(_|$)/u.test(nameOf(urn));
}
