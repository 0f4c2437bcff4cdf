import { canonicalAddress, isCidrBlock } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../atlas/endpoints/accessLists";
import type { Lifecycle } from "../../core/lifecycle";
import { isPresent } from "../../core/properties";
import type { ResourceSchema } from "../../core/schema";
import { fromSchema } from "../../core/schema";
import { createOrAdopt } from "./adding/entryCreation";
import type { HeldBy } from "./holders";
import { holderOf, holdingEntry, keepEntry, leaveInPlace, planEntry } from "./holders";
import { listedEntries } from "./listed";
import { createdOf, readAccessList } from "./listing";
import { entryName } from "./names";
import type { OwnerInputs, OwnerNaming } from "./owners";
import { hearOfOwner, isMadeHere, ownerIn, ownerInputs } from "./owners";
import { removeEntry } from "./removal";

/** Inputs of a resource for one entry of an access list. */
export interface EntryInputs extends OwnerInputs {
    orgId: string;
    ipAddress?: string;
    cidrBlock?: string;
    onConflict?: "fail" | "adopt";
    allowLockout?: boolean;
}

/** What state holds of it. */
export interface EntryOutputs extends EntryInputs {
    /** In its canonical spelling. */
    address: string;
    created?: string;
}

/** The lifecycle of one entry of an access list, of whatever kind its owner is. */
export function accessListEntryLifecycle(
    schema: ResourceSchema,
    naming: OwnerNaming,
): Lifecycle<EntryInputs, EntryOutputs> {
    const ownerOf = (inputs: EntryInputs) => ownerIn(naming, inputs);
    return {
        ...fromSchema(schema),

        planned(session, inputs, hints) {
            hearOfOwner(session, ownerOf(inputs), hints);
            planEntry(session, ownerOf(inputs), { address: addressOf(inputs), inputs });
        },

        kept(session, inputs) {
            keepEntry(session, ownerOf(inputs), { address: addressOf(inputs), inputs });
        },

        async create(session, inputs) {
            const { allowLockout } = inputs;
            const owner = ownerOf(inputs);
            const onConflict = inputs.onConflict ?? (isMadeHere(session, owner) ? "adopt" : "fail");
            const address = addressOf(inputs);
            const entry = await holdingEntry(session, { owner, address }, (isLeftInPlace) =>
                createOrAdopt(session, owner, { address, onConflict, allowLockout, isLeftInPlace }),
            );
            return {
                id: entryName(owner, address),
                outputs: { ...inputs, address, ...createdAt(owner, entry) },
            };
        },

        async read(session, id, outputs) {
            const { owner, address } = parseEntryId(naming, id);
            const entry = (await readAccessList(session, owner))?.get(address);
            const given =
                isPresent(outputs.ipAddress) || isPresent(outputs.cidrBlock) ? {} : asInput(address);
            return (
                entry && { ...outputs, ...given, ...ownerInputs(owner), address, ...createdAt(owner, entry) }
            );
        },

        list: (session, orgId) => listedEntries(session, naming, orgId),

        // An id may spell the address in another way.
        imported: (_id, outputs) => ({ id: entryName(ownerOf(outputs), outputs.address), outputs }),

        update(_session, { old, wanted }) {
            // Only onConflict and allowLockout come here, which steer the next create and are nothing that Atlas knows.
            const { address, created } = old;
            return Promise.resolve({ ...wanted, address, ...(created === undefined ? {} : { created }) });
        },

        async delete(session, id) {
            const { owner, address } = parseEntryId(naming, id);
            const holder = holderOf(session, owner, address);
            if (holder === undefined) {
                await removeEntry(session, owner, address);
            } else if (holder === "planned resource") {
                leaveInPlace(session, owner, address);
            } else {
                session.warn(`${naming.entryKind} ${id}: ${WHY_LEFT[holder]}: it is not deleted.`);
            }
        },
    };
}

const WHY_LEFT: Readonly<Record<Exclude<HeldBy, "planned resource">, string>> = {
    "new resource": "it has become another resource of the program in this run, which manages it now",
    "kept resource": "another resource of the program is for the same entry, and goes on managing it",
};

function parseEntryId(naming: OwnerNaming, id: string): { owner: AccessListOwner; address: string } {
    const [, orgId, ownerId, address] =
        new RegExp(`^([a-f0-9]{24})-(${naming.idPattern})-(.+)$`, "s").exec(id) ?? [];
    if (orgId === undefined || ownerId === undefined || address === undefined) {
        throw new Error(
            `"${id}" is not the id of an ${naming.entryKind}, which is "<orgId>-<${naming.input}>-<address>", for example "…-…-203.0.113.0/24".`,
        );
    }
    return { owner: { orgId, kind: naming.kind, id: ownerId }, address: canonicalAddress(address) };
}

export function addressOf({ ipAddress, cidrBlock }: { ipAddress?: unknown; cidrBlock?: unknown }): string {
    return canonicalAddress(ipAddress ?? cidrBlock);
}

function asInput(address: string): Pick<EntryInputs, "ipAddress" | "cidrBlock"> {
    return isCidrBlock(address) ? { cidrBlock: address } : { ipAddress: address };
}

function createdAt(owner: AccessListOwner, entry: AccessListEntryResponse | undefined): { created?: string } {
    const created = createdOf(owner, entry);
    return created === undefined ? {} : { created };
}
