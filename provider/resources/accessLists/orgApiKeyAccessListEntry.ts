import type * as pulumi from "@pulumi/pulumi";
import { canonicalAddress, isCidrBlock } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { apiKeyOwner } from "../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../atlas/endpoints/accessLists";
import { onceKnown } from "../../core/checks";
import type { DiffRow } from "../../core/diff";
import type { Lifecycle } from "../../core/lifecycle";
import type { Properties } from "../../core/properties";
import { isPresent } from "../../core/properties";
import type { InputsOf, SchemaOf } from "../../core/schema";
import { fromSchema } from "../../core/schema";
import { address, ANY_TEXT, FLAG, OBJECT_ID, oneOf } from "../../core/valueTypes";
import { cidrBlockProblem, hasOneAddress, ipAddressProblem } from "./checks";
import { ENTRY_CLAIMS } from "./claims";
import { createOrAdopt } from "./adding/entryCreation";
import type { HeldBy } from "./holders";
import { holderOf, holdingEntry, keepEntry, leaveInPlace, planEntry } from "./holders";
import { createdOf, readAccessList } from "./listing";
import { entryName } from "./names";
import { removeEntry } from "./removal";

/** All arguments of an OrgApiKeyAccessListEntry; OrgApiKeyAccessListEntryArgs says which exclude each other. */
export interface OrgApiKeyAccessListEntryParts {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the entry. */
    orgId: pulumi.Input<string>;
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the entry. */
    apiKeyId: pulumi.Input<string>;
    /**
     * One IPv4 or IPv6 address that may use the key. A change to another address replaces the entry, the new one first.
     * Another spelling of the same address (also as `/32` or `/128` in cidrBlock) changes nothing.
     */
    ipAddress?: pulumi.Input<string | undefined> | undefined;
    /**
     * A block of addresses that may use the key, given by its network address: "203.0.113.0/24". A change to another block
     * replaces the entry, the new one first.
     */
    cidrBlock?: pulumi.Input<string | undefined> | undefined;
    /**
     * What to do when the entry exists already (409): "fail", or "adopt" to manage the entry from now on. Default
     * "fail". Changing it changes nothing at Atlas.
     * An entry that is renamed or moved, and gets another provider in the same change, needs the option `aliases` all the same:
     * else it is deleted under its old name.
     */
    onConflict?: pulumi.Input<"fail" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entry on the very key that the provider calls with. Such an entry cuts off every address that is
     * not on the list, at once. Default false. Changing it changes nothing at Atlas.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/**
 * What an OrgApiKeyAccessListEntry is made from; exactly one of ipAddress and cidrBlock. Where a program decides which,
 * it spreads one of two objects: `...(isBlock ? { cidrBlock } : { ipAddress })`.
 */
export type OrgApiKeyAccessListEntryArgs = OrgApiKeyAccessListEntryParts &
    // "unknown" leaves it to OrgApiKeyAccessListEntryParts what the value is.
    ({ ipAddress: unknown; cidrBlock?: PerhapsLater } | { cidrBlock: unknown; ipAddress?: PerhapsLater });

/** An output may turn out to be undefined. */
type PerhapsLater = pulumi.OutputInstance<string | undefined> | Promise<string | undefined> | undefined;

/** What is known of an entry that `get` looks up. */
export type OrgApiKeyAccessListEntryState = Partial<OrgApiKeyAccessListEntryParts>;

/** One address, in whichever of the two inputs it is given. */
const ADDRESS_CHANGE: readonly DiffRow[] = [
    { inputs: ["ipAddress", "cidrBlock"], onChange: "replace", value: addressOf },
];

const schema = {
    kind: "OrgApiKeyAccessListEntry",
    hostExport: "orgApiKeyAccessListEntry",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        apiKeyId: { role: "input", type: OBJECT_ID, change: "replace" },
        ipAddress: {
            role: "input",
            type: address(ipAddressProblem),
            isOptional: true,
            change: ADDRESS_CHANGE,
        },
        cidrBlock: {
            role: "input",
            type: address(cidrBlockProblem),
            isOptional: true,
            change: ADDRESS_CHANGE,
        },
        onConflict: { role: "input", type: oneOf("fail", "adopt"), isOptional: true, change: "steers" },
        allowLockout: { role: "input", type: FLAG, isOptional: true, change: "steers" },
        address: { role: "output", type: address(), repeats: ["ipAddress", "cidrBlock"] },
        created: { role: "output", type: ANY_TEXT, isOptional: true },
    },
    subject: ({ ipAddress, cidrBlock }: Properties) => String(ipAddress ?? cidrBlock),
    rules: [onceKnown(["ipAddress", "cidrBlock"], hasOneAddress)],
    claims: ENTRY_CLAIMS,
} satisfies SchemaOf<OrgApiKeyAccessListEntryParts, Outputs>;

