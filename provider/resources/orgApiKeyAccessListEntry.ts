import type * as pulumi from "@pulumi/pulumi";
import { canonicalAddress, isCidrBlock } from "../atlas/address";
import type { AccessListEntryResponse, ApiKeyReference } from "../atlas/apiKeyAccessList";
import { AtlasResource, isResourceOfKind } from "../dynamic/atlasResource";
import { ifKnown, isBoolean, isObjectId, isOneOf, onceKnown } from "../dynamic/checks";
import type { Lifecycle, ResourceDefinition } from "../dynamic/lifecycle";
import { isPresent } from "../dynamic/properties";
import { cidrBlockProblem, hasOneAddress, ipAddressProblem } from "./accessListChecks";
import { ENTRY_CLAIMS } from "./accessListClaims";
import { createOrAdopt } from "./accessListEntryCreation";
import { entryName, readAccessList, removeEntry, writeInTurn } from "./accessLists";
import type { HeldBy } from "./entryHolders";
import { holderOf, holdingEntry, keepEntry, leaveInPlace, planEntry } from "./entryHolders";

/** All arguments of an OrgApiKeyAccessListEntry; OrgApiKeyAccessListEntryArgs says which exclude each other. */
export interface OrgApiKeyAccessListEntryParts {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the entry. */
    orgId: pulumi.Input<string>;
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the entry. */
    apiKeyId: pulumi.Input<string>;
    /**
     * One IPv4 or IPv6 address that may use the key. A change to another address replaces the entry, the new one
     * first; another spelling of the same address (also as `/32` or `/128` in cidrBlock) changes nothing.
     */
    ipAddress?: pulumi.Input<string | undefined> | undefined;
    /** A block of addresses that may use the key, given by its network address: "203.0.113.0/24". As ipAddress. */
    cidrBlock?: pulumi.Input<string | undefined> | undefined;
    /**
     * What to do when the entry exists already (409): "fail", or "adopt" to manage it from now on. Default "fail".
     * Changing it changes nothing at Atlas. An entry that is renamed or moved needs the option `aliases` all the same if
     * it gets another provider in the same change: else it is deleted under its old name.
     */
    onConflict?: pulumi.Input<"fail" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entry on the very key that the provider calls with, which cuts off every address not on the
     * list at once. Default false. Changing it changes nothing at Atlas.
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

const definition: ResourceDefinition = {
    kind: "OrgApiKeyAccessListEntry",
    hostExport: "orgApiKeyAccessListEntry",
    inputs: ["orgId", "apiKeyId", "ipAddress", "cidrBlock", "onConflict", "allowLockout"],
    outputs: ["address", "created"],
    secrets: [],
    repeats: { address: ["ipAddress", "cidrBlock"] },
    subject: ({ ipAddress, cidrBlock }) => String(ipAddress ?? cidrBlock),
    checks: [
        isObjectId("orgId"),
        isObjectId("apiKeyId"),
        onceKnown(["ipAddress", "cidrBlock"], hasOneAddress),
        ifKnown("ipAddress", ipAddressProblem),
        ifKnown("cidrBlock", cidrBlockProblem),
        isOneOf("onConflict", ["fail", "adopt"]),
        isBoolean("allowLockout"),
    ],
    claims: ENTRY_CLAIMS,
};

/**
 * An address, or a block of addresses, from which an API key may be used. A key without entries may be used from
 * anywhere, unless the organization requires a list; the first entry restricts it to its list.
 *
 * ```ts
 * new atlas.OrgApiKeyAccessListEntry("ci", { orgId, apiKeyId: runner.apiKeyId, cidrBlock: "203.0.113.0/24" });
 * ```
 *
 * The credential needs the role ORG_OWNER, and must be used from an address on its own list if it has one.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikeyaccesslistentry
 */
export class OrgApiKeyAccessListEntry extends AtlasResource {
    /**
     * Looks up an entry by "<orgId>-<apiKeyId>-<address>"; Pulumi does not manage what it looks up.
     *
     * @throws when the entry does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgApiKeyAccessListEntryState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgApiKeyAccessListEntry {
        return new OrgApiKeyAccessListEntry(name, state as OrgApiKeyAccessListEntryArgs, { ...options, id });
    }

    /** Whether a value is an OrgApiKeyAccessListEntry, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgApiKeyAccessListEntry {
        return isResourceOfKind(definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The id of the key. */
    declare public readonly apiKeyId: pulumi.Output<string>;
    /** The address as the program spells it, if it gave one. */
    declare public readonly ipAddress: pulumi.Output<string | undefined>;
    /** The block as the program spells it, if it gave one. */
    declare public readonly cidrBlock: pulumi.Output<string | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"fail" | "adopt" | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * The address in its canonical spelling: "192.0.2.1", "203.0.113.0/24", "2001:db8::1". A secret if the input is; the
     * resource's id holds it as well, and cannot be one.
     */
    declare public readonly address: pulumi.Output<string>;
    /** When the entry was made: ISO 8601, UTC. */
    declare public readonly created: pulumi.Output<string | undefined>;

