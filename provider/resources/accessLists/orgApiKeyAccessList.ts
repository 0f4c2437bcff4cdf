import type * as pulumi from "@pulumi/pulumi";
import type { CanonicalAddress } from "../../atlas/address";
import { canonicalAddress } from "../../atlas/address";
import { addressOrNone } from "../../atlas/address";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { apiKeyOwner } from "../../atlas/endpoints/accessListOwners";
import type { Lifecycle } from "../../core/lifecycle";
import { PartialStateError } from "../../core/lifecycle";
import { listed } from "../../core/listed";
import type { Properties } from "../../core/properties";
import type { InputsOf, SchemaOf } from "../../core/schema";
import { fromSchema } from "../../core/schema";
import type { AtlasSession } from "../../core/session";
import { FLAG, OBJECT_ID, oneOf } from "../../core/valueTypes";
import { without } from "../../core/without";
import type { Additions } from "./adding/outcomes";
import type { ChangedAccessList } from "./change";
import { changeAccessList } from "./change";
import { ADDRESS_SET } from "./checks";
import { WHOLE_LIST_CLAIM } from "./claims";
import type { EntryFailure } from "./failures";
import { describeFailures } from "./failures";
import { holdEntry, keepEntry, planEntry, startEntry } from "./holders";
import { readAccessList } from "./listing";
import { listName } from "./names";
import { releaseEntries, withoutSpared } from "./release";

/** What an OrgApiKeyAccessList is made from. */
export interface OrgApiKeyAccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    orgId: pulumi.Input<string>;
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the list, the new one first. */
    apiKeyId: pulumi.Input<string>;
    /**
     * The IPv4 and IPv6 addresses and CIDR blocks that may use the key, at least one. A set: order and spelling mean
     * nothing, and what is named twice counts once. Changing them updates the list in place: what is new is added
     * before anything is removed.
     */
    entries: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * "authoritative": the program declares the whole list, and an update removes what else is on the list; a preview
     * shows that before. "additive": entries of others are left alone, also those of `entries` that stood there before.
     * Default "authoritative". Changing it updates the list in place.
     */
    mode?: pulumi.Input<"authoritative" | "additive" | undefined> | undefined;
    /**
     * Allows the first entries on the very key that the provider calls with. Such entries cut off every address that is
     * not on the list, at once. Default false. Changing it changes nothing at Atlas.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/** What is known of a list that `get` looks up. */
export type OrgApiKeyAccessListState = Partial<OrgApiKeyAccessListArgs>;

const schema = {
    kind: "OrgApiKeyAccessList",
    hostExport: "orgApiKeyAccessList",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        apiKeyId: { role: "input", type: OBJECT_ID, change: "replace" },
        entries: {
            role: "input",
            type: ADDRESS_SET,
            change: "update",
            canonical: ({ entries }: Properties) => canonical(entries).sort(),
            repeats: ["entries"],
        },
        mode: {
            role: "input",
            type: oneOf("authoritative", "additive"),
            isOptional: true,
            change: "update",
            canonical: modeOf,
        },
        allowLockout: { role: "input", type: FLAG, isOptional: true, change: "steers" },
        added: { role: "output", type: ADDRESS_SET, repeats: ["entries"] },
    },
    subject: ({ apiKeyId }: Properties) => String(apiKeyId),
    claims: [WHOLE_LIST_CLAIM],
} satisfies SchemaOf<OrgApiKeyAccessListArgs, Outputs>;

type Inputs = InputsOf<OrgApiKeyAccessListArgs>;

interface Outputs extends Inputs {
    added: string[];
}

export const orgApiKeyAccessListLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),

    updateWarning({ old, wanted }) {
        const strange = without(outgoing(old, wanted), canonical(old.added));
        return strange.length === 0
            ? undefined
            : `the next \`pulumi up\` removes from the access list what this resource has not put there, unless this one does: ${listed(strange)}.`;
    },

    planned(session, inputs) {
        const owner = ownerOf(inputs);
        canonical(inputs.entries).forEach((address) => planEntry(session, owner, { address }));
    },

    kept(session, inputs) {
        const owner = ownerOf(inputs);
        canonical(inputs.entries).forEach((address) => keepEntry(session, owner, { address }));
    },

    async create(session, inputs) {
        return { id: listName(ownerOf(inputs)), outputs: await apply(session, inputs) };
    },

    async read(session, id, outputs) {
        const owner = parseListId(id);
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
            orgId: owner.orgId,
            apiKeyId: owner.id,
            entries: [...known, ...others],
            added: canonical(outputs.added).filter(stands),
        };
    },

    update(session, { old, wanted }) {
        return apply(session, wanted, old);
    },

    async delete(session, id, outputs) {
        const owner = parseListId(id);
        const { failures } = await releaseEntries(session, owner, {
            owned: managed(modeOf(outputs), outputs),
            added: canonical(outputs.added),
        });
        if (failures.length > 0) {
            throw new Error(describeFailures(failures), { cause: failures[0]?.error });
        }
    },
};