type Inputs = InputsOf<OrgApiKeyAccessListEntryParts>;

interface Outputs extends Inputs {
    address: string;
    created?: string;
}

export const orgApiKeyAccessListEntryLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),

    planned(session, inputs) {
        planEntry(session, ownerOf(inputs), { address: addressOf(inputs), inputs });
    },

    kept(session, inputs) {
        keepEntry(session, ownerOf(inputs), { address: addressOf(inputs), inputs });
    },

    async create(session, inputs) {
        const { onConflict, allowLockout } = inputs;
        const owner = ownerOf(inputs);
        const address = addressOf(inputs);
        const entry = await holdingEntry(session, { owner, address }, (isLeftInPlace) =>
            createOrAdopt(session, owner, { address, onConflict, allowLockout, isLeftInPlace }),
        );
        return { id: entryName(owner, address), outputs: { ...inputs, address, ...createdAt(owner, entry) } };
    },

    async read(session, id, outputs) {
        const { orgId, apiKeyId, address } = parseEntryId(id);
        const owner = apiKeyOwner(orgId, apiKeyId);
        const entry = (await readAccessList(session, owner))?.get(address);
        const given = isPresent(outputs.ipAddress) || isPresent(outputs.cidrBlock) ? {} : asInput(address);
        return entry && { ...outputs, ...given, orgId, apiKeyId, address, ...createdAt(owner, entry) };
    },

    update(_session, { old, wanted }) {
        // Only onConflict and allowLockout come here, which steer the next create and are nothing that Atlas knows.
        const { address, created } = old;
        return Promise.resolve({ ...wanted, address, ...(created === undefined ? {} : { created }) });
    },

    async delete(session, id) {
        const { orgId, apiKeyId, address } = parseEntryId(id);
        const owner = apiKeyOwner(orgId, apiKeyId);
        const holder = holderOf(session, owner, address);
        if (holder === undefined) {
            await removeEntry(session, owner, address);
        } else if (holder === "planned resource") {
            leaveInPlace(session, owner, address);
        } else {
            session.warn(`OrgApiKeyAccessListEntry ${id}: ${WHY_LEFT[holder]}: it is not deleted.`);
        }
    },
};

const WHY_LEFT: Readonly<Record<Exclude<HeldBy, "planned resource">, string>> = {
    "new resource": "it has become another resource of the program in this run, which manages it now",
    "kept resource": "another resource of the program is for the same entry, and goes on managing it",
};

function ownerOf({ orgId, apiKeyId }: Inputs): AccessListOwner {
    return apiKeyOwner(orgId, apiKeyId);
}

function parseEntryId(id: string): Required<Pick<Outputs, "orgId" | "apiKeyId" | "address">> {
    const [, orgId, apiKeyId, address] = /^([a-f0-9]{24})-([a-f0-9]{24})-(.+)$/s.exec(id) ?? [];
    if (orgId === undefined || apiKeyId === undefined || address === undefined) {
        throw new Error(
            `"${id}" is not the id of an OrgApiKeyAccessListEntry, which is "<orgId>-<apiKeyId>-<address>", for example "…-…-203.0.113.0/24".`,
        );
    }
    return { orgId, apiKeyId, address: canonicalAddress(address) };
}

function addressOf({ ipAddress, cidrBlock }: { ipAddress?: unknown; cidrBlock?: unknown }): string {
    return canonicalAddress(ipAddress ?? cidrBlock);
}

function asInput(address: string): Pick<Inputs, "ipAddress" | "cidrBlock"> {
    return isCidrBlock(address) ? { cidrBlock: address } : { ipAddress: address };
}

function createdAt(owner: AccessListOwner, entry: AccessListEntryResponse | undefined): { created?: string } {
    const created = createdOf(owner, entry);
    return created === undefined ? {} : { created };
}
