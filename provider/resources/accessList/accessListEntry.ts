import type * as pulumi from "@pulumi/pulumi";
import { canonicalAddress, isCidrBlock } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../atlas/endpoints/accessLists";
import { explained, explanation, messageOf } from "../../atlas/errors/errors";
import type { Lifecycle } from "../../runtime/lifecycle";
import { PartialStateError } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import { isPresent } from "../../schema/properties";
import type { ResourceSchema } from "../../schema/schema";
import { fromSchema } from "../../schema/schema";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { accessListOf } from "./accessListOfRun";
import { listedEntries } from "./listed";
import type { AccessList } from "./listing";
import { createdOf, findEntry } from "./listing";
import { entryName, namingOf, ownerIn, ownerInputs } from "./owners";
import type { OwnerInputs, OwnerNaming } from "./owners";
import type { Holder } from "./reservations";
import type { UnconfirmedEntry } from "./unconfirmed";
import { settleUnconfirmed, unconfirmedEntry, warnOfUndated } from "./unconfirmed";
import type { CanonicalAddress } from "../../atlas/address";
import { ownerName } from "../../atlas/endpoints/accessListOwners";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOfRun, WantedEntry } from "./accessListOfRun";
import type { Addition } from "./additions";

/** The arguments that the entries of both kinds of access lists share. */
export interface AccessListEntryParts {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the entry. */
    orgId: pulumi.Input<string>;
    /**
     * One IPv4 or IPv6 address that may use the key or service account. A change to another address replaces the entry, the new
     * one first. Another spelling of the same address (also as `/32` or `/128` in cidrBlock) changes nothing.
     */
    ipAddress?: pulumi.Input<string | undefined> | undefined;
    /**
     * A block of addresses that may use the key or service account, given by its network address: "203.0.113.0/24". A change to
     * another block replaces the entry, the new one first.
     */
    cidrBlock?: pulumi.Input<string | undefined> | undefined;
    /**
     * What to do when the entry exists already (409): "fail", or "adopt" to manage the entry from now on. Default "fail"; where
     * the program makes the key or service account itself, the classes of this package give "adopt". Changing it changes nothing:
     * no update, no replacement. An entry that is renamed or moved, and gets another provider in the same change, needs the
     * option `aliases` all the same: else it is deleted under its old name.
     */
    onConflict?: pulumi.Input<"fail" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entry on the list of the very key or service account that the provider calls with. Such an entry cuts off
     * every address that is not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/** Exactly one of ipAddress and cidrBlock. "unknown" leaves it to the parts what the value is. */
export type WithOneAddress<Parts> = Parts &
    ({ ipAddress: unknown; cidrBlock?: PerhapsLater } | { cidrBlock: unknown; ipAddress?: PerhapsLater });

/** An output may turn out to be undefined. */
type PerhapsLater = pulumi.OutputInstance<string | undefined> | Promise<string | undefined> | undefined;

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
    /** What is not known yet: then, nothing else is known of the entry either. */
    unconfirmed?: UnconfirmedEntry[];
    /** False: this resource is known not to have made its entry, which it still has to do. */
    isMade?: false;
}

