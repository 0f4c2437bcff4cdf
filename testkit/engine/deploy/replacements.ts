import { ReportedError } from "../diagnostics";
import type { BaseState } from "../state/baseState";
import type { ResourceState } from "../state/resourceState";
import { CreateStep } from "../steps/createStep";
import { DeleteStep } from "../steps/deleteStep";
import { ReplaceStep } from "../steps/logicalSteps";
import type { Step, StepContext } from "../steps/step";
import { DependentReplacements } from "./dependentReplacements";
import type { RunLedger } from "./runLedger";

export interface ReplacementsOptions extends StepContext {
    base: BaseState;
    /** What the run has made so far, by URN. */
    news: ReadonlyMap<string, ResourceState>;
}

/** One resource that takes the place of another. */
export interface Replacement {
    old: ResourceState;
    new: ResourceState;
    done: (state: ResourceState) => void;
}

/** The steps of replacements, in both orders. */
export class Replacements {
    readonly #options: ReplacementsOptions;
    readonly #ledger: RunLedger;

    constructor(options: ReplacementsOptions, ledger: RunLedger) {
        this.#options = options;
        this.#ledger = ledger;
    }

    /** The old resource is deleted when the rest of the run is done. */
    createFirst({ old, new: state, done }: Replacement): Step[] {
        return [
            new CreateStep(this.#options, { new: state, replaced: old, isOldPendingDelete: true, done }),
            new ReplaceStep({ old, new: state }),
        ];
    }

    /** The old resource, and what would have to be replaced with it, is deleted before the new one is created. */
    async deleteFirst(replacement: Replacement): Promise<Step[]> {
        const { old } = replacement;
        const deletes = await this.#deleteDependents(old);
        this.#options.base.ensureProvider(old.provider, this.#options.providers);
        if (!old.pendingReplacement) {
            this.#ledger.deletions.add(old.urn);
            deletes.push(this.#delete(old));
        }
        return [...deletes, ...this.create(replacement)];
    }

    /** For an old resource that is deleted already. */
    create({ old, new: state, done }: Replacement): Step[] {
        return [
            new ReplaceStep({ old, new: state }),
            new CreateStep(this.#options, { new: state, replaced: old, done }),
        ];
    }

    /** In a preview the rest is shown all the same. */
    refuse(urn: string): void {
        const message =
            `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the ` +
            "resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
        this.#ledger.hasErrors = true;
        this.#options.diagnostics.error(message, urn);
        if (!this.#options.isPreview) throw new ReportedError(message);
    }

    #delete(old: ResourceState): DeleteStep {
        const { deletions } = this.#ledger;
        return new DeleteStep(this.#options, { old, isReplacing: true, isBeforeCreate: true, deletions });
    }

    async #deleteDependents(root: ResourceState): Promise<Step[]> {
        const { condemned, deletions } = this.#ledger;
        const dependents = await new DependentReplacements(this.#options).of(root, this.#ledger.passed());
        const steps: Step[] = [];
        for (const old of dependents.reverse()) {
            if (condemned.has(old)) continue;
            const isLeftover = old.delete;
            steps.push(
                isLeftover ? new DeleteStep(this.#options, { old, deletions }) : this.#sacrifice(old, root),
            );
            deletions.add(old.urn);
            condemned.add(old);
        }
        return steps;
    }

    #sacrifice(old: ResourceState, root: ResourceState): DeleteStep {
        if (!old.protect) return this.#delete(old);
        const message =
            `unable to replace resource "${old.urn}" as part of replacing "${root.urn}" as it is currently marked ` +
            "for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi " +
            `program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${old.urn}'\``;
        this.#ledger.hasErrors = true;
        this.#options.diagnostics.error(message, root.urn);
        throw new ReportedError(message);
    }
}