    constructor(name: string, args: OrgApiKeyAccessListEntryArgs, options?: pulumi.CustomResourceOptions) {
        super(definition, name, args, options);
    }
}

interface Inputs {
    orgId: string;
    apiKeyId: string;
    ipAddress?: string;
    cidrBlock?: string;
    onConflict?: "fail" | "adopt";
    allowLockout?: boolean;
}

interface Outputs extends Inputs {
    address: string;
    created?: string;
}

export const orgApiKeyAccessListEntryLifecycle: Lifecycle<Inputs, Outputs> = {
    definition,
    diffTable: [
        { inputs: ["orgId"], onChange: "replace" },
        { inputs: ["apiKeyId"], onChange: "replace" },
        { inputs: ["ipAddress", "cidrBlock"], onChange: "replace", value: addressOf },
        { inputs: ["onConflict"], onChange: "update" },
        { inputs: ["allowLockout"], onChange: "update" },
    ],

    planned(session, inputs) {
        planEntry(session, keyOf(inputs), { address: addressOf(inputs), inputs });
    },

    kept(session, inputs) {
        keepEntry(session, keyOf(inputs), { address: addressOf(inputs), inputs });
    },

    async create(session, inputs) {
        const { onConflict, allowLockout } = inputs;
        const key = keyOf(inputs);
        const address = addressOf(inputs);
        const entry = await holdingEntry(session, { key, address }, (isLeftInPlace) =>
            createOrAdopt(session, key, { address, onConflict, allowLockout, isLeftInPlace }),
        );
        return { id: entryName(key, address), outputs: { ...inputs, address, ...createdAt(entry) } };
    },

    async read(session, id, outputs) {
        const { orgId, apiKeyId, address } = parseEntryId(id);
        const entry = (await readAccessList(session, { orgId, apiKeyId }))?.get(address);
        const given = isPresent(outputs.ipAddress) || isPresent(outputs.cidrBlock) ? {} : asInput(address);
        return entry && { ...outputs, ...given, orgId, apiKeyId, address, ...createdAt(entry) };
    },

    update(_session, { old, wanted }) {
        // Only onConflict and allowLockout come here, which steer the next create and are nothing that Atlas knows.
        const { address, created } = old;
        return Promise.resolve({ ...wanted, address, ...(created === undefined ? {} : { created }) });
    },

    async delete(session, id) {
        const { orgId, apiKeyId, address } = parseEntryId(id);
        const key = { orgId, apiKeyId };
        const holder = holderOf(session, key, address);
        if (holder === undefined) {
            await writeInTurn(session, key, () => removeEntry(session, key, address));
        } else if (holder === "planned resource") {
            leaveInPlace(session, key, address);
        } else {
            session.warn(`OrgApiKeyAccessListEntry ${id}: ${WHY_LEFT[holder]}: it is not deleted.`);
        }
    },
};

const WHY_LEFT: Readonly<Record<Exclude<HeldBy, "planned resource">, string>> = {
    "new resource": "it has become another resource of the program in this run, which manages it now",
    "kept resource": "another resource of the program is for the same entry, and goes on managing it",
};

function keyOf({ orgId, apiKeyId }: Inputs): ApiKeyReference {
    return { orgId, apiKeyId };
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

function createdAt(entry: AccessListEntryResponse | undefined): { created?: string } {
    return entry?.created === undefined ? {} : { created: entry.created };
}