/** The lifecycle of one entry of an access list, of whatever kind its owner is. */
export function accessListEntryLifecycle(
    schema: ResourceSchema,
    naming: OwnerNaming,
): Lifecycle<EntryInputs, EntryOutputs> {
    const ownerOf = (inputs: EntryInputs) => ownerIn(naming, inputs);
    return {
        ...fromSchema(schema),

        isBroken: (outputs) => !isConfirmed(outputs),

        willCreate(instance, inputs) {
            accessListOf(instance, ownerOf(inputs)).reservations.willCreate(addressOf(inputs), inputs);
        },

        willKeep(instance, inputs) {
            accessListOf(instance, ownerOf(inputs)).reservations.willKeep(addressOf(inputs), inputs);
        },

        async create(instance, inputs) {
            const owner = ownerOf(inputs);
            const address = addressOf(inputs);
            const { reservations } = accessListOf(instance, owner);
            const outputs = await reservations.create(address, (isLeftInPlace) =>
                makeEntry(instance, owner, inputs, isLeftInPlace),
            );
            return { id: entryName(owner, address), outputs };
        },

        async read(instance, id, outputs) {
            const { owner, address } = parseEntryId(naming, id);
            const list = await accessListOf(instance, owner).entries();
            const entry = list?.get(address);
            if (entry === undefined || !isOwn(instance, { owner, list, id, outputs })) {
                return undefined;
            }
            const { unconfirmed: _, isMade: __, ...known } = outputs;
            const given =
                isPresent(outputs.ipAddress) || isPresent(outputs.cidrBlock) ? {} : asInput(address);
            return { ...known, ...given, ...ownerInputs(owner), address, ...createdAt(owner, entry) };
        },

        list: (instance, orgId) => listedEntries(instance, naming, orgId),

        // An id may spell the address in another way.
        imported: (_id, outputs) => ({ id: entryName(ownerOf(outputs), outputs.address), outputs }),

        async update(instance, { id, old, wanted }) {
            if (isConfirmed(old)) {
                // Atlas knows nothing of an entry that an update could change.
                const { address, created } = old;
                return { ...wanted, address, ...(created === undefined ? {} : { created }) };
            }
            const owner = ownerOf(wanted);
            const list = old.unconfirmed && (await accessListOf(instance, owner).entries());
            const entry = list?.get(old.address);
            if (entry !== undefined && isOwn(instance, { owner, list, id, outputs: old })) {
                return { ...wanted, address: old.address, ...createdAt(owner, entry) };
            }
            return makeEntry(instance, owner, wanted).catch((error: unknown) => {
                throw stillToBeMade(error, { id, outputs: { ...wanted, address: old.address } });
            });
        },

        async delete(instance, id, outputs) {
            const { owner, address } = parseEntryId(naming, id);
            const accessList = accessListOf(instance, owner);
            const list = outputs.unconfirmed && (await accessList.entries());
            if (!isOwn(instance, { owner, list, id, outputs })) {
                return;
            }
            const holder = accessList.reservations.holderOf(address);
            if (holder === undefined) {
                await accessList.removeOne(address);
            } else if (holder === "planned") {
                accessList.reservations.leaveInPlace(address);
            } else {
                instance.warn(`${naming.entryKind} ${id}: ${WHY_LEFT[holder]}: it is not deleted.`);
            }
        },
    };
}

/** Whether the resource is known to stand for an entry that it made, or took over. */
function isConfirmed({ unconfirmed, isMade }: Properties | Partial<EntryOutputs>): boolean {
    return !isPresent(unconfirmed) && isMade !== false;
}

/** As isConfirmed; of what is unconfirmed, the list tells. @param list what Atlas has shown since. */
function isOwn(
    instance: ProviderInstance,
    {
        owner,
        list,
        id,
        outputs,
    }: { owner: AccessListOwner; list: AccessList | undefined; id: string; outputs: Partial<EntryOutputs> },
): boolean {
    const { unconfirmed } = outputs;
    if (unconfirmed === undefined) {
        return isConfirmed(outputs);
    }
    const { made, undated } = settleUnconfirmed(owner, list, unconfirmed);
    warnOfUndated(instance, `${namingOf(owner).entryKind} ${id}`, undated);
    return made.length > 0;
}

/** Makes an entry, or takes it over. @throws PartialStateError if nobody can tell now whether it was made. */
async function makeEntry(
    instance: ProviderInstance,
    owner: AccessListOwner,
    inputs: EntryInputs,
    isLeftInPlace = false,
): Promise<EntryOutputs> {
    const { onConflict, allowLockout } = inputs;
    const address = addressOf(inputs);
    try {
        const wanted = { address, onConflict, allowLockout, isLeftInPlace };
        const entry = await createOrAdopt(instance.client, accessListOf(instance, owner), wanted);
        return { ...inputs, address, ...createdAt(owner, entry) };
    } catch (error) {
        if (!(error instanceof UnconfirmedEntryError)) {
            throw error;
        }
        const outputs = { ...inputs, address, unconfirmed: [error.unconfirmed] };
        throw new PartialStateError(error.message, { id: entryName(owner, address), outputs }, error.cause);
    }
}

