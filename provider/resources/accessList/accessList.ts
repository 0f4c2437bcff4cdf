import type * as pulumi from "@pulumi/pulumi";
import type { CanonicalAddress } from "../../atlas/address";
import { addressOrNone, canonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import type { Lifecycle } from "../../runtime/lifecycle";
import { PartialStateError } from "../../runtime/lifecycle";
import { listed, without } from "../../schema/lists";
import { isPresent } from "../../schema/properties";
import type { ResourceSchema } from "../../schema/schema";
import { fromSchema } from "../../schema/schema";
import type { ProviderInstance } from "../../runtime/providerInstance";
import type { Addition, Additions, EntryFailure } from "./additions";
import { addressesWhere, describeFailures, failuresAmong } from "./additions";
import type { AccessListOfRun, WantedEntries } from "./accessListOfRun";
import { accessListOf } from "./accessListOfRun";
import { listedLists } from "./listed";
import type { AccessList } from "./listing";
import { addressesOn } from "./listing";
import { listName, namingOf, ownerIn, ownerInputs, parseListId } from "./owners";
import type { OwnerInputs, OwnerNaming } from "./owners";
import type { Removals } from "./removal";
import type { UnconfirmedEntry } from "./unconfirmed";
import { settleUnconfirmed, unconfirmedEntry, warnOfUndated } from "./unconfirmed";

/** The arguments that both kinds of whole access lists share. */
export interface AccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    orgId: pulumi.Input<string>;
    /**
     * The IPv4 and IPv6 addresses and CIDR blocks that may use the key or service account, at least one; for a service account at
     * most 200. A set: order and spelling mean nothing, and what is named twice counts once. Changing them updates the list in
     * place: what is new is added before anything is removed.
     */
    entries: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * "authoritative": the program declares the whole list, and an update removes what else is on the list; a preview shows that
     * before. "additive": entries of others are left alone, also those of `entries` that were on the list before. Default
     * "authoritative". Changing it updates the list in place.
     */
    mode?: pulumi.Input<"authoritative" | "additive" | undefined> | undefined;
    /**
     * Whose an entry of `entries` is that is on the list already: "leave" leaves it to whoever made it, so that an additive list
     * never deletes it; "adopt" makes it this list's own, and then a destroy deletes it, whoever made it. Counts when the entry is
     * added. Default "leave"; where the program makes the key or service account itself, the classes of this package give
     * "adopt". Changing it changes nothing: no update, no replacement.
     */
    onConflict?: pulumi.Input<"leave" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entries on the list of the very key or service account that the provider calls with. Such entries cut off
     * every address that is not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/** Inputs of a resource for a whole access list. */
export interface AccessListInputs extends OwnerInputs {
    orgId: string;
    entries: string[];
    mode?: "authoritative" | "additive";
    onConflict?: "leave" | "adopt";
    allowLockout?: boolean;
}

/** What state holds of it. */
export interface AccessListOutputs extends AccessListInputs {
    /** What the resource has put there itself, or has taken over. In states of 0.1.0 also what it may have put there. */
    added: string[];
    /** What the resource may have put there. Absent if nothing is in doubt. */
    unconfirmed?: UnconfirmedEntry[];
}

type Inputs = AccessListInputs;
type Outputs = AccessListOutputs;

/** The lifecycle of a whole access list, of whatever kind its owner is. */
export function accessListLifecycle(
    schema: ResourceSchema,
    naming: OwnerNaming,
): Lifecycle<AccessListInputs, AccessListOutputs> {
    const ownerOf = (inputs: Inputs) => ownerIn(naming, inputs);
    return {
        ...fromSchema(schema),

        isBroken: ({ unconfirmed }) => isPresent(unconfirmed),

        updateWarning({ old, wanted }) {
            const strange = without(outgoing(old, wanted), canonical(old.added));
            return strange.length === 0
                ? undefined
                : `the next \`pulumi up\` removes from the access list what this resource has not put there, unless this one does: ${listed(strange)}.`;
        },

        willCreate(instance, inputs) {
            const { reservations } = accessListOf(instance, ownerOf(inputs));
            canonical(inputs.entries).forEach((address) => {
                reservations.willCreate(address);
            });
        },

        willKeep(instance, inputs) {
            const { reservations } = accessListOf(instance, ownerOf(inputs));
            canonical(inputs.entries).forEach((address) => {
                reservations.willKeep(address);
            });
        },

        async create(instance, inputs) {
            return {
                id: listName(ownerOf(inputs)),
                outputs: await apply(instance, ownerOf(inputs), { inputs }),
            };
        },

        list: (instance, orgId) => listedLists(instance, naming, orgId),

        imported(id, outputs) {
            if (outputs.entries.length === 0) {
                throw new Error(
                    "the access list is empty, so there is nothing to import. Declare it with the entries that it should have.",
                );
            }
            return { id, outputs };
        },

        async read(instance, id, outputs) {
            const owner = parseListId(naming, id);
            const list = await accessListOf(instance, owner).entries();
            if (list === undefined) {
                return undefined;
            }
            // At a preview of `get`, what the user gave may be unknown.
            const given = Array.isArray(outputs.entries) ? outputs.entries : [];
            const settled = settledBy(instance, owner, { list, outputs: { ...outputs, entries: given } });
            const stands = (text: string) => list.has(addressOrNone(text) ?? "");
            const known = settled.entries.filter(stands);
            const shown = addressesOn(list);
            const others = modeOf(outputs) === "additive" ? [] : without(shown.members, canonical(known));
            if (shown.gap !== undefined) {
                instance.warn(`${naming.listKind} ${id}: ${shown.gap.message}`);
            }
            return {
                ...settled,
                ...ownerInputs(owner),
                entries: [...known, ...others],
                added: canonical(settled.added).filter(stands),
            };
        },

        update(instance, { old, wanted }) {
            return apply(instance, ownerOf(wanted), { inputs: wanted, old });
        },

        async delete(instance, id, outputs) {
            const owner = parseListId(naming, id);
            const settled = await settledNow(instance, owner, outputs);
            const list = accessListOf(instance, owner);
            const { failures } = await list.remove(released(instance, list, settled));
            if (failures.length > 0) {
                throw new Error(describeFailures(failures), { cause: failures[0]?.error });
            }
        },
    };
}

/** Makes the list what the inputs declare, and tells what stands there then. */
async function apply(
    instance: ProviderInstance,
    owner: AccessListOwner,
    { inputs, old: recorded }: { inputs: Inputs; old?: Outputs },
): Promise<Outputs> {
    const list = accessListOf(instance, owner);
    const old = recorded && (await settledNow(instance, owner, recorded));
    const declared = canonical(inputs.entries);
    const leftInPlace = declared.filter((address) => list.reservations.takeLeftInPlace(address));
    const leaving = withoutSpared(instance, list, old === undefined ? [] : outgoing(old, inputs));
    const missing = without(declared, canonical(old?.entries));
    const change = { declared, missing, leaving, allowLockout: inputs.allowLockout };
    const changed = await changeList(list, change);
    const strange = await strangeEntries(list, { inputs, old });
    const kept = without(leaving, changed.removed);
    const isAdopted = inputs.onConflict === "adopt";
    const taken = isAdopted ? addressesWhere(changed.additions, isStanding) : [];
    const ownBefore = [...canonical(old?.added), ...leftInPlace, ...taken];
    const outputs = outputsOf(inputs, { ownBefore, changed, others: [...kept, ...strange] });
    declared.forEach((address) => {
        list.reservations.markCreated(address);
    });
    const { failures, additions } = changed;
    if (old === undefined && failures.length > 0 && failuresOnly(additions)) {
        throw new Error(describeFailures(failures), { cause: failures[0]?.error });
    }
    warnOfStrangers(instance, owner, strange);
    warnOfUndated(instance, resourceName(owner), without(addressesWhere(additions, isUndated), taken));
    if (failures.length > 0) {
        throw failed(owner, { outputs, failures, kept });
    }
    return outputs;
}

interface ListChange extends WantedEntries {
    /** What is to be removed. */
    readonly leaving: readonly CanonicalAddress[];
}

/** What became of a change. */
interface ChangedAccessList extends Removals {
    readonly additions: Additions;
}

/**
 * Adds what is new, and removes then what goes; that only if all of what is new is on the list, so that nobody is cut off
 * whose new address Atlas has not taken.
 */
async function changeList(list: AccessListOfRun, change: ListChange): Promise<ChangedAccessList> {
    const additions = await list.addAll(change);
    const failures = failuresAmong(additions);
    return failures.length > 0
        ? { additions, removed: [], failures }
        : { additions, ...(await list.remove(change.leaving)) };
}

/**
 * What a list removes from Atlas when its resource is deleted: all that it owned, but for what other resources of the
 * program stand for, or what this run makes anew.
 */
function released(instance: ProviderInstance, list: AccessListOfRun, outputs: Outputs): CanonicalAddress[] {
    const { reservations } = list;
    const isPlanned = (address: CanonicalAddress) => reservations.holderOf(address) === "planned";
    // What the list has found, and not put there itself, does not become the new one's own, either.
    for (const address of canonical(outputs.added).filter(isPlanned)) {
        reservations.leaveInPlace(address);
    }
    const owned = managed(modeOf(outputs), outputs);
    return withoutSpared(
        instance,
        list,
        owned.filter((address) => !isPlanned(address)),
    );
}

/** What may be deleted: not what another resource of the program stands for, of which a warning tells. */
function withoutSpared(
    instance: ProviderInstance,
    { owner, reservations }: AccessListOfRun,
    addresses: readonly CanonicalAddress[],
): CanonicalAddress[] {
    const spared = addresses.filter((address) => {
        const holder = reservations.holderOf(address);
        return holder === "created" || holder === "kept";
    });
    if (spared.length > 0) {
        instance.warn(
            `${resourceName(owner)}: another resource of the program declares ${listed(spared)}: that is not deleted.`,
        );
    }
    return without(addresses, spared);
}

/** What state holds of a list, with what was unconfirmed settled by a look at Atlas. @throws Error if it cannot be read. */
async function settledNow(
    instance: ProviderInstance,
    owner: AccessListOwner,
    outputs: Outputs,
): Promise<Outputs> {
    return outputs.unconfirmed === undefined
        ? outputs
        : settledBy(instance, owner, { list: await accessListOf(instance, owner).entries(), outputs });
}

/** The same, settled by what Atlas has shown. */
function settledBy<Known extends Partial<Outputs> & Pick<Outputs, "entries">>(
    instance: ProviderInstance,
    owner: AccessListOwner,
    { list, outputs }: { list: AccessList | undefined; outputs: Known },
): Omit<Known, "unconfirmed"> {
    const { unconfirmed, ...known } = outputs;
    const { made, stood, undated } = settleUnconfirmed(owner, list, unconfirmed);
    const isAdopted = known.onConflict === "adopt";
    const taken = isAdopted ? [...made, ...stood] : made;
    warnOfUndated(instance, resourceName(owner), isAdopted ? [] : undated);
    return {
        ...known,
        entries: [...known.entries, ...without([...made, ...stood], canonical(known.entries))],
        added: [...new Set([...canonical(known.added), ...taken])],
    };
}

function isStanding({ outcome }: Addition): boolean {
    return outcome === "stood";
}

function isUndated(addition: Addition): boolean {
    return addition.outcome === "stood" && addition.isUndated === true;
}

function resourceName(owner: AccessListOwner): string {
    return `${namingOf(owner).listKind} ${listName(owner)}`;
}

/** What the program no longer declares, and this resource may remove: nothing that no state, and so no preview, has shown. */
function outgoing(old: Outputs, wanted: Inputs): CanonicalAddress[] {
    return without(managed(modeOf(wanted), old), canonical(wanted.entries));
}

/** What a resource in this mode may remove: all that state has shown, or only what it has added itself. */
function managed(mode: unknown, { entries, added }: Outputs): CanonicalAddress[] {
    return mode === "additive"
        ? canonical(added)
        : [...new Set([...canonical(entries), ...canonical(added)])];
}

/** What is on a list that the program declares as a whole, and neither the program nor the state has named. */
async function strangeEntries(
    list: AccessListOfRun,
    { inputs, old }: { inputs: Inputs; old: Outputs | undefined },
): Promise<CanonicalAddress[]> {
    if (modeOf(inputs) === "additive") {
        return [];
    }
    const isNew = old === undefined || modeOf(old) === "additive";
    // If it cannot be read now, the next refresh shows them.
    const shown = await (isNew ? list.entries() : list.shownEntries())?.catch(() => undefined);
    return without([...(shown?.keys() ?? [])], [...canonical(inputs.entries), ...canonical(old?.entries)]);
}

function outputsOf(
    inputs: Inputs,
    {
        ownBefore,
        changed,
        others,
    }: { ownBefore: CanonicalAddress[]; changed: ChangedAccessList; others: CanonicalAddress[] },
): Outputs {
    const { additions, removed } = changed;
    const stands = (text: string) =>
        !["refused", "unknown"].includes(additions.get(canonicalAddress(text))?.outcome ?? "");
    const added = addressesWhere(additions, ({ outcome }) => outcome === "made");
    const unconfirmed = [...additions].flatMap(([address, addition]) =>
        addition.outcome === "unknown" ? [unconfirmedEntry(address, addition.attemptedAt)] : [],
    );
    return {
        ...inputs,
        entries: [...inputs.entries.filter(stands), ...others],
        added: [...new Set([...without(ownBefore, removed), ...added])],
        ...(unconfirmed.length > 0 && { unconfirmed }),
    };
}

function warnOfStrangers(
    instance: ProviderInstance,
    owner: AccessListOwner,
    strange: readonly CanonicalAddress[],
): void {
    if (strange.length > 0) {
        instance.warn(
            `${resourceName(owner)}: on the list there is also what the program does not declare: ${listed(strange)}. The next \`pulumi up\` removes it, unless this one still does; declare what is to stay, or set mode: "additive".`,
        );
    }
}

function failed(owner: AccessListOwner, { outputs, failures, kept }: FailedChange): Error {
    const keptBack = without(
        kept,
        failures.flatMap(({ addresses }) => addresses),
    );
    const consequence =
        keptBack.length === 0
            ? ""
            : ` Nothing was removed: that waits until everything new is on the list (${listed(keptBack)}).`;
    const message = `${describeFailures(failures)} All else that the program declares is on the list.${consequence}`;
    return new PartialStateError(message, { id: listName(owner), outputs }, failures[0]?.error);
}

interface FailedChange {
    readonly outputs: Outputs;
    readonly failures: readonly EntryFailure[];
    readonly kept: readonly CanonicalAddress[];
}

/** Whether nothing came of a creation, and nothing can come of it later: then there is nothing to record. */
function failuresOnly(additions: Additions): boolean {
    return [...additions.values()].every(({ outcome }) => outcome === "refused");
}

export function modeOf({ mode }: { mode?: unknown }): unknown {
    return mode ?? "authoritative";
}

export function canonical(entries: unknown): CanonicalAddress[] {
    return Array.isArray(entries) ? [...new Set(entries.map(canonicalAddress))] : [];
}
