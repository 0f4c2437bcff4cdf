import { ReportedError } from "../diagnostics";
import { DiffUnavailableError } from "../providers/providerResults";
import type { BaseState } from "../state/baseState";
import type { ResourceState } from "../state/resourceState";
import { CreateStep } from "../steps/createStep";
import { DeleteStep } from "../steps/deleteStep";
import { RemovePendingReplaceStep, ReplaceStep, SameStep } from "../steps/logicalSteps";
import { ReadStep } from "../steps/readStep";
import type { Diff } from "../steps/resourceDiff";
import {
    applyReplaceOnChanges,
    diffResource,
    ignoreInputs,
    NO_CHANGES,
    replacedBecauseOf,
} from "../steps/resourceDiff";
import type { Step, StepContext } from "../steps/step";
import { isProviderState, providerOf } from "../steps/step";
import { UpdateStep } from "../steps/updateStep";
import { isEqual } from "../values/properties";
import type { Goal, ReadEvent, RegisterEvent } from "./goal";
import { checkInputs, checkProvider } from "./inputCheck";
import { newManagedState, newReadState } from "./newResourceState";
import { Registrations } from "./registrations";
import { Replacements } from "./replacements";
import { RunLedger } from "./runLedger";

export interface StepGeneratorOptions extends StepContext {
    stack: string;
    project: string;
    base: BaseState;
    /** What the run has made so far, by URN. */
    news: ReadonlyMap<string, ResourceState>;
    /** URNs of resources to replace, whatever their diff says. */
    replaceTargets: ReadonlySet<string>;
}

/** A registration on its way to steps. */
interface Change {
    goal: Goal;
    urn: string;
    new: ResourceState;
    done: (state: ResourceState) => void;
}

/**
 * Decides what happens to each resource; port of pkg/resource/deploy/step_generator.go, without targets, plans,
 * imports and policies. Registrations come one after the other.
 */
export class StepGenerator {
    readonly #options: StepGeneratorOptions;
    readonly #registrations: Registrations;
    readonly #ledger = new RunLedger();
    readonly #replacements: Replacements;

    constructor(options: StepGeneratorOptions) {
        this.#options = options;
        this.#registrations = new Registrations(options);
        this.#replacements = new Replacements(options, this.#ledger);
    }

    /** Something was wrong that did not end the run at once. */
    get hasErrors(): boolean {
        return this.#ledger.hasErrors;
    }

