import type { AtlasClient } from "../../atlas/client";
import type { Properties } from "../../schema/properties";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { perInstance } from "../../runtime/providerInstance";
import { without } from "../../schema/lists";
import type { DeclaredLinkToken, OnAmbiguousDelete } from "./declaredLinkTokens";
import { declarationOf, declaredIn, rotationOf, LINK_TOKENS } from "./declaredLinkTokens";

// Atlas deletes one link of an organization, and nobody says which. So what a delete may do depends on what this run does
// with the other LinkTokens of the organization. Pulumi tells a host nothing of its plan: this goes by what `check` and
// `diff` have shown of it, and by what the program says that it declares.

/** What becomes of a LinkToken that the program declares. */
type Fate =
    /** It is made: it is new, or Pulumi was told to replace it, of which a provider does not hear. */
    | "made"
    | "kept"
    /** A change of inputs replaces it. */
    | "replaced"
    /** It is replaced because nobody knows its token. */
    | "lost";

/** How long an operation waits to hear of the other LinkTokens, in milliseconds. */
const MAX_HEARING_MS = 3_000;

const organizationsIn = perInstance(() => new Map<string, LinkTokensOfRun>());

export function linkTokensOf(instance: ProviderInstance, orgId: string): LinkTokensOfRun {
    const organizations = organizationsIn(instance);
    const known = organizations.get(orgId) ?? new LinkTokensOfRun();
    organizations.set(orgId, known);
    return known;
}

/** What a run has heard of the LinkTokens of one organization, by their names in the program. */
export class LinkTokensOfRun {
    readonly #declared = new Map<string, DeclaredLinkToken>();
    /** Those of the program whose organization was not known: they may be for this one. */
    readonly #undetermined = new Set<string>();
    /** What the last run has declared, as far as state says. */
    readonly #before = new Map<string, DeclaredLinkToken>();
    /** The same, as it stands with each of them: a run that was interrupted has updated some, and others not. */
    readonly #beforeBeside = new Map<string, Readonly<Record<string, DeclaredLinkToken>>>();
    /** What was undetermined in the last run. */
    readonly #undeterminedBefore = new Set<string>();
    /** What they were called before, of those that have another name now by an alias. */
    readonly #formerNames = new Set<string>();
    readonly #heard = new Map<string, { readonly fate: Fate; readonly declaration: DeclaredLinkToken }>();
    readonly #created = new Set<string>();
    /** By the token in state: the name of what replaces it. */
    readonly #replacements = new Map<string, string>();
    #listeners: (() => void)[] = [];
    /** Of those that it has not heard of by now, the run goes by what is declared. */
    #hasWaited = false;
    #emptied: { readonly names: readonly string[]; readonly done: Promise<void> } | undefined;

    /** A LinkToken is going to be made, or made anew. */
    plan(wanted: Properties): void {
        this.#declare(wanted);
        const fate = this.#heard.get(declaredIn(wanted).own)?.fate;
        // Pulumi checks one that it replaces once more, as if it were new.
        this.#hear(wanted, fate === "replaced" || fate === "lost" ? fate : "made");
    }

    /** A LinkToken exists, and stays. */
    keep(wanted: Properties, old: Properties): void {
        this.#declare(wanted);
        this.#remember(wanted, old);
        this.#hear(wanted, "kept");
    }

    /** A LinkToken of the organization is replaced, perhaps by one of another organization. */
    replace(wanted: Properties, old: Properties): void {
        const isMoved = wanted["orgId"] !== old["orgId"];
        if (!isMoved) {
            this.#declare(wanted);
        }
        this.#remember(wanted, old);
        if (typeof old["linkToken"] === "string") {
            this.#replacements.set(old["linkToken"], declaredIn(wanted).own);
        }
        const isSame = !isMoved && rotationOf(wanted) === rotationOf(old);
        this.#hear(wanted, isSame ? "lost" : "replaced");
    }

    /**
     * A LinkToken is being made. Also if that fails, it may be the new name of one that goes, whose link is all that the
     * program has then.
     */
    create(wanted: Properties): void {
        this.#created.add(declaredIn(wanted).own);
    }

    /** Whether this run has heard of any LinkToken of the organization: a destroy has not. */
    get isHeardOf(): boolean {
        return this.#heard.size > 0 || this.#created.size > 0;
    }

    /** Whether the program declares more than one. */
    get areSeveral(): boolean {
        return this.#declared.size > 1;
    }

    get kept(): string[] {
        return this.#namesOf("kept");
    }

