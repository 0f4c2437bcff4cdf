import { isDeepStrictEqual } from "node:util";
import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind, ownerName } from "../../atlas/endpoints/accessListOwners";
import type { AtlasSession } from "../../core/session";
import { perSession } from "../../core/session";
import { entryName, listName } from "./names";

// Resources of a run that stand for one entry at Atlas: nobody may delete what another resource still stands for. Pulumi
// tells a host nothing of its plan, so this goes by what `check`, `diff` and `create` have shown of it.

interface Holders {
    /** Entries that resources of this run have made, found or taken over, or are about to. */
    readonly held: Set<string>;
    /** Entries of resources that exist and stay, with the inputs of a single entry. */
    readonly kept: Map<string, object | undefined>;
    /** Entries that resources of this run are going to make, or were. */
    readonly planned: Set<string>;
    /** Addresses that resources of this run declare, by the names of the lists. */
    readonly declared: Map<string, Set<CanonicalAddress>>;
    /** Entries that this run makes anew, and that their old resources have left, or will leave, where they are. */
    readonly leftInPlace: Set<string>;
}

const holdersIn = perSession<Holders>(() => ({
    held: new Set(),
    kept: new Map(),
    planned: new Set(),
    declared: new Map(),
    leftInPlace: new Set(),
}));

/**
 * A resource of this run is going to be made for an entry. If a resource with the same inputs is among those that stay,
 * it is that very one: either something other than its inputs replaces it, or Pulumi goes on with a replacement that was
 * interrupted between delete and creation.
 *
 * @throws Error, as keepEntry does, if the program declares more entries than Atlas takes for the owner.
 */
export function planEntry(
    session: AtlasSession,
    owner: AccessListOwner,
    { address, inputs }: { address: CanonicalAddress; inputs?: object },
): void {
    const { kept, planned, leftInPlace } = holdersIn(session);
    const name = entryName(owner, address);
    refuseTooMany(session, owner, address);
    planned.add(name);
    if (kept.has(name) && isDeepStrictEqual(kept.get(name), inputs)) {
        kept.delete(name);
        leftInPlace.add(name);
    }
}

/** A resource that exists, and stays, stands for an entry. */
export function keepEntry(
    session: AtlasSession,
    owner: AccessListOwner,
    { address, inputs }: { address: CanonicalAddress; inputs?: object },
): void {
    refuseTooMany(session, owner, address);
    holdersIn(session).kept.set(entryName(owner, address), inputs);
}

function refuseTooMany(session: AtlasSession, owner: AccessListOwner, address: CanonicalAddress): void {
    const { declared } = holdersIn(session);
    const addresses = declared.get(listName(owner)) ?? new Set();
    declared.set(listName(owner), addresses.add(address));
    const { maxEntries = Infinity, shortName } = ownerKind(owner);
    if (addresses.size > maxEntries) {
        throw new Error(
            `the program declares ${addresses.size} entries or more on the access list of ${ownerName(owner)}; Atlas takes ${maxEntries} for a ${shortName} at most. Put neighbours together in blocks.`,
        );
    }
}

/** A resource of this run has made an entry, has found it there, or has taken it over. */
export function holdEntry(session: AtlasSession, owner: AccessListOwner, address: CanonicalAddress): void {
    holdersIn(session).held.add(entryName(owner, address));
}

/**
 * Runs the creation of a single entry, which holds it from the start, as two may be created side by side.
 *
 * @throws Error if another resource of this run stands for the entry.
 */
export async function holdingEntry<T>(
    session: AtlasSession,
    { owner, address }: { owner: AccessListOwner; address: CanonicalAddress },
    create: (isLeftInPlace: boolean) => Promise<T>,
): Promise<T> {
    const { held, kept } = holdersIn(session);
    const name = entryName(owner, address);
    if (held.has(name) || kept.has(name)) {
        throw new Error(
            `another resource of this run is for ${address} on the access list of ${ownerName(owner)} already. Atlas has one entry for the two: declare it once.`,
        );
    }
    held.add(name);
    try {
        return await create(startEntry(session, owner, address));
    } catch (error) {
        held.delete(name);
        throw error;
    }
}

/** Why the resource for an entry may not delete it: what another resource of this run does with it. */
export type HeldBy =
    /** It made the entry, found it, or took it over. */
    | "new resource"
    /** It exists, and stays. */
    | "kept resource"
    /** It will be made for the entry: the delete belongs to a replacement that deletes first. Or it could not be made. */
    | "planned resource";

export function holderOf(
    session: AtlasSession,
    owner: AccessListOwner,
    address: CanonicalAddress,
): HeldBy | undefined {
    const { held, kept, planned } = holdersIn(session);
    const name = entryName(owner, address);
    if (held.has(name)) {
        return "new resource";
    }
    if (kept.has(name)) {
        return "kept resource";
    }
    return planned.has(name) ? "planned resource" : undefined;
}

/** Leaves an entry where it is for the resource that is going to be made for it: in between, nobody is cut off or let in. */
export function leaveInPlace(session: AtlasSession, owner: AccessListOwner, address: CanonicalAddress): void {
    holdersIn(session).leftInPlace.add(entryName(owner, address));
}

/**
 * The resource that was planned for an entry is being made. Returns whether the entry was left in place for it. Should
 * that fail, it stays planned: a run that goes on all the same (`--continue-on-error`) must not delete the entry.
 */
export function startEntry(
    session: AtlasSession,
    owner: AccessListOwner,
    address: CanonicalAddress,
): boolean {
    return holdersIn(session).leftInPlace.delete(entryName(owner, address));
}