/** State has a resource whose entry it has not made, as an earlier try had an outcome that nobody knew. */
function stillToBeMade(error: unknown, { id, outputs }: { id: string; outputs: EntryOutputs }): unknown {
    return error instanceof PartialStateError
        ? error
        : new PartialStateError(messageOf(error), { id, outputs: { ...outputs, isMade: false } }, error);
}

const WHY_LEFT: Readonly<Record<Exclude<Holder, "planned">, string>> = {
    created: "it has become another resource of the program in this run, which manages it now",
    kept: "another resource of the program is for the same entry, and goes on managing it",
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

/**
 * Sees to it that an entry stands in the list of an owner: made, or taken over if `onConflict` allows it. Resolves to what
 * Atlas says of it; undefined if it stands there, but Atlas has not shown it.
 *
 * @throws Error if it exists already, or if it would lock the caller out.
 * @throws UnconfirmedEntryError if nobody can tell now whether it was made.
 */
export async function createOrAdopt(
    client: AtlasClient,
    list: AccessListOfRun,
    wanted: AdoptableEntry,
): Promise<AccessListEntryResponse | undefined> {
    const { owner } = list;
    const standing = wanted.isLeftInPlace === true && (await findEntry(client, owner, wanted.address));
    if (standing) {
        return standing;
    }
    const addition = await list.add(wanted);
    if (addition.outcome !== "stood" || wanted.onConflict !== "adopt") {
        return madeEntry(owner, wanted, addition);
    }
    const entry = addition.entry ?? (await findEntry(client, owner, wanted.address));
    // It may have gone since: then it is made after all.
    return entry ?? madeEntry(owner, wanted, await list.add(wanted));
}

interface AdoptableEntry extends WantedEntry {
    readonly onConflict?: "fail" | "adopt" | undefined;
    /** Whether the resource that this one replaces has left the entry where it is. */
    readonly isLeftInPlace?: boolean | undefined;
}

function madeEntry(
    owner: AccessListOwner,
    { address }: WantedEntry,
    addition: Addition,
): AccessListEntryResponse | undefined {
    switch (addition.outcome) {
        case "made":
            return addition.entry;
        case "stood":
            throw entryExists(owner, address, addition.error);
        case "refused":
            throw addition.error;
        case "unknown":
            throw new UnconfirmedEntryError(owner, address, addition);
    }
}

/** Nobody can tell now whether the entry was made. */
export class UnconfirmedEntryError extends Error {
    readonly unconfirmed: UnconfirmedEntry;

    constructor(
        owner: AccessListOwner,
        address: CanonicalAddress,
        { error, lookUpError, attemptedAt }: Addition & { outcome: "unknown" },
    ) {
        const after = `Whether ${address} is on the access list of ${ownerName(owner)} now could not be found out (${lookUpError.message}). Run \`pulumi up\` again: it looks, and goes on from there.`;
        super(explanation(error, { after }), { cause: error });
        this.unconfirmed = unconfirmedEntry(address, attemptedAt);
    }
}

function entryExists(owner: AccessListOwner, address: CanonicalAddress, error: unknown): Error {
    return explained(error, {
        before: `${address} is on the access list of ${ownerName(owner)} already. If this entry was renamed or moved in the program, give it the option \`aliases: [{ name: "the old name" }]\`. If it is to be replaced by itself (--replace, --target-replace, \`pulumi state taint\`), give it the option \`deleteBeforeReplace: true\`, or set onConflict: "adopt". To manage the entry that exists, also one that an interrupted run or an OrgApiKeyAccessList has made, set onConflict: "adopt".`,
    });
}