    /** Those whose links must live on: they are kept, or this run has made them, or tried to. */
    get staying(): string[] {
        return [...new Set([...this.kept, ...this.#created])];
    }

    /** Those that are going to be made, and are not yet. */
    get pending(): string[] {
        return without(this.#namesOf("made"), [...this.#created]);
    }

    /** Those that go while others are kept, and of which nothing says what their deletion may do. */
    get ambiguous(): string[] {
        if (this.kept.length === 0) {
            return [];
        }
        const replaced = this.#namesOf("replaced").filter(
            (name) => !isDecided(this.#declarationOf(name)) && !this.isEmptied(name),
        );
        return [...replaced, ...this.#removedUndecided()];
    }

    /** Whether all old links at Atlas go in this run, so that no new one may be made before they have. */
    get isToBeEmptied(): boolean {
        const going = [...this.#namesOf("replaced"), ...this.#namesOf("lost")];
        return going.length > 0 && this.staying.length === 0;
    }

    /** The name of the LinkToken whose old token this is, and which a change replaces; else undefined. */
    replacementOf(linkToken: string | undefined): string | undefined {
        return linkToken === undefined ? this.#namesOf("lost")[0] : this.#replacements.get(linkToken);
    }

    /** What the program says that a deletion for this LinkToken may do. */
    decisionFor(name: string): OnAmbiguousDelete | undefined {
        return this.#declarationOf(name).onAmbiguousDelete;
    }

    /** The deletion of all old links, if this run has begun it, and if it takes the link of this LinkToken as well. */
    emptying(name: string | undefined): Promise<void> | undefined {
        const isTaken = name === undefined || this.#emptied?.names.includes(name) === true;
        return isTaken ? this.#emptied?.done : undefined;
    }

    /** Deletes all old links of the organization, one after the other, once in a run. */
    empty(deleteOne: () => Promise<void>): Promise<void> {
        // The link of one that is made anew was deleted by an earlier run, which ended before it made the new one.
        const names = without([...this.#before.keys()], this.#namesOf("made"));
        this.#emptied ??= { names, done: repeat(Math.max(1, names.length), deleteOne) };
        return this.#emptied.done;
    }

    /**
     * Whether an earlier run has deleted the old link of this LinkToken and was interrupted then: another one was replaced
     * together with it, as what stands with that one in state tells.
     */
    isEmptied(name: string): boolean {
        const [own, wanted] = [this.#before.get(name)?.rotation, this.#declared.get(name)?.rotation];
        return this.kept.some((other) => {
            const besideOther = this.#beforeBeside.get(other);
            const isOtherReplaced =
                this.#before.get(other)?.rotation !== this.#beforeBeside.get(name)?.[other]?.rotation;
            return isOtherReplaced && wanted !== own && besideOther?.[name]?.rotation === wanted;
        });
    }

    /** Waits until the run has heard of all that is declared; not for long, as some may be waiting for this one. */
    async heardOfAll(client: Pick<AtlasClient, "pause">): Promise<void> {
        if (!this.#hasWaited && this.#unheard().length > 0) {
            const heard = new Promise<void>((resolve) => this.#listeners.push(resolve));
            await Promise.race([heard, client.pause(MAX_HEARING_MS)]);
            this.#hasWaited = true;
        }
    }

    #declare(wanted: Properties): void {
        const { all, undetermined = [] } = declaredIn(wanted);
        Object.entries(all).forEach(([name, it]) => this.#declared.set(name, it));
        undetermined.forEach((name) => this.#undetermined.add(name));
    }

    #remember(wanted: Properties, old: Properties): void {
        const { own } = declaredIn(wanted);
        // A state of an earlier version says nothing of others: there were none.
        const before = declaredIn(old, own);
        if (before.own !== own) {
            this.#formerNames.add(before.own);
            this.#before.delete(before.own);
        }
        const others = without(Object.keys(before.all), [own, ...this.#formerNames, ...this.#before.keys()]);
        others.forEach((name) => this.#before.set(name, before.all[name] ?? {}));
        this.#before.set(own, declarationOf(old));
        before.undetermined?.forEach((name) => this.#undeterminedBefore.add(name));
        if (LINK_TOKENS in old) {
            this.#beforeBeside.set(own, before.all);
        }
    }

    #hear(wanted: Properties, fate: Fate): void {
        this.#heard.set(declaredIn(wanted).own, { fate, declaration: declarationOf(wanted) });
        if (this.#unheard().length === 0) {
            this.#listeners.forEach((tell) => tell());
            this.#listeners = [];
        }
    }

    #unheard(): string[] {
        const expected = this.#declared.size > 0 ? this.#declaredOrUndetermined() : [...this.#before.keys()];
        return without(expected, [...this.#heard.keys()]);
    }

    /** What is declared, and what was declared before and may be still. */
    #declaredOrUndetermined(): string[] {
        const undetermined = [...this.#undetermined].filter((name) => this.#before.has(name));
        return [...new Set([...this.#declared.keys(), ...undetermined])];
    }

    #namesOf(fate: Fate): string[] {
        const names = new Set([
            ...this.#heard.keys(),
            ...(this.#hasWaited ? this.#declaredOrUndetermined() : []),
        ]);
        return [...names].filter((name) => (this.#heard.get(name)?.fate ?? this.#likelyFate(name)) === fate);
    }

    #likelyFate(name: string): Fate {
        const [before, now] = [this.#before.get(name), this.#declared.get(name)];
        if (before === undefined) {
            return "made";
        }
        const isChanged = now?.rotation !== undefined && now.rotation !== before.rotation;
        return isChanged ? "replaced" : "kept";
    }

    #declarationOf(name: string): DeclaredLinkToken {
        return this.#heard.get(name)?.declaration ?? this.#declared.get(name) ?? {};
    }

    #removedUndecided(): string[] {
        // One that stays may decide as well: of one that a state has lost, no value in the state can.
        if (this.kept.some((name) => isDecided(this.#declarationOf(name)))) {
            return [];
        }
        const known = [...this.#declared.keys(), ...this.#undetermined, ...this.#heard.keys()];
        const rotations = this.#added().map((name) => this.#declared.get(name)?.rotation);
        return without([...this.#before.keys()], known).filter((name) => {
            const before = this.#before.get(name);
            // Under a new name and otherwise the same, it is renamed.
            const isRenamed = rotations.some(
                (rotation) => rotation === undefined || rotation === before?.rotation,
            );
            return !isRenamed && !isDecided(before);
        });
    }

    /** Those that the last run did not know, as far as state says. */
    #added(): string[] {
        const before = [...this.#before.keys(), ...this.#undeterminedBefore];
        return without([...this.#declared.keys(), ...this.#undetermined], before);
    }
}

function isDecided(declaration: DeclaredLinkToken | undefined): boolean {
    return declaration?.onAmbiguousDelete !== undefined;
}

async function repeat(times: number, run: () => Promise<void>): Promise<void> {
    for (let count = 0; count < times; count++) {
        await run();
    }
}
