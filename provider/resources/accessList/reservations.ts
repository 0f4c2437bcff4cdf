import { isDeepStrictEqual } from "node:util";
import type { CanonicalAddress } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind, ownerName } from "../../atlas/endpoints/accessListOwners";

/**
 * What a resource of this run has to do with an entry, so that no other resource may delete it:
 * - `created`: it has made the entry, has found it, or has taken it over, or is about to.
 * - `kept`: it exists, and stays.
 * - `planned`: this run is going to make it, or was.
 */
export type Holder = "created" | "kept" | "planned";

interface Reservation {
    isCreated?: boolean;
    /** Of a resource that stays: the inputs of a single entry, if it is one. */
    kept?: { readonly inputs: object | undefined };
    isPlanned?: boolean;
    /** Whether a resource that this run makes anew leaves the entry at Atlas for its successor. */
    isLeftInPlace?: boolean;
}

/**
 * Which resources of a run stand for which entries of one list: nobody may delete what another resource stands for. Pulumi
 * tells a provider nothing of its plan, so this goes by what `check`, `diff` and `create` have shown of it.
 */
export class Reservations {
    readonly #owner: AccessListOwner;
    readonly #entries = new Map<CanonicalAddress, Reservation>();

    constructor(owner: AccessListOwner) {
        this.#owner = owner;
    }

    /**
     * A resource of this run is going to be made for an entry. If a resource with the same inputs is among those that
     * stay, it is that very one: either something other than its inputs replaces it, or Pulumi goes on with a replacement
     * that was interrupted between delete and creation.
     *
     * @throws Error, as willKeep does, if the program declares more entries than Atlas takes for the owner.
     */
    willCreate(address: CanonicalAddress, inputs?: object): void {
        const entry = this.#of(address);
        entry.isPlanned = true;
        this.#refuseTooMany();
        if (entry.kept !== undefined && isDeepStrictEqual(entry.kept.inputs, inputs)) {
            delete entry.kept;
            entry.isLeftInPlace = true;
        }
    }

    /** A resource that exists, and stays, stands for an entry. */
    willKeep(address: CanonicalAddress, inputs?: object): void {
        this.#of(address).kept = { inputs };
        this.#refuseTooMany();
    }

    /** A resource of this run has made an entry, has found it there, or has taken it over. */
    markCreated(address: CanonicalAddress): void {
        this.#of(address).isCreated = true;
    }

    /**
     * Runs the creation of a single entry, which holds it from the start, as two may be created side by side.
     *
     * @throws Error if another resource of this run stands for the entry.
     */
    async create<T>(address: CanonicalAddress, create: (isLeftInPlace: boolean) => Promise<T>): Promise<T> {
        const holder = this.holderOf(address);
        if (holder === "created" || holder === "kept") {
            throw new Error(
                `another resource of this run is for ${address} on the access list of ${ownerName(this.#owner)} already. Atlas has one entry for the two: declare it once.`,
            );
        }
        this.markCreated(address);
        try {
            return await create(this.takeLeftInPlace(address));
        } catch (error) {
            this.#of(address).isCreated = false;
            throw error;
        }
    }

    /** Why a resource may not delete an entry: what another one does with it; undefined if it may. */
    holderOf(address: CanonicalAddress): Holder | undefined {
        const { isCreated, kept, isPlanned } = this.#of(address);
        if (isCreated === true) {
            return "created";
        }
        if (kept !== undefined) {
            return "kept";
        }
        return isPlanned === true ? "planned" : undefined;
    }

    /** Leaves an entry where it is for the resource that is going to be made for it: in between, nobody is cut off or let in. */
    leaveInPlace(address: CanonicalAddress): void {
        this.#of(address).isLeftInPlace = true;
    }

    /**
     * The resource that was planned for an entry is being made. Returns whether the entry was left in place for it.
     * Should that fail, the entry stays planned: a run that goes on all the same (`--continue-on-error`) must not delete it.
     */
    takeLeftInPlace(address: CanonicalAddress): boolean {
        const entry = this.#of(address);
        const { isLeftInPlace = false } = entry;
        entry.isLeftInPlace = false;
        return isLeftInPlace;
    }

    #refuseTooMany(): void {
        const { maxEntries, shortName } = ownerKind(this.#owner);
        const isDeclared = ({ isPlanned, kept }: Reservation) => isPlanned === true || kept !== undefined;
        const count = maxEntries === undefined ? 0 : [...this.#entries.values()].filter(isDeclared).length;
        if (maxEntries !== undefined && count > maxEntries) {
            throw new Error(
                `the program declares ${count} entries or more on the access list of ${ownerName(this.#owner)}; Atlas takes ${maxEntries} for a ${shortName} at most. Put neighbours together in blocks.`,
            );
        }
    }

    #of(address: CanonicalAddress): Reservation {
        const entry = this.#entries.get(address) ?? {};
        this.#entries.set(address, entry);
        return entry;
    }
}