    /** @throws Error when the resource cannot be read as the program asks. */
    generateReads(event: ReadEvent): Step[] {
        const { id, goal, done } = event;
        const urn = this.#registrations.register(goal);
        const found = this.#registrations.findOld(urn, { ...goal, aliases: [] });
        if (id === "") throw new Error(`Expected an ID for ${urn}`);
        this.#ledger.kept.add(urn);
        const { old } = found;
        const state = newReadState(urn, event, found);
        const isReplacing = old !== undefined && !old.external && old.id !== id;
        const read = new ReadStep(this.#options, { old, new: state, isReplacing, done });
        return isReplacing ? [read, new ReplaceStep({ old, new: state })] : [read];
    }

    /** @throws ReportedError when what is wrong has been reported; else Error. */
    async generate({ goal, done }: RegisterEvent): Promise<Step[]> {
        const urn = this.#registrations.register(goal);
        const found = this.#registrations.findOld(urn, goal);
        const { old } = found;
        const change: Change = { goal, urn, done, new: newManagedState(urn, goal, found) };
        const isValid = await this.#check(change, old);
        if (!isValid || found.isInvalid) throw new ReportedError(`resource ${urn} is invalid`);
        return this.#decide(change, old);
    }

    /** Deletes what the program no longer has, and what replacements have left. */
    generateDeletes(): (DeleteStep | RemovePendingReplaceStep)[] {
        const { condemned, deletions, kept } = this.#ledger;
        const leftovers = this.#options.base.resources.filter((state) =>
            state.delete ? !condemned.has(state) : !kept.has(this.#registrations.currentUrn(state.urn)),
        );
        return leftovers.map((old) => {
            deletions.add(old.urn);
            this.#options.base.ensureProvider(old.provider, this.#options.providers);
            // Deleted already, for a replacement that the program no longer wants.
            if (!old.delete && old.pendingReplacement) return new RemovePendingReplaceStep(old);
            return new DeleteStep(this.#options, { old, isReplacing: old.delete, deletions });
        });
    }

    async #check(change: Change, old: ResourceState | undefined): Promise<boolean> {
        const { goal, urn, new: state } = change;
        const { diagnostics } = this.#options;
        if (old) {
            const { ignoreChanges, properties } = goal;
            state.inputs = ignoreInputs(diagnostics, {
                urn,
                inputs: properties,
                oldInputs: old.inputs,
                ignoreChanges,
            });
        }
        if (!goal.custom) return true;
        if (isProviderState(state)) return checkProvider(this.#options, state);
        // What is made anew has no old inputs.
        const isNew = !old || old.external || this.#ledger.deletions.has(urn) || this.#isReplaceTarget(urn);
        const inputs = isNew
            ? { olds: undefined, news: goal.properties }
            : { olds: old.inputs, news: state.inputs };
        return checkInputs(this.#options, state, inputs);
    }

    async #decide(change: Change, old: ResourceState | undefined): Promise<Step[]> {
        const { urn, new: state, done } = change;
        const { kept, deletions } = this.#ledger;
        if (!old) {
            kept.add(urn);
            return [new CreateStep(this.#options, { new: state, done })];
        }
        const replacement = { old, new: state, done };
        if (deletions.has(urn)) {
            // By this run, because of something that it depends on.
            deletions.delete(urn);
            this.#ledger.markReplaced(urn);
            return this.#replacements.create(replacement);
        }
        if (old.external) {
            kept.add(urn);
            return this.#replacements.createFirst(replacement);
        }
        return this.#change(change, old);
    }

    async #change(change: Change, old: ResourceState): Promise<Step[]> {
        const { goal, urn, new: state, done } = change;
        const hasInitErrors = old.initErrors.length > 0;
        const providerDiff = await this.#diff(change, old);
        const diff = applyReplaceOnChanges(providerDiff, goal.replaceOnChanges, hasInitErrors);
        const hasChanges = diff.hasChanges || old.pendingReplacement;
        if (hasChanges && (diff.replaceKeys.length > 0 || old.pendingReplacement)) {
            return this.#replace(change, old, diff);
        }
        this.#ledger.kept.add(urn);
        // What is not as it should be gets another chance.
        if (hasChanges || hasInitErrors) {
            const { ignoreChanges } = goal;
            return [new UpdateStep(this.#options, { old, new: state, ignoreChanges, done })];
        }
        return [new SameStep(this.#options, { old, new: state, done })];
    }

    async #diff({ goal, urn, new: state }: Change, old: ResourceState): Promise<Diff> {
        const forced = this.#forcedReplacement(urn, old, state);
        if (forced) return forced;
        if (isProviderState(state)) {
            return { ...NO_CHANGES, hasChanges: !isEqual(old.outputs ?? {}, state.inputs) };
        }
        if (!goal.custom) return { ...NO_CHANGES, hasChanges: !isEqual(old.inputs, state.inputs) };
        const provider = providerOf(this.#options, state);
        const current = { ...old, urn };
        const { ignoreChanges } = goal;
        const news = { newInputs: state.inputs, ignoreChanges, keepUnknowns: this.#options.isPreview };
        try {
            return await diffResource(this.#options, provider, current, news);
        } catch (error) {
            if (!(error instanceof DiffUnavailableError)) throw error;
            this.#options.diagnostics.warning(error.message, urn);
            return { ...NO_CHANGES, hasChanges: true };
        }
    }

    /** A replacement about which nobody asks the provider. */
    #forcedReplacement(urn: string, old: ResourceState, state: ResourceState): Diff | undefined {
        const { replaced } = this.#ledger;
        if (this.#isReplaceTarget(urn)) return replacedBecauseOf("id");
        if (state.replaceWith.some((other) => replaced.has(other))) return replacedBecauseOf("replaceWith");
        if (replaced.has(state.deletedWith)) return replacedBecauseOf("deletedWith");
        // A provider that becomes another one is no reason to replace: the host has no DiffConfig.
        if ((old.provider === "") !== (state.provider === "")) return replacedBecauseOf("provider");
        return undefined;
    }

    async #replace({ goal, urn, new: state, done }: Change, old: ResourceState, diff: Diff): Promise<Step[]> {
        if (state.protect && old.protect) this.#replacements.refuse(urn);
        this.#ledger.markReplaced(urn);
        if (state.custom && !isProviderState(state) && !this.#isReplaceTarget(urn)) {
            // Once more, as a new resource: nothing of the old one carries over.
            const isValid = await checkInputs(this.#options, state, {
                olds: undefined,
                news: goal.properties,
            });
            if (!isValid) throw new ReportedError(`resource ${urn} has check errors`);
        }
        const replacement = { old, new: state, done };
        return (goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)
            ? this.#replacements.deleteFirst(replacement)
            : this.#replacements.createFirst(replacement);
    }

    #isReplaceTarget(urn: string): boolean {
        return this.#options.replaceTargets.has(urn);
    }
}
