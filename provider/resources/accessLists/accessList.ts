import type { CanonicalAddress } from "../../atlas/address";
import { canonicalAddress } from "../../atlas/address";
import { addressOrNone } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import type { Lifecycle } from "../../core/lifecycle";
import { PartialStateError } from "../../core/lifecycle";
import { listed } from "../../core/listed";
import { isPresent } from "../../core/properties";
import type { ResourceSchema } from "../../core/schema";
import { fromSchema } from "../../core/schema";
import type { AtlasSession } from "../../core/session";
import { without } from "../../core/without";
import type { Addition, Additions } from "./adding/outcomes";
import { addressesWhere } from "./adding/outcomes";
import type { ChangedAccessList } from "./change";
import { changeAccessList } from "./change";
import type { EntryFailure } from "./failures";
import { describeFailures } from "./failures";
import { holdEntry, keepEntry, planEntry, startEntry } from "./holders";
import { listedLists } from "./listed";
import type { AccessList } from "./listing";
import { addressesOn, readAccessList } from "./listing";
import { listName } from "./names";
import type { OwnerInputs, OwnerNaming } from "./owners";
import { hearOfOwner, isMadeHere, namingOf, ownerIn, ownerInputs, parseListId } from "./owners";
import { releaseEntries, withoutSpared } from "./release";
import type { UnconfirmedEntry } from "./unconfirmed";
import { settleUnconfirmed, unconfirmedEntry, warnOfUndated } from "./unconfirmed";

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

        planned(session, inputs, hints) {
            const owner = ownerOf(inputs);
            hearOfOwner(session, owner, hints);
            canonical(inputs.entries).forEach((address) => planEntry(session, owner, { address }));
        },

        kept(session, inputs) {
            const owner = ownerOf(inputs);
            canonical(inputs.entries).forEach((address) => keepEntry(session, owner, { address }));
        },

        async create(session, inputs) {
            return {
                id: listName(ownerOf(inputs)),
                outputs: await apply(session, ownerOf(inputs), { inputs }),
            };
        },

        list: (session, orgId) => listedLists(session, naming, orgId),

        imported(id, outputs) {
            if (outputs.entries.length === 0) {
                throw new Error(
                    "the access list is empty, so there is nothing to import. Declare it with the entries that it should have.",
                );
            }
            return { id, outputs };
        },

        async read(session, id, outputs) {
            const owner = parseListId(naming, id);
            const list = await readAccessList(session, owner);
            if (list === undefined) {
                return undefined;
            }
            // At a preview of `get`, what the user gave may be unknown.
            const given = Array.isArray(outputs.entries) ? outputs.entries : [];
            const settled = settledBy(session, owner, { list, outputs: { ...outputs, entries: given } });
            const stands = (text: string) => list.has(addressOrNone(text) ?? "");
            const known = settled.entries.filter(stands);
            const shown = addressesOn(list);
            const others = modeOf(outputs) === "additive" ? [] : without(shown.members, canonical(known));
            if (shown.gap !== undefined) {
                session.warn(`${naming.listKind} ${id}: ${shown.gap.message}`);
            }
            return {
                ...settled,
                ...ownerInputs(owner),
                entries: [...known, ...others],
                added: canonical(settled.added).filter(stands),
            };
        },

        update(session, { old, wanted }) {
            return apply(session, ownerOf(wanted), { inputs: wanted, old });
        },

        async delete(session, id, outputs) {
            const owner = parseListId(naming, id);
            const settled = await settledNow(session, owner, outputs);
            const { failures } = await releaseEntries(session, owner, {
                owned: managed(modeOf(settled), settled),
                added: canonical(settled.added),
            });
            if (failures.length > 0) {
                throw new Error(describeFailures(failures), { cause: failures[0]?.error });
            }
        },
    };
}

/** Makes the list what the inputs declare, and tells what stands there then. */
async function apply(
    session: AtlasSession,
    owner: AccessListOwner,
    { inputs, old: recorded }: { inputs: Inputs; old?: Outputs },
): Promise<Outputs> {
    const old = recorded && (await settledNow(session, owner, recorded));
    const declared = canonical(inputs.entries);
    const leftInPlace = declared.filter((address) => startEntry(session, owner, address));
    const leaving = old === undefined ? [] : outgoing(old, inputs);
    const change = {
        declared,
        add: without(declared, canonical(old?.entries)),
        remove: withoutSpared(session, owner, leaving),
    };
    const changed = await changeAccessList(session, owner, { ...change, allowLockout: inputs.allowLockout });
    const strange = await strangeEntries(session, owner, { inputs, old, changed });
    const kept = without(change.remove, changed.removed);
    const isAdopted = inputs.onConflict === "adopt" || isMadeHere(session, owner);
    const taken = isAdopted ? addressesWhere(changed.additions, isStanding) : [];
    const ownBefore = [...canonical(old?.added), ...leftInPlace, ...taken];
    const outputs = outputsOf(inputs, { ownBefore, changed, others: [...kept, ...strange] });
    declared.forEach((address) => holdEntry(session, owner, address));
    const { failures, additions } = changed;
    if (old === undefined && failures.length > 0 && failuresOnly(additions)) {
        throw new Error(describeFailures(failures), { cause: failures[0]?.error });
    }
    warnOfStrangers(session, owner, strange);
    warnOfUndated(session, resourceName(owner), without(addressesWhere(additions, isUndated), taken));
    if (failures.length > 0) {
        throw failed(owner, { outputs, failures, kept });
    }
    return outputs;
}

/** What state holds of a list, with what was unconfirmed settled by a look at Atlas. @throws Error if it cannot be read. */
async function settledNow(session: AtlasSession, owner: AccessListOwner, outputs: Outputs): Promise<Outputs> {
    return outputs.unconfirmed === undefined
        ? outputs
        : settledBy(session, owner, { list: await readAccessList(session, owner), outputs });
}

/** The same, settled by what Atlas has shown. */
function settledBy<Known extends Partial<Outputs> & Pick<Outputs, "entries">>(
    session: AtlasSession,
    owner: AccessListOwner,
    { list, outputs }: { list: AccessList | undefined; outputs: Known },
): Omit<Known, "unconfirmed"> {
    const { unconfirmed, ...known } = outputs;
    const { made, stood, undated } = settleUnconfirmed(owner, list, unconfirmed);
    const isAdopted = known.onConflict === "adopt";
    const taken = isAdopted ? [...made, ...stood] : made;
    warnOfUndated(session, resourceName(owner), isAdopted ? [] : undated);
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

/** What stands on a list that the program declares as a whole, and neither it nor the state has heard of. */
async function strangeEntries(
    session: AtlasSession,
    owner: AccessListOwner,
    { inputs, old, changed }: { inputs: Inputs; old: Outputs | undefined; changed: ChangedAccessList },
): Promise<CanonicalAddress[]> {
    if (modeOf(inputs) === "additive") {
        return [];
    }
    const isNew = old === undefined || modeOf(old) === "additive";
    // If it cannot be read now, the next refresh shows them.
    const list =
        changed.list ?? (isNew ? await readAccessList(session, owner).catch(() => undefined) : undefined);
    return without([...(list?.keys() ?? [])], [...canonical(inputs.entries), ...canonical(old?.entries)]);
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
    session: AtlasSession,
    owner: AccessListOwner,
    strange: readonly CanonicalAddress[],
): void {
    if (strange.length > 0) {
        session.warn(
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
