import type { CanonicalAddress } from "../../atlas/address";
import { canonicalAddress } from "../../atlas/address";
import { addressOrNone } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import type { Lifecycle } from "../../core/lifecycle";
import { PartialStateError } from "../../core/lifecycle";
import { listed } from "../../core/listed";
import type { ResourceSchema } from "../../core/schema";
import { fromSchema } from "../../core/schema";
import type { AtlasSession } from "../../core/session";
import { without } from "../../core/without";
import type { Additions } from "./adding/outcomes";
import type { ChangedAccessList } from "./change";
import { changeAccessList } from "./change";
import type { EntryFailure } from "./failures";
import { describeFailures } from "./failures";
import { holdEntry, keepEntry, planEntry, startEntry } from "./holders";
import { listedLists } from "./listed";
import { readAccessList } from "./listing";
import { listName } from "./names";
import type { OwnerInputs, OwnerNaming } from "./owners";
import { hearOfOwner, isMadeHere, namingOf, ownerIn, ownerInputs, parseListId } from "./owners";
import { releaseEntries, withoutSpared } from "./release";

/** Inputs of a resource for a whole access list. */
export interface AccessListInputs extends OwnerInputs {
    orgId: string;
    entries: string[];
    mode?: "authoritative" | "additive";
    allowLockout?: boolean;
}

/** What state holds of it. */
export interface AccessListOutputs extends AccessListInputs {
    /** What the resource has put there itself, or may have. */
    added: string[];
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
            const stands = (text: string) => list.has(addressOrNone(text) ?? "");
            const known = given.filter(stands);
            const others = modeOf(outputs) === "additive" ? [] : without([...list.keys()], canonical(known));
            return {
                ...outputs,
                ...ownerInputs(owner),
                entries: [...known, ...others],
                added: canonical(outputs.added).filter(stands),
            };
        },

        update(session, { old, wanted }) {
            return apply(session, ownerOf(wanted), { inputs: wanted, old });
        },

        async delete(session, id, outputs) {
            const owner = parseListId(naming, id);
            const { failures } = await releaseEntries(session, owner, {
                owned: managed(modeOf(outputs), outputs),
                added: canonical(outputs.added),
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
    { inputs, old }: { inputs: Inputs; old?: Outputs },
): Promise<Outputs> {
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
    const stood = declared.filter((address) => changed.additions.get(address)?.outcome === "stood");
    const ownBefore = [
        ...canonical(old?.added),
        ...leftInPlace,
        ...(isMadeHere(session, owner) ? stood : []),
    ];
    const outputs = outputsOf(inputs, { ownBefore, changed, others: [...kept, ...strange] });
    declared.forEach((address) => holdEntry(session, owner, address));
    const { failures, additions } = changed;
    if (old === undefined && failures.length > 0 && failuresOnly(additions)) {
        throw new Error(describeFailures(failures), { cause: failures[0]?.error });
    }
    warnOfStrangers(session, owner, strange);
    if (failures.length > 0) {
        throw failed(owner, { outputs, failures, kept });
    }
    return outputs;
}

/** What the program no longer declares, and this resource may remove: nothing that no state, and so no preview, has shown. */
function outgoing(old: Outputs, wanted: Inputs): CanonicalAddress[] {
    return without(managed(modeOf(wanted), old), canonical(wanted.entries));
}

/** What a resource in this mode may remove: all that stands there, or only what it has added itself, or may have. */
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
    const added = [...additions].flatMap(([address, { outcome }]) =>
        outcome === "added" || outcome === "unknown" ? [address] : [],
    );
    return {
        ...inputs,
        entries: [...inputs.entries.filter(stands), ...others],
        added: [...new Set([...without(ownBefore, removed), ...added])],
    };
}

function warnOfStrangers(
    session: AtlasSession,
    owner: AccessListOwner,
    strange: readonly CanonicalAddress[],
): void {
    if (strange.length > 0) {
        session.warn(
            `${namingOf(owner).listKind} ${listName(owner)}: on the list there is also what the program does not declare: ${listed(strange)}. The next \`pulumi up\` removes it, unless this one still does; declare what is to stay, or set mode: "additive".`,
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