/** Makes the list what the inputs declare, and tells what stands there then. */
async function apply(session: AtlasSession, inputs: Inputs, old?: Outputs): Promise<Outputs> {
    const owner = ownerOf(inputs);
    const declared = canonical(inputs.entries);
    const leftInPlace = declared.filter((address) => startEntry(session, owner, address));
    const leaving = old === undefined ? [] : outgoing(old, inputs);
    const change = {
        declared,
        add: without(declared, canonical(old?.entries)),
        remove: withoutSpared(session, owner, leaving),
    };
    const changed = await changeAccessList(session, owner, { ...change, allowLockout: inputs.allowLockout });
    const strange = await strangeEntries(session, { inputs, old, changed });
    const kept = without(change.remove, changed.removed);
    const ownBefore = [...canonical(old?.added), ...leftInPlace];
    const outputs = outputsOf(inputs, { ownBefore, changed, others: [...kept, ...strange] });
    declared.forEach((address) => holdEntry(session, owner, address));
    const { failures, additions } = changed;
    if (old === undefined && failures.length > 0 && failuresOnly(additions)) {
        throw new Error(describeFailures(failures), { cause: failures[0]?.error });
    }
    warnOfStrangers(session, owner, strange);
    if (failures.length > 0) {
        throw failed(outputs, failures, kept);
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
    { inputs, old, changed }: { inputs: Inputs; old: Outputs | undefined; changed: ChangedAccessList },
): Promise<CanonicalAddress[]> {
    if (modeOf(inputs) === "additive") {
        return [];
    }
    const isNew = old === undefined || modeOf(old) === "additive";
    // If it cannot be read now, the next refresh shows them.
    const list =
        changed.list ??
        (isNew ? await readAccessList(session, ownerOf(inputs)).catch(() => undefined) : undefined);
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
            `OrgApiKeyAccessList ${listName(owner)}: on the list there is also what the program does not declare: ${listed(strange)}. The next \`pulumi up\` removes it, unless this one still does; declare what is to stay, or set mode: "additive".`,
        );
    }
}

function failed(
    outputs: Outputs,
    failures: readonly EntryFailure[],
    kept: readonly CanonicalAddress[],
): Error {
    const keptBack = without(
        kept,
        failures.flatMap(({ addresses }) => addresses),
    );
    const consequence =
        keptBack.length === 0
            ? ""
            : ` Nothing was removed: that waits until everything new is on the list (${listed(keptBack)}).`;
    const message = `${describeFailures(failures)} All else that the program declares is on the list.${consequence}`;
    return new PartialStateError(message, { id: listName(ownerOf(outputs)), outputs }, failures[0]?.error);
}

/** Whether nothing came of a creation, and nothing can come of it later: then there is nothing to record. */
function failuresOnly(additions: Additions): boolean {
    return [...additions.values()].every(({ outcome }) => outcome === "refused");
}

function ownerOf({ orgId, apiKeyId }: Inputs): AccessListOwner {
    return apiKeyOwner(orgId, apiKeyId);
}

function parseListId(id: string): AccessListOwner {
    const [, orgId, apiKeyId] = /^([a-f0-9]{24})-([a-f0-9]{24})$/.exec(id) ?? [];
    if (orgId === undefined || apiKeyId === undefined) {
        throw new Error(`"${id}" is not the id of an OrgApiKeyAccessList, which is "<orgId>-<apiKeyId>".`);
    }
    return apiKeyOwner(orgId, apiKeyId);
}

function modeOf({ mode }: { mode?: unknown }): unknown {
    return mode ?? "authoritative";
}

function canonical(entries: unknown): CanonicalAddress[] {
    return Array.isArray(entries) ? [...new Set(entries.map(canonicalAddress))] : [];
}
